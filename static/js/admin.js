/* What the stock admin leaves without a name for readers of the screen: select boxes with search, empty column heads. */
(function () {
  "use strict";

  const words = document.currentScript.dataset;

  function nameSelect(container) {
    const select = container.previousElementSibling;
    const label = select && document.querySelector('label[for="' + select.id + '"]');
    const name = label ? label.textContent.replace(/[:：]\s*$/, "").trim() : select && select.name;
    if (!name) return;
    container.querySelectorAll('[role="combobox"], [role="textbox"]').forEach((part) => part.setAttribute("aria-label", name));
  }

  function nameHeads(root) {
    root.querySelectorAll("th:empty, th.original").forEach(function (head) {
      if (head.textContent.trim()) return;
      const name = document.createElement("span");
      name.className = "visually-hidden";
      name.textContent = head.classList.contains("original") ? words.object : words.delete;
      head.append(name);
    });
  }

  function start() {
    document.querySelectorAll(".select2-container").forEach(nameSelect);
    document.querySelectorAll(".inline-group thead").forEach(nameHeads);
  }

  /* The boxes are made by the admin after the page has loaded, in a turn of their own. */
  window.addEventListener("load", () => setTimeout(start));
  document.addEventListener("formset:added", () => setTimeout(start));
})();
