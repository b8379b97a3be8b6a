// Shows what needs a script once scripts run, and says so when a device gives no passkey.
(() => {
  const able = window.webauthnJSON && window.webauthnJSON.supported();
  for (const part of document.querySelectorAll(".needs-script")) part.hidden = !able;

  document.addEventListener("allauth.error", (event) => {
    const trouble = document.getElementById("passkey-trouble");
    if (!trouble) return;
    event.preventDefault();
    trouble.hidden = false;
  });
})();
