/* A statement being written: its length as it will be counted, blanks left out. */
(function () {
  "use strict";

  const told = document.querySelector("[data-length]");
  const form = told && told.closest("form");
  if (!form) return;
  const most = Number(told.closest("[data-length-most]").dataset.lengthMost);

  function count() {
    let length = 0;
    form.querySelectorAll("textarea").forEach((area) => (length += Array.from(area.value.replace(/\s/g, "")).length));
    told.textContent = String(length);
    told.classList.toggle("text-danger", length > most);
  }

  form.addEventListener("input", count);
  count();
})();
