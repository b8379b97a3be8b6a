// Cards can be dragged to another column; the buttons on each card do the same.
(() => {
  const board = document.querySelector("[data-board]");
  if (!board) return;
  let card = null;

  const mayGo = (column) =>
    card && card.dataset.moves.split(" ").includes(column.dataset.column);

  board.querySelectorAll("[data-card]").forEach((each) => {
    if (!each.dataset.moves.trim()) return;
    each.draggable = true;
    each.addEventListener("dragstart", (event) => {
      card = each;
      event.dataTransfer.effectAllowed = "move";
      event.dataTransfer.setData("text/plain", "");
      each.classList.add("is-dragged");
    });
    each.addEventListener("dragend", () => {
      each.classList.remove("is-dragged");
      board.querySelectorAll(".is-target").forEach((column) => column.classList.remove("is-target"));
      card = null;
    });
  });

  board.querySelectorAll("[data-column]").forEach((column) => {
    column.addEventListener("dragover", (event) => {
      if (!mayGo(column)) return;
      event.preventDefault();
      column.classList.add("is-target");
    });
    column.addEventListener("dragleave", (event) => {
      if (!column.contains(event.relatedTarget)) column.classList.remove("is-target");
    });
    column.addEventListener("drop", (event) => {
      if (!mayGo(column)) return;
      event.preventDefault();
      // The button of this move: its form knows the rest.
      card.querySelector(`button[name="status"][value="${column.dataset.column}"]`).click();
    });
  });
})();
