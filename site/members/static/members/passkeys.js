// Shows what needs a script once scripts run, and says so when a device gives no passkey.
(() => {
  const able = window.webauthnJSON && window.webauthnJSON.supported();
  for (const part of document.querySelectorAll(".needs-script")) part.hidden = !able;

  // Enter in a field asks the device too. The filled form goes without this event.
  document.addEventListener("submit", (event) => {
    const ask = event.target.querySelector("button[id^=mfa_webauthn]");
    if (!ask) return;
    event.preventDefault();
    ask.click();
  });

  document.addEventListener("allauth.error", (event) => {
    const trouble = document.getElementById("passkey-trouble");
    if (!trouble) return;
    event.preventDefault();
    trouble.hidden = false;
  });
})();
