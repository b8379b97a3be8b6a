// The planner without reloading: saves by itself, searches while typing, moves blocks by dragging or by
// arrow keys. Without this script the same form and buttons load whole pages.
import { dragging } from "./dragging.js";

const form = document.getElementById("planner");
const byId = (id) => document.getElementById(id);
const words = form.dataset;
const SAVE = 700;
const SEARCH = 250;
const AGAIN = 5000;
const MOST_AT_FAREWELL = 60000; // What a browser sends on after its page is gone, in bytes.
const ONCE = ["weave", "block", "break", "take", "copy", "carry", "template", "park", "next", "remove"];
let running = Promise.resolve();
let unsaved = false;
let saving;
let searching;
let search;
let busyWith;

const tell = (text) => { byId("planner-state").textContent = text; };
const say = (text) => { byId("planner-said").textContent = text.replace(/\s+/g, " ").trim(); };
const isMerging = () => form.querySelector("[data-merging]") !== null;
const itemsIn = (root) => [...root.querySelectorAll("#rows > li")].map((row) => row.id).join();
const typedFields = () => [...form.elements].filter((field) => field.name.startsWith("item-"));
const valueOf = (field) => (field.type === "checkbox" ? field.checked : field.value);
const snapshot = () => new Map(typedFields().map((field) => [field.id, valueOf(field)]));

const wakeHandles = () => {
  for (const handle of form.querySelectorAll(".mt-handle")) handle.hidden = false;
};

// What was typed while the answer was on its way goes back into the fields.
const keepTyping = (sent) => {
  const newer = typedFields().filter((field) => valueOf(field) !== sent.get(field.id));
  const kept = newer.map((field) => [field.id, valueOf(field)]);
  return () => {
    for (const [id, value] of kept) {
      const field = byId(id);
      if (field) field[field.type === "checkbox" ? "checked" : "value"] = value;
    }
    if (kept.length) changed();
  };
};

const swap = (page, sent) => {
  const focused = document.activeElement?.id;
  const open = [...form.querySelectorAll("details[open]")].map((each) => each.id);
  const putBack = keepTyping(sent);
  for (const part of form.querySelectorAll("[data-part]")) {
    part.replaceChildren(...page.getElementById(part.id).childNodes);
  }
  byId("version").value = page.getElementById("version").value;
  for (const id of open) byId(id)?.setAttribute("open", "");
  wakeHandles();
  putBack();
  return focused;
};

// After saving by itself only the clocks and the drawing change; the fields stay as they are.
const refresh = (page, sent) => {
  if (itemsIn(page) !== itemsIn(document)) return swap(page, sent);
  byId("version").value = page.getElementById("version").value;
  byId("planner-alert").replaceChildren();
  const drawn = "[data-was], .mt-edit__clock, .mt-over[id], .mt-block__bar, .mt-block__space";
  for (const row of form.querySelectorAll("#rows li")) {
    const fresh = page.getElementById(row.id);
    if (!fresh) continue;
    row.className = fresh.className;
    if (fresh.dataset.spoken) row.dataset.spoken = fresh.dataset.spoken;
  }
  for (const selector of [drawn, ".mt-plan__head, .mt-overview, .mt-end"]) {
    const now = form.querySelectorAll(selector);
    const then = page.querySelectorAll(selector);
    if (now.length === then.length) now.forEach((each, place) => each.replaceWith(then[place]));
  }
};

const focusOn = (id, row) => {
  const wanted = byId(id);
  if (wanted && !wanted.disabled) return wanted.focus();
  const twin = id?.replace(/^(up|down)-/, (all, way) => (way === "up" ? "down-" : "up-"));
  const next = byId(twin) ?? byId(row)?.querySelector("button:not([hidden]), input") ?? byId("add-block");
  next?.focus();
};

// The row after the one that is about to go, for the focus.
const neighbourOf = (pk) => {
  const row = byId(`item-${pk}`);
  return (row?.nextElementSibling ?? row?.previousElementSibling)?.id;
};

const settle = (page, command, sent, neighbour) => {
  const [verb, pk] = command.split(":");
  const focused = swap(page, sent);
  if (!focused || document.activeElement?.id !== focused) focusOn(focused, byId(`item-${pk}`) ? `item-${pk}` : neighbour);
  const added = verb === "move" || verb === "up" || verb === "down" ? byId(`item-${pk}`) : null;
  const last = ["weave", "block", "break", "take"].includes(verb) ? byId("rows").lastElementChild : null;
  say((added ?? last)?.dataset.spoken ?? byId("planner-total").textContent);
};

const stop = (page, sent) => {
  swap(page, sent);
  form.querySelector(".cp-errors")?.focus();
};

