// Wagtail saves drafts by itself; after each time, and as the panel opens, the check-list is fetched anew.
(() => {
  let asked = 0;

  document.addEventListener("w-autosave:success", refresh);
  document.addEventListener("click", (event) => {
    if (event.target.closest('[data-side-panel-toggle="checklist"]')) refresh();
  });

  async function refresh() {
    const [, page] = window.location.pathname.match(/\/pages\/(\d+)\/edit\//) || [];
    const address = document.querySelector("[data-checklist]")?.dataset.checklist;
    if (!address || !page) return;
    const turn = ++asked;
    const answer = await fetch(address.replace("/0/", `/${page}/`));
    if (!answer.ok || answer.redirected) return;
    const lines = await answer.text();
    // An answer that was overtaken tells of an older draft; Wagtail may have drawn the panel anew meanwhile.
    if (turn === asked) show(document.querySelector("[data-checklist]"), lines);
  }

  function show(list, lines) {
    list.innerHTML = lines;
    count(list.querySelectorAll(".aiw-checklist__line:not(.aiw-checklist__line--done)").length);
  }

  function count(open) {
    const toggle = document.querySelector('[data-side-panel-toggle="checklist"]');
    const counter = toggle && toggle.querySelector("[data-side-panel-toggle-counter]");
    if (!counter) return;
    counter.textContent = open;
    counter.hidden = open === 0;
  }
})();
