/* The form of a matter: what the unit's list settles is filled in at once, and only personnel matters ask for candidates. */
(function () {
  "use strict";

  const PERSONNEL = "重要人事任免";

  function set(form, name, value) {
    const control = form.elements[name];
    if (!control) return;
    if (control.type === "checkbox") control.checked = Boolean(value);
    else control.value = value;
  }

  /* The server takes the list's rule whatever is sent; here it is only shown beforehand. */
  function follow(form, chosen) {
    const row = form.elements.listed.selectedOptions[0];
    const settled = Boolean(row && row.dataset.category);
    form.querySelectorAll("[data-rule] input, [data-rule] select").forEach((control) => (control.disabled = settled));
    if (!settled || !chosen) return;
    set(form, "category", row.dataset.category);
    set(form, "meetings_required", row.dataset.meetings);
    set(form, "vote_base", row.dataset.base);
    set(form, "vote_fraction", row.dataset.fraction);
    set(form, "vote_other", row.dataset.other);
    set(form, "secret_ballot", row.dataset.secret);
    const technical = form.querySelector('input[name="flags"][value="technical"]');
    if (row.dataset.legality && technical) technical.checked = true;
  }

  function open(form) {
    form.querySelector("[data-candidates]").hidden = form.elements.category.value !== PERSONNEL;
  }

  document.addEventListener("DOMContentLoaded", function () {
    const form = document.querySelector(".matter-form");
    if (!form) return;
    follow(form, false);
    open(form);
    form.addEventListener("change", function (event) {
      if (event.target.name === "listed") follow(form, true);
      open(form);
    });
    form.addEventListener("submit", () =>
      form.querySelectorAll("[data-rule] :disabled").forEach((control) => (control.disabled = false))
    );
  });
})();
