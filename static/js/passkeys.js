/* Passkeys: form[data-passkey-asked] holds what the server asks of the browser; the answer goes into its field "answer", and the form is sent. */
(function () {
  "use strict";

  function bytes(text) {
    const plain = atob(text.replace(/-/g, "+").replace(/_/g, "/"));
    return Uint8Array.from(plain, (sign) => sign.charCodeAt(0));
  }

  function text(buffer) {
    const plain = String.fromCharCode.apply(null, new Uint8Array(buffer));
    return btoa(plain).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
  }

  function known(list) {
    return (list || []).map((one) => Object.assign({}, one, { id: bytes(one.id) }));
  }

  async function make(asked) {
    const wanted = Object.assign({}, asked, { challenge: bytes(asked.challenge), excludeCredentials: known(asked.excludeCredentials) });
    wanted.user = Object.assign({}, asked.user, { id: bytes(asked.user.id) });
    const made = await navigator.credentials.create({ publicKey: wanted });
    const answer = { clientDataJSON: text(made.response.clientDataJSON), attestationObject: text(made.response.attestationObject) };
    return { id: made.id, rawId: text(made.rawId), type: made.type, response: answer, clientExtensionResults: {} };
  }

  async function show(asked) {
    const wanted = Object.assign({}, asked, { challenge: bytes(asked.challenge), allowCredentials: known(asked.allowCredentials) });
    const shown = await navigator.credentials.get({ publicKey: wanted });
    const answer = {
      clientDataJSON: text(shown.response.clientDataJSON),
      authenticatorData: text(shown.response.authenticatorData),
      signature: text(shown.response.signature),
    };
    return { id: shown.id, rawId: text(shown.rawId), type: shown.type, response: answer, clientExtensionResults: {} };
  }

  document.querySelectorAll("form[data-passkey-asked]").forEach(function (form) {
    const field = form.elements.answer;
    const failed = form.querySelector("[data-passkey-failed]");
    if (!window.PublicKeyCredential) {
      failed.hidden = false;
      return;
    }
    form.addEventListener("submit", async function (event) {
      if (field.value) return;
      event.preventDefault();
      event.stopImmediatePropagation();
      failed.hidden = true;
      try {
        const asked = JSON.parse(form.dataset.passkeyAsked).publicKey;
        field.value = JSON.stringify(await (asked.user ? make(asked) : show(asked)));
      } catch (refused) {
        failed.hidden = false;
        return;
      }
      form.requestSubmit();
    });
  });
})();
