// Sends a form once, and keeps half an answer when the page is closed. All of it works without.
const form = document.querySelector("[data-signup]");

if (form) {
  let isSent = false;
  let isChanged = false;

  form.addEventListener("input", () => { isChanged = true; });

  form.addEventListener("submit", (event) => {
    if (isSent) event.preventDefault();
    isSent = true;
  });

  // Back from the next page: the form may be sent again.
  window.addEventListener("pageshow", () => { isSent = false; });

  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState !== "hidden" || isSent || !isChanged) return;
    const answers = new FormData(form);
    answers.append("keep", "1");
    navigator.sendBeacon(form.action, answers);
  });
}
