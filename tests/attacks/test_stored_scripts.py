"""An attacker writes scripts into every text there is. Whoever reads it, on whatever page, reads text: no element is made of it, nothing runs.

The content policy would keep such a script from running even where it is not escaped; so what is asked of a page is whether any
element, attribute or address was made of the words. Every page is parsed by Chromium as it came, and each address opened in it once,
with the product's own scripts at work.
"""

import re
from collections.abc import Iterator
from io import BytesIO
from urllib.parse import urlsplit
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from django.contrib.staticfiles import finders
from django.core import mail
from django.test import Client
from playwright.sync_api import Browser, Page, Route

from accounts.models import User
from desk.tasks import send_digests
from tests.attacks.offered import ClientOf, seeing
from tests.attacks.poison import columns, poison
from tests.attacks.test_exports import content_of, downloads
from tests.conftest import DESKTOP, in_chinese
from tests.desk.test_every_url_as_every_role import EXPECTED, OPEN, Things, address, ask, product
from tests.journeys.walking import administration

HOME = "http://testserver"
SHORT = '"><x-m>'
EVIL = (
    "javascript:mark(1)//'\"><x-m data-hit onmouseover=mark(1)>"
    + "</textarea></title></script><script>mark(2)</script>"
    "<img src=x onerror=mark(3)><svg onload=mark(4)>{{7*7}}${7*7}{% now %}`--><iframe srcdoc='<script>mark(5)</script>'>"
)
MIDDLE = "'\"><x-m data-hit><img src=x onerror=mark(3)>"
# What must not be on a page: elements made of the words, attributes, addresses, templates that were filled in.
FOUND = """html => {
    const page = new DOMParser().parseFromString(html, 'text/html');
    const made = [...page.querySelectorAll('x-m, [data-hit], svg[onload], img[onerror], iframe, script:not([src]):not([type]), [onmouseover]')];
    const led = [...page.querySelectorAll('[href], [src], [action], [formaction]')].filter(
        one => ['href', 'src', 'action', 'formaction'].some(name => /^\\s*javascript:/i.test(one.getAttribute(name) || '')));
    return [made.map(one => one.outerHTML.slice(0, 160)), led.map(one => one.outerHTML.slice(0, 160)),
            page.documentElement.textContent.includes('x-m')];
}"""
LIVE = """() => [window.marks.length, document.querySelectorAll('x-m, [data-hit], svg[onload], img[onerror], iframe').length]"""


def words(room: int | None) -> str:
    """The most of it that fits."""
    return next((one for one in (EVIL, MIDDLE) if room is None or len(one) <= room), SHORT[: room or None])


@pytest.fixture
def poisoned(things: Things) -> Things:
    """The county in which every text is an attack; what it is called in addresses and by whom it is asked stays."""
    poison(words)
    return things


@pytest.fixture
def chromium(browser: Browser) -> Iterator[Page]:
    """A page that notes whatever runs."""
    context = in_chinese(browser, DESKTOP)
    context.add_init_script(
        "window.marks = []; window.mark = what => window.marks.push(what); window.alert = window.mark;"
    )
    yield context.new_page()
    context.close()


def pages(client_of: ClientOf, things: Things) -> Iterator[tuple[str, str, str, Client]]:
    """Role, name and address of every page the table lets somebody open, and who opens it."""
    for name, rule in sorted(EXPECTED.items()):
        if not rule.post and rule.status == 200:
            url = address(name, product()[name], things)
            yield from ((role, name, url, client_of(role)) for role in seeing(rule.who)[:ROLES])
    yield from (
        ("anybody", name, "/" + product()[name], Client()) for name, status in OPEN.items() if status == 200
    )
    for role in ("administrator", "security"):
        yield from ((role, "admin", url, client_of(role)) for url in administration(things.world.users[role]))


ROLES = 3


def test_no_text_becomes_part_of_a_page(poisoned: Things, client_of: ClientOf, chromium: Page) -> None:
    assert sum(map(len, columns().values())) > 300
    serve(chromium)
    faults: list[str] = []
    read: set[str] = set()
    seen: dict[str, set[str]] = {}
    opened: set[str] = set()
    chromium.goto(HOME + "/static/img/icons.svg")
    for role, name, url, client in pages(client_of, poisoned):
        rule = EXPECTED.get(name)
        answer = ask(client, rule, url, poisoned.sent(name)) if rule else client.get(url)
        if answer.status_code != 200 or not answer.get("Content-Type", "").startswith("text/html"):
            continue
        html = answer.content.decode()
        shape = re.sub(r"\d+|[0-9a-f-]{36}|value=\"[\w-]{32,}\"", "", html)
        if shape in seen.setdefault(url, set()):
            continue
        seen[url].add(shape)
        made, led, shown = chromium.evaluate(FOUND, html)
        faults += [f"{role} {url}: {one}" for one in made + led]
        read |= {name} if shown else set()
        if name not in opened or name == "admin":
            opened.add(name)
            faults += [f"{role} {url}: {one}" for one in live(chromium, url, answer)]
    assert faults == []
    # The words did come to the pages, so that there was something to escape.
    assert len(read) > 150


def serve(page: Page) -> None:
    """Static files as they lie; whatever else is asked for is not there."""

    def answer(route: Route) -> None:
        path = urlsplit(route.request.url).path
        found = finders.find(path.removeprefix("/static/")) if path.startswith("/static/") else None
        if found:
            route.fulfill(path=str(found))
        else:
            route.fulfill(status=404, body="")

    page.route("**/*", answer)


def live(page: Page, url: str, answer: object) -> list[str]:
    """What became of the page once Chromium had it, with its headers and the product's scripts."""
    headers = {name: value for name, value in answer.items() if name != "Content-Length"}  # type: ignore[attr-defined]
    target = HOME + url
    page.route(target, lambda route: route.fulfill(status=200, headers=headers, body=answer.content))  # type: ignore[attr-defined]
    page.goto(target, wait_until="load")
    marks, made = page.evaluate(LIVE)
    page.unroute(target)
    return [f"{marks} scripts ran, {made} elements were made"] if marks or made else []


def test_no_text_becomes_part_of_a_mail(poisoned: Things, chromium: Page) -> None:
    for user in User.objects.all():
        User.objects.filter(pk=user.pk).update(email=f"user{user.pk}@county.invalid")
    send_digests()
    assert mail.outbox
    for message in mail.outbox:
        assert not set("\r\n") & set(message.subject)
        ((page, _kind),) = message.alternatives  # type: ignore[attr-defined]
        made, led, shown = chromium.evaluate(FOUND, page)
        assert (made, led, shown) == ([], [], True)


def test_no_text_becomes_part_of_a_document(poisoned: Things, client_of: ClientOf) -> None:
    read = 0
    for name, answer in downloads(poisoned, client_of).items():
        content = content_of(answer)
        if ".docx" not in answer["Content-Disposition"] or not content.startswith(b"PK"):
            continue
        body = ElementTree.fromstring(ZipFile(BytesIO(content)).read("word/document.xml"))
        assert {one.tag.partition("}")[0] for one in body.iter()} <= {body.tag.partition("}")[0]}, name
        read += "x-m" in "".join(body.itertext())
    assert read > 3
