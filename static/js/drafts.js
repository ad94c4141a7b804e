/* Drafts that save themselves: form[data-draft-url] is posted a little after each change, and kept in this browser meanwhile.

   The server answers 2xx, optionally with JSON: {"saved_at": "14:03", "url": where to post from now on,
   "action": where the form itself goes from now on, "seen": for its field of that name, the state this window has seen}. The copy in the browser belongs to one user (body[data-user]) and one
   form (data-draft-key), goes when the form was taken by the server (data-draft-answers: this page shows what was sent), when another user logs in, and on logging out. */
(function () {
  "use strict";

  const WAIT = 1500;
  const AGAIN = 15000;
  const LEFT_OUT = ["csrfmiddlewaretoken", "seen"];
  const prefix = "draft:";

  function mine() {
    return prefix + document.body.dataset.user + ":";
  }

  function keyOf(form) {
    return mine() + (form.dataset.draftKey || location.pathname);
  }

  function keys() {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  }

  function typed(form) {
    const pairs = [];
    new FormData(form).forEach(function (value, name) {
      const control = form.elements[name];
      const secret = control && control.type === "password";
      if (!(value instanceof File) && !secret && !LEFT_OUT.includes(name)) pairs.push([name, value]);
    });
    return pairs;
  }

  /* Put kept pairs back into the form: the n-th value of a name into its n-th control, ticks by value. */
  function restore(form, pairs) {
    const values = new Map();
    pairs.forEach(([name, value]) => values.set(name, (values.get(name) || []).concat(value)));
    const turn = new Map();
    Array.from(form.elements).forEach(function (control) {
      if (!control.name || LEFT_OUT.includes(control.name) || ["file", "submit", "password", "hidden"].includes(control.type)) return;
      const kept = values.get(control.name) || [];
      if (control.type === "checkbox" || control.type === "radio") control.checked = kept.includes(control.value);
      else if (control.multiple) Array.from(control.options).forEach((option) => (option.selected = kept.includes(option.value)));
      else {
        const at = turn.get(control.name) || 0;
        if (at < kept.length) control.value = kept[at];
        turn.set(control.name, at + 1);
      }
    });
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  function button(text, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "btn btn-sm btn-link";
    made.textContent = text;
    made.addEventListener("click", act);
    return made;
  }

  function clockNow() {
    const now = new Date();
    return String(now.getHours()).padStart(2, "0") + ":" + String(now.getMinutes()).padStart(2, "0");
  }

  function watch(form) {
    const status = form.querySelector("[data-draft-status]") || document.createElement("p");
    const words = status.dataset;
    const key = keyOf(form);
    const asGiven = JSON.stringify(typed(form));
    let timer = null;
    let busy = false;
    let seen = asGiven;

    function later(wait) {
      clearTimeout(timer);
      timer = setTimeout(save, wait);
    }

    function accept(answer, sent) {
      if (answer.url) form.dataset.draftUrl = answer.url;
      if (answer.action) form.action = answer.action;
      if (answer.seen && form.elements.seen) form.elements.seen.value = answer.seen;
      status.textContent = words.saved + " " + (answer.saved_at || clockNow());
      seen = sent;
      if (JSON.stringify(typed(form)) !== sent) return later(WAIT);
      localStorage.removeItem(key);
      form.dispatchEvent(new CustomEvent("form:saved", { bubbles: true }));
    }

    async function refuse(response) {
      const answer = await response.json().catch(() => ({}));
      status.textContent = answer.message || words.kept;
      if (response.status >= 500) later(AGAIN);
    }

    async function save() {
      const sent = JSON.stringify(typed(form));
      if (busy || form.dataset.sending || sent === seen) return;
      const body = new FormData(form);
      Array.from(body.entries()).forEach(([name, value]) => value instanceof File && body.delete(name));
      busy = true;
      status.textContent = words.saving;
      try {
        const response = await fetch(form.dataset.draftUrl, { method: "POST", body: body, credentials: "same-origin" });
        if (response.redirected) status.textContent = words.signedOut;
        else if (response.ok) accept(await response.json().catch(() => ({})), sent);
        else await refuse(response);
      } catch (failure) {
        status.textContent = words.kept;
        later(AGAIN);
      } finally {
        busy = false;
      }
    }

    function changed() {
      localStorage.setItem(key, JSON.stringify({ pairs: typed(form) }));
      later(WAIT);
    }

    function offer(pairs) {
      status.textContent = words.found;
      status.append(
        button(words.restore, () => restore(form, pairs)),
        button(words.discard, function () {
          localStorage.removeItem(key);
          status.textContent = "";
        })
      );
    }

    const kept = JSON.parse(localStorage.getItem(key) || "null");
    const answered = kept && kept.sent && form.hasAttribute("data-draft-answers");
    if (kept && !answered && JSON.stringify(kept.pairs) !== asGiven) offer(kept.pairs);
    else localStorage.removeItem(key);
    form.addEventListener("input", changed);
    form.addEventListener("change", changed);
    form.addEventListener("submit", function () {
      clearTimeout(timer);
      localStorage.setItem(key, JSON.stringify({ pairs: typed(form), sent: true }));
    });
  }

  /* What was sent and led to the log-in was not taken. */
  function unsend() {
    keys().forEach(function (key) {
      const kept = JSON.parse(localStorage.getItem(key)) || {};
      if (kept.sent) localStorage.setItem(key, JSON.stringify({ pairs: kept.pairs }));
    });
  }

  /* What was sent and is not asked for again was taken by the server; what another user left does not stay. */
  function tidy(shown) {
    if (!document.body.dataset.user) return unsend();
    keys().forEach(function (key) {
      const sent = (JSON.parse(localStorage.getItem(key)) || {}).sent;
      if (!key.startsWith(mine()) || (sent && !shown.includes(key))) localStorage.removeItem(key);
    });
  }

  document.addEventListener("DOMContentLoaded", function () {
    const forms = Array.from(document.querySelectorAll("form[data-draft-url]"));
    tidy(forms.map(keyOf));
    forms.forEach(watch);
  });
  document.addEventListener("submit", function (event) {
    if (event.target.hasAttribute("data-log-out")) keys().forEach((key) => localStorage.removeItem(key));
  });
})();
