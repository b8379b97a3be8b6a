/*
 * The drawn map becomes one to zoom into. The drawing itself, or the tiles of COP_PAGES_MAP_TILES, lie under
 * the points. When anything fails the drawing stays as it was, and the list beside it is complete.
 */
const APART = 44; // Pixels; what lies closer together shares a pin.
const NAMED = 3; // Who listens to a map does not want to hear a hundred names.

const box = document.getElementById("cp-map");
if (box && window.L) draw(box).catch(() => {});

async function draw(box) {
  const response = await fetch(box.dataset.points, { headers: { Accept: "application/geo+json" } });
  if (!response.ok) return;
  const { features } = await response.json();
  const drawing = box.querySelector("svg");
  const map = makeMap(box);
  lay(map, box, drawing);
  const pins = L.layerGroup().addTo(map);
  const stick = () => {
    pins.clearLayers();
    gather(map, features).forEach((group) => pin(group, box.dataset.many).addTo(pins));
  };
  map.on("zoomend", stick);
  stick();
  drawing.remove();
}

function bounds(box) {
  const [west, south, east, north] = box.dataset.bounds.split(",").map(Number);
  return L.latLngBounds([south, west], [north, east]);
}

function makeMap(box) {
  const canvas = document.createElement("div");
  canvas.className = "cp-map__canvas";
  canvas.setAttribute("role", "region");
  canvas.setAttribute("aria-label", box.dataset.label);
  box.append(canvas);
  const map = L.map(canvas, {
    attributionControl: Boolean(box.dataset.tiles),
    maxZoom: box.dataset.tiles ? 16 : 11,
    scrollWheelZoom: false, // Whoever scrolls the page must not fall into the map.
    zoomControl: false,
    zoomSnap: 0, // Exactly where the drawing was.
  });
  const { close, zoomIn, zoomOut } = box.dataset;
  map.on("popupopen", ({ popup }) => {
    popup.getElement().querySelector("[aria-label]").setAttribute("aria-label", close);
  });
  L.control.zoom({ zoomInTitle: zoomIn, zoomOutTitle: zoomOut }).addTo(map);
  map.fitBounds(bounds(box));
  map.setMinZoom(map.getZoom());
  return map;
}

function lay(map, box, drawing) {
  if (box.dataset.tiles) {
    map.attributionControl.setPrefix("Leaflet");
    L.tileLayer(box.dataset.tiles, { attribution: box.dataset.attribution }).addTo(map);
    return;
  }
  const ground = drawing.cloneNode(true);
  ground.querySelectorAll(".cp-map__dot, .cp-map__number").forEach((dot) => dot.remove());
  ground.removeAttribute("role");
  ground.removeAttribute("aria-label");
  ground.setAttribute("aria-hidden", "true");
  L.svgOverlay(ground, bounds(box)).addTo(map);
}

/* CoPs that lie close together at this zoom. */
function gather(map, features) {
  const groups = [];
  for (const { geometry, properties } of features) {
    const place = L.latLng(geometry.coordinates[1], geometry.coordinates[0]);
    const point = map.project(place);
    const near = groups.find((group) => group.point.distanceTo(point) < APART);
    if (near) near.cops.push(properties);
    else groups.push({ place, point, cops: [properties] });
  }
  return groups;
}

function pin({ place, cops }, manyWords) {
  const many = cops.length > 1;
  const icon = L.divIcon({
    className: many ? "cp-pin cp-pin--many" : "cp-pin",
    html: many ? String(cops.length) : "",
    iconSize: many ? [36, 36] : [28, 28],
    popupAnchor: [0, -14],
  });
  const names = cops.map(({ name, place: where }) => `${name}, ${where}`).join("; ");
  const label = cops.length > NAMED ? `${cops.length} ${manyWords}` : names;
  const marker = L.marker(place, { icon });
  marker.on("add", () => marker.getElement().setAttribute("aria-label", label));
  return marker.bindPopup(() => words(cops), { minWidth: 210, maxWidth: 250, maxHeight: 240 });
}

function words(cops) {
  const list = document.createElement("ul");
  list.append(...cops.map(line));
  return list;
}

function line({ name, place, status, url }) {
  const item = document.createElement("li");
  const link = document.createElement("a");
  link.href = url;
  link.textContent = name;
  item.append(link, document.createElement("br"), `${place} (${status})`);
  return item;
}
