// Wagtail saves drafts by itself; after each time the check-list is fetched anew.
document.addEventListener("w-autosave:success", async () => {
  const list = document.querySelector("[data-checklist]");
  const [, page] = window.location.pathname.match(/\/pages\/(\d+)\/edit\//) || [];
  if (!list || !page) return;
  const answer = await fetch(list.dataset.checklist.replace("/0/", `/${page}/`));
  if (!answer.ok || answer.redirected) return;
  list.innerHTML = await answer.text();
  count(list.querySelectorAll(".aiw-checklist__line:not(.aiw-checklist__line--done)").length);
});

function count(open) {
  const toggle = document.querySelector('[data-side-panel-toggle="checklist"]');
  const counter = toggle && toggle.querySelector("[data-side-panel-toggle-counter]");
  if (!counter) return;
  counter.textContent = open;
  counter.hidden = open === 0;
}
