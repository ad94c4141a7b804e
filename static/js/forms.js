/* Forms: nothing is sent twice, and nobody leaves a page with unsaved input unwarned (form[data-guard]). */
(function () {
  "use strict";

  const saved = new WeakMap();

  /* What was typed, as one string. Files are told by name and size. */
  function contents(form) {
    const parts = [];
    new FormData(form).forEach(function (value, name) {
      if (!["csrfmiddlewaretoken", "seen"].includes(name)) parts.push([name, value instanceof File ? value.name + value.size : value]);
    });
    return JSON.stringify(parts);
  }

  function remember(form) {
    saved.set(form, contents(form));
  }

  function isChanged(form) {
    return saved.has(form) && !form.dataset.sending && saved.get(form) !== contents(form);
  }

  function release(form) {
    delete form.dataset.sending;
    form.querySelectorAll("[aria-busy]").forEach((button) => button.removeAttribute("aria-busy"));
  }

  document.addEventListener("submit", function (event) {
    const form = event.target;
    if (event.defaultPrevented || form.method !== "post" || form.hasAttribute("hx-post")) return;
    if (form.dataset.sending) {
      event.preventDefault();
      return;
    }
    form.dataset.sending = "yes";
    const button = event.submitter || form.querySelector('button[type="submit"], button:not([type])');
    if (button) button.setAttribute("aria-busy", "true");
  });

  window.addEventListener("beforeunload", function (event) {
    if (!Array.from(document.querySelectorAll("form[data-guard]")).some(isChanged)) return;
    event.preventDefault();
    event.returnValue = "";
  });

  /* Coming back with the browser's own button, and answers that are downloads, leave the form usable. */
  window.addEventListener("pageshow", () => document.querySelectorAll("form[data-sending]").forEach(release));
  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll("form[data-guard]").forEach(function (form) {
      remember(form);
      if (form.querySelector("[data-error-summary], .is-invalid, .field-wrong")) saved.set(form, "");
    });
  });
  document.addEventListener("form:saved", (event) => remember(event.target));
})();
