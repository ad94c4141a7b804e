/* Small behaviours of every page: clauses, dialogs, batch selection, printing, messages when a request fails. */
(function () {
  "use strict";

  /* Clauses: a button that discloses the words beside it. */
  let openClause = null;

  function closeClause() {
    if (!openClause) return;
    openClause.querySelector(".clause-panel").hidden = true;
    openClause.querySelector(".clause-button").setAttribute("aria-expanded", "false");
    openClause = null;
  }

  function placeClause() {
    if (!openClause) return;
    const button = openClause.querySelector(".clause-button");
    const panel = openClause.querySelector(".clause-panel");
    const gap = 8;
    const at = button.getBoundingClientRect();
    const size = panel.getBoundingClientRect();
    const below = at.bottom + gap + size.height <= window.innerHeight;
    const left = Math.min(at.left, document.documentElement.clientWidth - size.width - 2 * gap);
    panel.style.left = Math.max(2 * gap, left) + "px";
    panel.style.top = (below ? at.bottom + gap : Math.max(gap, at.top - gap - size.height)) + "px";
  }

  function showClause(clause) {
    openClause = clause;
    clause.querySelector(".clause-panel").hidden = false;
    clause.querySelector(".clause-button").setAttribute("aria-expanded", "true");
    placeClause();
  }

  document.addEventListener("click", function (event) {
    const button = event.target.closest(".clause-button");
    if (!button) {
      if (openClause && !event.target.closest(".clause-panel")) closeClause();
      return;
    }
    const clause = button.closest("[data-clause]");
    const wasOpen = clause === openClause;
    closeClause();
    if (!wasOpen) showClause(clause);
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !openClause) return;
    openClause.querySelector(".clause-button").focus();
    closeClause();
  });
  window.addEventListener("scroll", placeClause, { passive: true });
  window.addEventListener("resize", placeClause);

  /* On paper nothing is folded away. */
  window.addEventListener("beforeprint", () => {
    for (const fold of document.querySelectorAll("main details:not([open])")) {
      fold.open = true;
      fold.dataset.openedToPrint = "";
    }
  });
  window.addEventListener("afterprint", () => {
    for (const fold of document.querySelectorAll("[data-opened-to-print]")) {
      fold.open = false;
      delete fold.dataset.openedToPrint;
    }
  });

  /* Dialogs, printing. */
  document.addEventListener("click", function (event) {
    const opener = event.target.closest("[data-opens]");
    if (opener) document.getElementById(opener.dataset.opens).showModal();
    const closer = event.target.closest("[data-closes]");
    if (closer) closer.closest("dialog").close();
    if (event.target.closest("[data-print]")) window.print();
  });

  /* Batch selection: one box rules all boxes of a name within its form (or its page). */
  function boxesOf(name, near) {
    const within = near.closest("form") || document;
    return Array.from(within.querySelectorAll('input[type="checkbox"][name="' + name + '"]:not(:disabled)'));
  }

  function refreshSelection(root) {
    root.querySelectorAll("[data-check-all]").forEach(function (ruler) {
      const boxes = boxesOf(ruler.dataset.checkAll, ruler);
      const checked = boxes.filter((box) => box.checked).length;
      ruler.checked = boxes.length > 0 && checked === boxes.length;
      ruler.indeterminate = checked > 0 && checked < boxes.length;
    });
    root.querySelectorAll("[data-checked-count]").forEach(function (count) {
      count.textContent = boxesOf(count.dataset.checkedCount, count).filter((box) => box.checked).length;
    });
    root.querySelectorAll("[data-needs-checked]").forEach(function (button) {
      button.disabled = !boxesOf(button.dataset.needsChecked, button).some((box) => box.checked);
    });
  }

  document.addEventListener("change", function (event) {
    const ruler = event.target.closest("[data-check-all]");
    if (ruler) boxesOf(ruler.dataset.checkAll, ruler).forEach((box) => (box.checked = ruler.checked));
    if (event.target.type === "checkbox") refreshSelection(document);
  });

  /* What narrows a list lies folded on a phone, so that the list itself is seen first. */
  const phone = window.matchMedia("(max-width: 575.98px)");

  function fold(root) {
    root.querySelectorAll("[data-fold-on-phone]").forEach((part) => (part.open = !phone.matches));
  }

  phone.addEventListener("change", () => fold(document));

  /* A summary of errors is read out and reached first. */
  function start(root) {
    fold(root);
    refreshSelection(root);
    const summary = root.querySelector("[data-error-summary]");
    if (summary) summary.focus();
  }

  /* A part of the page that could not be fetched says so where it should have stood. */
  function sayFailed(event) {
    const target = event.detail.target;
    if (!target || target.querySelector("[data-failed]")) return;
    const note = document.createElement("p");
    note.className = "note note-late";
    note.setAttribute("role", "alert");
    note.dataset.failed = "";
    note.textContent = document.body.dataset.failed;
    target.append(note);
  }

  document.addEventListener("DOMContentLoaded", () => start(document));
  document.addEventListener("htmx:afterSwap", (event) => start(event.detail.target.parentElement || document));
  document.addEventListener("htmx:responseError", sayFailed);
  document.addEventListener("htmx:sendError", sayFailed);
})();
