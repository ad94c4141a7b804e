// The form of a report: does the browser's share of work so that no question need be asked, and keeps files within what is taken.
// Everything works without it.
(function () {
  "use strict";
  var form = document.querySelector("[data-report]");
  if (!form) { return; }
  var work = form.querySelector("[data-work]");
  var question = form.querySelector("[data-question]");
  var said = form.querySelector("[data-said]");
  var done = false;

  function zeros(digest, bits) {
    var view = new DataView(digest);
    return view.getUint32(0) >>> (32 - bits) === 0;
  }

  async function solve() {
    var token = work.dataset.token;
    var bits = Number(work.dataset.bits);
    var encoder = new TextEncoder();
    for (var at = 0; ; at += 1) {
      var digest = await crypto.subtle.digest("SHA-256", encoder.encode(token + ":" + at));
      if (zeros(digest, bits)) { return String(at); }
    }
  }

  if (window.crypto && crypto.subtle && window.TextEncoder) {
    if (!question.hasAttribute("data-asked")) { question.hidden = true; }
    solve().then(function (found) { work.value = found; done = true; }).catch(function () { question.hidden = false; done = true; });
  } else {
    done = true;
  }

  function size() {
    var total = 0;
    form.querySelectorAll("input[type=file]").forEach(function (input) {
      Array.prototype.forEach.call(input.files, function (file) { total += file.size; });
    });
    return total;
  }

  form.addEventListener("submit", function (event) {
    if (size() > Number(form.dataset.most)) {
      event.preventDefault();
      said.textContent = form.dataset.tooMuch;
      return;
    }
    if (form.dataset.sent) { event.preventDefault(); return; }
    if (done) { form.dataset.sent = "yes"; said.textContent = form.dataset.sending; return; }
    event.preventDefault();
    said.textContent = form.dataset.sending;
    var button = event.submitter;
    var wait = setInterval(function () {
      if (!done) { return; }
      clearInterval(wait);
      if (form.requestSubmit) { form.requestSubmit(button); } else { form.submit(); }
    }, 100);
  });
  window.addEventListener("pageshow", function () { delete form.dataset.sent; });
}());
