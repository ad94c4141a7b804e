/* The form of a record: find heads among those offered, take heads and follow-ups in and out, send files at once. */
(function () {
  "use strict";

  function tell(form) {
    form.dispatchEvent(new Event("change", { bubbles: true }));
  }

  /* Words are found by the keys the server computed: characters, pairs, pinyin, initials. */
  function answers(item, words) {
    const keys = " " + item.dataset.keys + " ";
    const name = item.textContent.toLowerCase();
    return words.every((word) => keys.includes(" " + word + " ") || name.includes(word));
  }

  function watchPicker(picker) {
    const search = picker.querySelector("[data-picker-search]");
    const items = Array.from(picker.querySelectorAll("[data-keys]"));
    search.hidden = false;
    search.querySelector("input").addEventListener("input", function (event) {
      event.stopPropagation();
      const words = event.target.value.trim().toLowerCase().split(/\s+/).filter(Boolean);
      items.forEach(function (item) {
        const box = item.querySelector("input");
        item.hidden = !answers(item, words);
        box.disabled = item.hidden && !box.checked;
      });
      picker.querySelector("[data-picker-none]").hidden = items.some((item) => !item.hidden);
    });
    search.querySelector("input").addEventListener("keydown", function (event) {
      if (event.key === "Enter") event.preventDefault();
    });
  }

  function addRow(form) {
    const rows = form.querySelector("[data-rows]");
    const total = form.querySelector('input[name="follow-TOTAL_FORMS"]');
    const template = form.querySelector("[data-row-template]");
    const made = template.content.cloneNode(true);
    made.querySelectorAll("*").forEach(function (part) {
      ["id", "name", "for", "aria-describedby"].forEach(function (attribute) {
        const value = part.getAttribute(attribute);
        if (value) part.setAttribute(attribute, value.replace("__prefix__", total.value));
      });
    });
    total.value = String(Number(total.value) + 1);
    rows.append(made);
    rows.lastElementChild.querySelector('input[type="text"]').focus();
  }

  document.addEventListener("click", function (event) {
    const form = event.target.closest(".record-form");
    if (!form) return;
    const drop = event.target.closest("[data-drop]");
    const add = event.target.closest("[data-add-row]");
    if (drop) {
      event.preventDefault();
      drop.closest("[data-head-line]").remove();
      document.getElementById("id_heads").focus();
      tell(form);
    } else if (add) {
      event.preventDefault();
      addRow(form);
    }
  });

  /* A box in the heading of a group rules the boxes of the group; it follows them too. */
  function followGroup(group) {
    const boxes = Array.from(group.querySelectorAll('input[name="duty"]'));
    const checked = boxes.filter((box) => box.checked).length;
    const ruler = group.querySelector("[data-check-group]");
    ruler.checked = checked === boxes.length;
    ruler.indeterminate = checked > 0 && checked < boxes.length;
  }

  document.addEventListener("change", function (event) {
    const box = event.target;
    if (box.matches && box.matches("[data-check-group]")) {
      const boxes = Array.from(box.closest("tbody").querySelectorAll('input[name="duty"]'));
      boxes.forEach((one) => (one.checked = box.checked));
      boxes[0].dispatchEvent(new Event("change", { bubbles: true }));
    } else if (box.type === "checkbox") {
      document.querySelectorAll("[data-check-group]").forEach((ruler) => followGroup(ruler.closest("tbody")));
    }
    if (box.name && box.name.endsWith("-DELETE") && box.checked) box.closest("[data-row]").hidden = true;
    if (box.matches && box.matches("[data-upload]") && box.files.length) {
      box.form.requestSubmit(box.form.querySelector("[data-upload-button]"));
    }
  });

  document.addEventListener("DOMContentLoaded", function () {
    document.querySelectorAll(".picker").forEach(watchPicker);
    document.querySelectorAll("[data-check-group]").forEach((ruler) => followGroup(ruler.closest("tbody")));
    document.querySelectorAll("[data-upload-button]").forEach((button) => (button.hidden = true));
  });
})();
