// Updates the catalogue in place. Without this script the same form and links load whole pages.
const form = document.getElementById("ml-form");
const catalogue = document.getElementById("catalogue");
let running;
let shown = location.search;

const address = () => {
  const filled = [...new FormData(form)].filter(([, value]) => value !== "");
  return `${form.action.split("?")[0]}?${new URLSearchParams(filled)}`;
};

// Only the parts change, so that an open panel stays open and the live region is heard.
const swap = (html) => {
  const fresh = new DOMParser().parseFromString(html, "text/html");
  const focused = document.activeElement?.id;
  for (const part of catalogue.querySelectorAll("[data-part]")) {
    part.replaceChildren(...fresh.getElementById(part.id).childNodes);
  }
  if (focused) document.getElementById(focused)?.focus({ preventScroll: true });
};

const load = async (url, { push = true } = {}) => {
  running?.abort();
  running = new AbortController();
  catalogue.setAttribute("aria-busy", "true");
  try {
    const response = await fetch(url, {
      headers: { "HX-Request": "true", "HX-Target": "catalogue" },
      signal: running.signal,
    });
    if (!response.ok) throw new Error(response.status);
    swap(await response.text());
    if (push) history.pushState({}, "", url);
    shown = location.search;
    catalogue.removeAttribute("aria-busy");
  } catch (error) {
    if (error.name !== "AbortError") location.assign(url);
  }
};

// After a link the place it stood in is gone: read on from the count.
const follow = async (link) => {
  await load(link.href);
  document.getElementById("ml-count").focus({ preventScroll: !link.closest(".ml-pages") });
};

catalogue.addEventListener("change", () => load(address()));
catalogue.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-swap]");
  if (!link || event.metaKey || event.ctrlKey || event.shiftKey) return;
  event.preventDefault();
  follow(link);
});
form.addEventListener("submit", (event) => {
  event.preventDefault();
  document.getElementById("ml-facets").hidePopover?.();
  load(address());
});
addEventListener("popstate", () => {
  if (location.search === shown) return; // Only the fragment changed.
  form.elements.q.value = new URLSearchParams(location.search).get("q") ?? "";
  load(location.href, { push: false });
});
document.documentElement.classList.add("ml-live");
