"""An attacker frames a page, sends a form from elsewhere, reads an answer, guesses at its kind: every answer of every address says no."""

from collections.abc import Iterator

import pytest
from django.conf import settings
from django.http import HttpResponse
from django.test import Client

from tests.attacks.offered import ClientOf, seeing
from tests.desk.test_every_url_as_every_role import (
    EXPECTED,
    MACHINES,
    OPEN,
    Things,
    address,
    ask,
    patterns,
    product,
)
from tests.journeys.walking import administration

# No word of these lets anything run that stands in a page, or comes from elsewhere.
NEVER = ("unsafe-inline", "unsafe-eval", "unsafe-hashes", "strict-dynamic", "*", "http:", "https:", "blob:")
STRICT = {
    "default-src": "'none'",
    "script-src": "'self'",
    "style-src": "'self'",
    "object-src": "'none'",
    "base-uri": "'none'",
    "frame-ancestors": "'none'",
    "form-action": "'self'",
}
# Who is told by what is sent alone (a signed form, a code, a key), so that there is nothing another site could make a browser do.
WITHOUT_A_TOKEN = {
    "report-about", "report-new", "report-resume", "report-progress", "report-add", "public-draft", "ballot", "ballot-thanks", "ballot-check", "ballot-cast", "decision-check",
}  # fmt: skip

NOWHERE = (
    "/nothing/",
    "/admin/nothing/",
    "/static/nothing.js",
    "/report/nothing/",
    "/units/1",
    "//evil.example/",
)


def wrong(answer: HttpResponse) -> list[str]:
    """What an answer leaves open."""
    said = answer.get("Content-Security-Policy", "")
    policy = dict(part.strip().partition(" ")[::2] for part in said.split(";") if part.strip())
    found = [word for word in NEVER if word in said.split() or f"'{word}'" in said]
    if "sandbox" in policy:
        found += [] if policy.get("default-src") == "'none'" else ["a sandbox with something in it"]
    else:
        found += [name for name, value in STRICT.items() if policy.get(name) != value]
    asked = {
        "X-Content-Type-Options": {"nosniff"}, "X-Frame-Options": {"DENY"}, "Cross-Origin-Opener-Policy": {"same-origin"},
        "Referrer-Policy": {"same-origin", "no-referrer"},
    }  # fmt: skip
    found += [name for name, values in asked.items() if answer.get(name) not in values]
    found += [
        name for name in ("Access-Control-Allow-Origin", "Server", "X-Powered-By") if name in answer.headers
    ]
    return found


def answers(things: Things, client_of: ClientOf) -> Iterator[tuple[str, HttpResponse]]:
    """How every address answers: who may ask it, who is not logged in; by the wrong method; where nothing is."""
    for name, rule in sorted(EXPECTED.items()):
        url = address(name, product()[name], things)
        for role in seeing(rule.who)[:1]:
            yield f"{role} {url}", ask(client_of(role), rule, url, things.sent(name))
        yield url, ask(Client(), rule, url, things.sent(name))
    for name in {*OPEN, *MACHINES}:
        for method in ("get", "post", "put"):
            yield f"{method} {name}", getattr(Client(), method)("/" + product()[name])
    for role in ("administrator", "security"):
        for url in administration(things.world.users[role]):
            yield f"{role} {url}", client_of(role).get(url)
    for url in NOWHERE:
        yield url, Client().get(url)


def test_every_answer_of_every_address_is_strict(things: Things, client_of: ClientOf) -> None:
    faults = {what: found for what, answer in answers(things, client_of) if (found := wrong(answer))}
    assert faults == {}


def test_an_answer_to_what_breaks_is_strict_too(client_of: ClientOf, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(*_given: object, **_named: object) -> None:
        raise RuntimeError("broken")

    client = client_of("head")
    client.raise_request_exception = False
    monkeypatch.setattr("desk.views.work.render", breaks)
    answer = client.get("/rules/")
    assert answer.status_code == 500
    assert wrong(answer) == []
    assert "RuntimeError" not in answer.content.decode()
    refused = client.post("/inbox/digest/", data=b"x", content_type="multipart/form-data; boundary=")
    assert (refused.status_code, wrong(refused)) == (400, [])


def test_no_page_is_exempt_from_the_token_but_those_nobody_is_logged_in_for() -> None:
    """Of the others some ask for it only once they know that they may read what was sent (complaints/views/memory.py); that all do ask
    is proved by tests/desk/test_forged_requests.py::test_nothing_sent_without_the_pages_token_is_taken."""
    exempt = {
        str(pattern.name) for _path, pattern in patterns() if getattr(pattern.callback, "csrf_exempt", False)
    }
    assert exempt - set(EXPECTED) == WITHOUT_A_TOKEN
    assert "django.middleware.csrf.CsrfViewMiddleware" in settings.MIDDLEWARE


def test_the_administration_takes_no_form_without_its_token(things: Things) -> None:
    tried = 0
    for role in ("administrator", "security"):
        client = Client(enforce_csrf_checks=True)
        client.force_login(things.world.users[role])
        for url in administration(things.world.users[role]):
            tried += 1
            assert client.post(url, {}).status_code == 403, url
    assert tried > 20
