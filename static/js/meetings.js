/* The live page of a meeting: what somebody is typing stays when the page is brought up to date, and when the connection is gone. */
(function () {
  "use strict";

  let kept = null;

  function fieldsOf(form) {
    return Array.from(form.elements).filter((field) => field.name && field.type !== "hidden" && field.type !== "submit");
  }

  function keep() {
    const forms = {};
    document.querySelectorAll("form[data-keep]").forEach(function (form) {
      forms[form.id] = fieldsOf(form).map((field) => [field.name, field.value, field.checked]);
    });
    const open = Array.from(document.querySelectorAll("#live details[open] form")).map((form) => form.id);
    const parts = {};
    document.querySelectorAll("details[data-keep-open]").forEach((part) => (parts[part.id] = part.open));
    const active = document.activeElement;
    const form = active && active.closest("form[data-keep]");
    const place = form ? fieldsOf(form).indexOf(active) : -1;
    kept = {
      forms: forms,
      open: open,
      parts: parts,
      focus: place < 0 ? null : { form: form.id, place: place, from: active.selectionStart, to: active.selectionEnd },
    };
  }

  function restore() {
    if (!kept) return;
    document.querySelectorAll("details[data-keep-open]").forEach(function (part) {
      if (part.id in kept.parts) part.open = kept.parts[part.id];
    });
    document.querySelectorAll("form[data-keep]").forEach(function (form) {
      const values = kept.forms[form.id];
      const details = form.closest("details");
      if (details && kept.open.includes(form.id)) details.open = true;
      if (!values) return;
      fieldsOf(form).forEach(function (field, at) {
        if (!values[at] || values[at][0] !== field.name) return;
        if (field.type === "radio" || field.type === "checkbox") field.checked = values[at][2];
        else field.value = values[at][1];
      });
    });
    const wanted = kept.focus && document.getElementById(kept.focus.form);
    if (wanted) {
      const field = fieldsOf(wanted)[kept.focus.place];
      if (field) {
        field.focus({ preventScroll: true });
        if (field.setSelectionRange && field.type !== "radio") field.setSelectionRange(kept.focus.from, kept.focus.to);
      }
    }
    kept = null;
  }

  /* Words and votes are sent only once the server answers: without a connection the browser would leave the page and lose them. */
  const LONGEST_WAIT = 8000; // milliseconds
  let asked = null;
  let asking = 0;

  function send(event) {
    const form = event.target;
    if (form.method !== "post" || !form.closest("#live")) return;
    if (asked === form) {
      asked = null;
      return;
    }
    event.preventDefault();
    const notice = document.getElementById("connection-lost");
    const submitter = event.submitter;
    asking += 1;
    fetch(notice.dataset.ask, { cache: "no-store", signal: AbortSignal.timeout(LONGEST_WAIT) })
      .then(function () {
        notice.hidden = true;
        asked = form;
        form.requestSubmit(submitter);
      })
      .catch(function () {
        notice.hidden = false;
        notice.focus();
      })
      .finally(() => (asking -= 1));
  }

  document.addEventListener("submit", send, true); // before the guard against a second click, which counts what is sent
  window.addEventListener("online", () => (document.getElementById("connection-lost").hidden = true));
  document.addEventListener("htmx:beforeSwap", function (event) {
    if (event.detail.target.id !== "live") return;
    if (asking) event.detail.shouldSwap = false; // the form being sent must stay
    else keep();
  });
  document.addEventListener("htmx:afterSwap", restore);
})();
