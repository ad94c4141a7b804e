// The code behind # in a slip's QR: into the field, and out of the address. It never leaves the browser before it is sent with the form.
// Without this the code is typed.
(function () {
  "use strict";
  var field = document.querySelector("[data-ballot-code]");
  var code = decodeURIComponent(location.hash.slice(1));
  if (!field || !code || code === "main") { return; }
  if (/^[0-9A-Za-z-]{16,19}$/.test(code)) { field.value = code; }
  history.replaceState(null, "", location.pathname);
}());
