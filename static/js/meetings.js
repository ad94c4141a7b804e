/* The live page of a meeting: what somebody is typing stays when the page is brought up to date. */
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

  document.addEventListener("htmx:beforeSwap", (event) => event.detail.target.id === "live" && keep());
  document.addEventListener("htmx:afterSwap", restore);
})();
