// Dragging a block of the agenda by its handle, with mouse, pen or finger. The buttons do the same.
const EDGE = 70;
const STEP = 12;

// Calls `drop(pk, place)` when a block was let go at another place.
export const dragging = (root, drop) => {
  let drag = null;

  const start = (event) => {
    const handle = event.target.closest(".mt-handle");
    if (!handle || event.button !== 0) return;
    const row = handle.closest("li");
    const rows = [...row.parentElement.children];
    const tops = rows.map((each) => each.getBoundingClientRect());
    const from = rows.indexOf(row);
    drag = { handle, row, rows, tops, from, to: from, y: event.clientY + scrollY, scroll: scrollY };
    handle.setPointerCapture(event.pointerId);
    row.classList.add("is-dragged");
    root.classList.add("mt-dragging");
    handle.focus({ preventScroll: true });
    event.preventDefault();
  };

  // The others make room where the block would land.
  const shift = () => {
    const height = drag.tops[drag.from].height;
    drag.rows.forEach((each, place) => {
      if (place === drag.from) return;
      const down = place >= drag.to && place < drag.from;
      const up = place <= drag.to && place > drag.from;
      each.style.transform = down || up ? `translateY(${down ? height : -height}px)` : "";
    });
  };

  const move = (event) => {
    if (!drag) return;
    if (event.clientY < EDGE) scrollBy(0, -STEP);
    if (event.clientY > innerHeight - EDGE) scrollBy(0, STEP);
    const way = event.clientY + scrollY - drag.y;
    const own = drag.tops[drag.from];
    drag.row.style.transform = `translateY(${way}px)`;
    // The edge that leads decides: a block gives way when it is passed for half its height.
    const lead = way > 0 ? own.bottom + way : own.top + way;
    const passed = drag.tops.filter(({ top, height }, place) => (
      place > drag.from ? lead > top + height / 2 : place < drag.from && lead < top + height / 2
    )).length;
    drag.to = way > 0 ? drag.from + passed : drag.from - passed;
    shift();
  };

  const end = (event) => {
    if (!drag) return;
    const { row, rows, from, to } = drag;
    row.classList.remove("is-dragged");
    root.classList.remove("mt-dragging");
    for (const each of rows) each.style.transform = "";
    drag = null;
    if (event.type === "pointerup" && to !== from) {
      row.parentElement.insertBefore(row, rows[to > from ? to + 1 : to] ?? null);
      drop(row.dataset.item, to);
    }
  };

  root.addEventListener("pointerdown", start);
  root.addEventListener("pointermove", move);
  root.addEventListener("pointerup", end);
  root.addEventListener("pointercancel", end);
  root.addEventListener("keydown", (event) => { if (event.key === "Escape") end(event); });
};
