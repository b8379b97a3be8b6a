/* Lets the worker of the directory keep what is on this page, and says so when there is no connection. */
const note = document.getElementById("cp-offline");
if (note) {
  const show = () => {
    note.hidden = navigator.onLine;
  };
  addEventListener("online", show);
  addEventListener("offline", show);
  show();
  keep(note.dataset.scope).catch(() => {});
}

/* What came before the worker was there, it did not see: tell it what that was. */
async function keep(scope) {
  const { serviceWorker } = navigator;
  if (!serviceWorker || serviceWorker.controller) return;
  await serviceWorker.register(`${scope}offline-worker/`, { scope });
  const { active } = await serviceWorker.ready;
  const parts = performance.getEntriesByType("resource").map(({ name }) => name);
  const points = document.getElementById("cp-map")?.dataset.points;
  if (points) parts.push(new URL(points, location.href).href);
  active.postMessage([location.href.split("#")[0], ...new Set(parts)]);
}
