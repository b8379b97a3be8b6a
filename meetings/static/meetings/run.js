/* The run view with a live clock and one block at a time. Without this script all blocks stand below each other. */
(() => {
  "use strict";
  const root = document.getElementById("mt-run");
  const form = document.getElementById("mt-notes");
  if (!root || !form) return;

  const MINUTE = 60000;
  const AN_EVENING = 240; // Minutes: who opens this page days before or after needs no count of them.
  const turns = [...form.querySelectorAll(".mt-turn")];
  const links = [...root.querySelectorAll(".mt-run__agenda a")];
  const clock = document.getElementById("mt-clock");
  const saved = document.getElementById("mt-saved");
  const late = document.getElementById("mt-late");
  const number = document.getElementById("mt-block");
  // The clock of a borrowed laptop may be wrong: count from what the server said, without its minutes of zone.
  const ahead = Date.parse(root.dataset.now) - Date.now();
  const zone = root.dataset.now.match(/([+-])(\d\d):(\d\d)$/);
  const east = zone ? Number(`${zone[1]}1`) * (Number(zone[2]) * 60 + Number(zone[3])) : 0;
  let current = Math.max(turns.findIndex((turn) => turn.classList.contains("is-current")), 0);

  const now = () => Date.now() + ahead;
  const two = (value) => String(value).padStart(2, "0");
  const onTheWall = (moment) => {
    const wall = new Date(moment + east * MINUTE);
    return `${wall.getUTCHours()}${root.dataset.clock}${two(wall.getUTCMinutes())}`;
  };
  const filled = (text, minutes) => text.replace("{minutes}", minutes);
  const at = (turn, name) => Date.parse(turn.dataset[name]);

  function show(index, { focus = true } = {}) {
    current = Math.min(Math.max(index, 0), turns.length - 1);
    turns.forEach((turn, place) => {
      turn.hidden = place !== current;
      turn.classList.toggle("is-current", place === current);
    });
    links.forEach((link, place) => {
      if (place === current) link.setAttribute("aria-current", "step");
      else link.removeAttribute("aria-current");
    });
    document.getElementById("mt-back").disabled = current === 0;
    document.getElementById("mt-on").disabled = current === turns.length - 1;
    number.value = current + 1;
    if (focus) turns[current].focus();
    tick();
  }

  function tick() {
    const moment = now();
    clock.textContent = onTheWall(moment);
    clock.dateTime = new Date(moment).toISOString();
    const gone = (moment - Date.parse(root.dataset.start)) / MINUTE;
    const share = Math.min(Math.max(gone / root.dataset.minutes, 0), 1);
    document.getElementById("mt-now").setAttribute("x", `${(100 * share).toFixed(2)}%`);
    sayTimeLeft(turns[current], moment);
    sayLate(moment);
  }

  function sayTimeLeft(turn, moment) {
    const words = turn.querySelector(".mt-turn__left");
    const begins = Math.ceil((at(turn, "start") - moment) / MINUTE);
    const left = Math.ceil((at(turn, "end") - moment) / MINUTE);
    const kind = begins > 0 ? "later" : left >= 0 ? "left" : "over";
    const minutes = Math.abs(kind === "later" ? begins : left);
    const text = filled(words.dataset[kind], minutes);
    if (words.textContent !== text) words.textContent = text;
    words.classList.toggle("is-over", kind === "over");
    words.hidden = minutes > AN_EVENING;
  }

  function sayLate(moment) {
    const last = at(turns[turns.length - 1], "end");
    const behind = Math.round((moment - at(turns[current], "end")) / MINUTE);
    const planned = Date.parse(root.dataset.start) + root.dataset.meeting * MINUTE;
    const minutes = Math.round((last - planned) / MINUTE) + Math.max(behind, 0);
    late.hidden = minutes <= 0;
    late.textContent = filled(late.dataset.late, minutes);
  }

  /* Saved after a pause, and before a block is left. */
  let waiting = 0;
  let last = new URLSearchParams(new FormData(form)).toString();

  async function save() {
    clearTimeout(waiting);
    const data = new FormData(form);
    const sent = new URLSearchParams(data).toString();
    if (sent === last) return;
    data.append("autosave", "1");
    try {
      const answer = await fetch(form.action, { method: "POST", body: data });
      if (answer.status !== 204) throw new Error(answer.status);
      last = sent;
      keepAsOpened(data);
      saved.textContent = saved.dataset.saved.replace("{time}", onTheWall(now()));
    } catch {
      saved.textContent = saved.dataset.failed;
    }
  }

  /* What was saved is from now on what this form began with. */
  function keepAsOpened(data) {
    for (const field of form.querySelectorAll('input[name^="initial-"]')) {
      const text = data.get(field.name.slice("initial-".length));
      if (text !== null) field.value = text;
    }
    last = new URLSearchParams(new FormData(form)).toString();
  }

  form.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(save, 1500);
  });
  form.addEventListener("submit", () => clearTimeout(waiting));
  document.addEventListener("visibilitychange", () => document.hidden && save());

  const go = (index) => {
    save();
    show(index);
  };
  const isTyping = (element) => element.closest("input, select, textarea, [contenteditable]");
  document.addEventListener("keydown", (event) => {
    if (event.altKey || event.ctrlKey || event.metaKey || isTyping(event.target)) return;
    if (event.key === "ArrowRight") go(current + 1);
    if (event.key === "ArrowLeft") go(current - 1);
  });
  links.forEach((link, index) => {
    link.addEventListener("click", (event) => {
      event.preventDefault();
      go(index);
    });
  });
  document.getElementById("mt-back").addEventListener("click", () => go(current - 1));
  document.getElementById("mt-on").addEventListener("click", () => go(current + 1));
  document.getElementById("mt-keys").hidden = false;

  root.classList.add("is-live");
  show(current, { focus: false });
  // A mistake must be seen, also in a block that is not on.
  const wrong = turns.findIndex((turn) => turn.querySelector(".cp-field--wrong"));
  if (wrong >= 0) show(wrong, { focus: false });
  setInterval(tick, 1000);
})();