const answer = async (response, command, sent, neighbour) => {
  const page = new DOMParser().parseFromString(await response.text(), "text/html");
  if (!page.getElementById("planner")) {
    unsaved = true;
    return tell(response.redirected ? words.loggedOut : words.failed);
  }
  const isQuiet = command === "save:quiet";
  if (response.ok) {
    history.replaceState(null, "", response.url.split("#")[0]);
    if (isQuiet) refresh(page, sent); else settle(page, command, sent, neighbour);
    return tell(unsaved ? words.unsaved : words.saved);
  }
  unsaved = true;
  if (response.status === 409) {
    clearTimeout(saving);
    stop(page, sent);
    return tell(words.unsaved);
  }
  if (!isQuiet) stop(page, sent);
  tell(words.wrong);
};

const send = async (command) => {
  clearTimeout(saving);
  if (command === "save:quiet" && (!unsaved || isMerging())) return;
  const sent = snapshot();
  const neighbour = neighbourOf(command.split(":")[1]);
  const body = new URLSearchParams(new FormData(form));
  body.set("do", command.replace(":quiet", ""));
  unsaved = false;
  form.setAttribute("aria-busy", "true");
  tell(words.saving);
  try {
    const keepalive = body.toString().length < MOST_AT_FAREWELL;
    await answer(await fetch(form.action, { method: "POST", body, keepalive }), command, sent, neighbour);
  } catch {
    unsaved = true;
    tell(words.failed);
    saving = setTimeout(saveQuietly, AGAIN);
  }
  form.removeAttribute("aria-busy");
};

// One after the other: each starts from the version that the former one left.
const ask = (command) => {
  // A double click means once.
  if (command === busyWith) return running;
  busyWith = ONCE.includes(command.split(":")[0]) ? command : undefined;
  running = running.then(() => send(command)).finally(() => { if (busyWith === command) busyWith = undefined; });
  return running;
};
const saveQuietly = () => ask("save:quiet");

function changed() {
  unsaved = true;
  if (isMerging()) return;
  tell(words.unsaved);
  clearTimeout(saving);
  saving = setTimeout(saveQuietly, SAVE);
}

const find = async (page = 1) => {
  search?.abort();
  search = new AbortController();
  const fields = [...byId("found").querySelectorAll("[name]:not(button)")].filter((each) => each.value);
  const query = new URLSearchParams(fields.map((each) => [each.name, each.value]));
  if (page > 1) query.set("page", page);
  const address = `${form.action}?${query}`;
  try {
    const response = await fetch(address, { signal: search.signal });
    const fresh = new DOMParser().parseFromString(await response.text(), "text/html");
    const results = fresh.getElementById("results");
    if (!response.ok || !results) throw new Error(response.status);
    byId("results").replaceChildren(...results.childNodes);
    history.replaceState(null, "", address);
  } catch (error) {
    if (error.name !== "AbortError") tell(words.failed);
  }
};

form.addEventListener("submit", async (event) => {
  event.preventDefault();
  const command = event.submitter?.value ?? "save";
  if (!command.startsWith("search:")) return ask(command);
  await find(Number(command.split(":")[1]));
  byId("found-title").scrollIntoView({ block: "nearest" });
  byId("results").querySelector("button, a")?.focus();
});

form.addEventListener("input", (event) => {
  if (event.target.name.startsWith("item-")) return changed();
  if (event.target.id !== "find-q") return;
  clearTimeout(searching);
  searching = setTimeout(find, SEARCH);
});
form.addEventListener("change", (event) => {
  if (event.target.id.startsWith("find-") && event.target.id !== "find-q") find();
});
// Enter in the search field searches; elsewhere it saves, also in a title, which is one line.
form.addEventListener("keydown", (event) => {
  if (event.target.id === "find-q" && event.key === "Enter") {
    event.preventDefault();
    find();
  }
  if (event.target.matches(".mt-title") && event.key === "Enter") {
    event.preventDefault();
    ask("save");
  }
  if (event.target.name?.startsWith("block-") && event.key === "Enter") {
    event.preventDefault();
    ask("block");
  }
  const handle = event.target.closest(".mt-handle");
  if (handle && ["ArrowUp", "ArrowDown"].includes(event.key)) {
    event.preventDefault();
    const pk = handle.closest("li").dataset.item;
    ask(`${event.key === "ArrowUp" ? "up" : "down"}:${pk}`);
  }
});

dragging(form, (pk, place) => ask(`move:${pk}:${place}`));

addEventListener("beforeunload", (event) => { if (unsaved) event.preventDefault(); });
document.addEventListener("visibilitychange", () => {
  if (document.visibilityState === "hidden" && unsaved && !isMerging()) saveQuietly();
});
addEventListener("online", () => { if (unsaved) saveQuietly(); });
document.documentElement.classList.add("mt-live");
wakeHandles();
// Typed before this script was there.
if (byId("find-q").value !== byId("find-q").defaultValue) find();
