/* Shortly before an idle session ends the page says so, with a button that keeps it: nothing that was typed is lost unseen.

   [data-session-left] holds how many seconds were left when the page was made. Other windows may have used the session meanwhile,
   so the server is asked before anything is said. What is asked here is no use of the session; pressing the button is. */
(function () {
  "use strict";

  const NOT_BEFORE = 5000;
  const box = document.querySelector("[data-session-left]");
  if (!box) return;
  const warned = Number(box.dataset.sessionWarned) * 1000;
  const token = JSON.parse(document.body.getAttribute("hx-headers"))["X-CSRFToken"];
  const part = box.querySelector("template");
  let timer = null;

  async function ask(method) {
    const answer = await fetch(box.dataset.sessionUrl, { method: method, headers: { "X-CSRFToken": token }, credentials: "same-origin" });
    return answer.ok && !answer.redirected ? (await answer.json()).left * 1000 : 0;
  }

  function wait(left) {
    clearTimeout(timer);
    timer = setTimeout(look, Math.max(NOT_BEFORE, left > warned ? left - warned : left));
  }

  function hide() {
    box.querySelectorAll(".note").forEach((note) => note.remove());
  }

  function show() {
    if (!box.querySelector(".note")) box.append(part.content.cloneNode(true));
  }

  function over() {
    show();
    box.querySelector("[data-session-words]").textContent = box.dataset.sessionOver;
    box.querySelectorAll("[data-session-on]").forEach((button) => button.remove());
  }

  async function look() {
    const left = await ask("GET").catch(() => warned);
    if (left <= 0) return over();
    if (left > warned) hide();
    else show();
    wait(left);
  }

  document.addEventListener("click", async function (event) {
    if (!event.target.closest("[data-session-on]")) return;
    const left = await ask("POST").catch(() => 0);
    if (left <= 0) return over();
    if (left > warned) hide();
    else event.target.remove(); // no session lasts longer than this one may
    wait(left);
  });
  document.addEventListener("visibilitychange", () => document.hidden || look());
  const atFirst = Number(box.dataset.sessionLeft) * 1000;
  if (atFirst <= warned) show();
  wait(atFirst);
})();
