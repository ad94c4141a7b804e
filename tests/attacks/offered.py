"""What the pages offer to be sent: every form of every page the table of roles names, filled in as somebody would."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from typing import Any
from urllib.parse import urljoin, urlsplit

from django.test import Client
from django.urls import resolve

from tests.desk.test_every_url_as_every_role import EXPECTED, SENDING, Things, address, ask, product
from tests.desk.world import DAY

ClientOf = Callable[[str], Client]
WORDS = "经研究，按程序办理。"
TYPED = {"date": DAY.isoformat(), "number": "1", "datetime-local": f"{DAY}T09:00", "time": "09:00"}
SKIPPED = {"submit", "button", "file", "image", "reset", "password"}
# What is asked by pages open to all, or ends what the attack itself stands on.
LEFT_ALONE = {"logout", "set_language", "session-end", "sessions-end", "complaint-close"}
ROLES_OF_A_PAGE = 2
# Who sees most of the county, first.
SEEING = (
    "discipline-officer",
    "head",
    "secretary",
    "organisation-officer",
    "bookkeeper",
    "registrar",
    "committee-officer",
)


def seeing(who: Iterable[str]) -> list[str]:
    """Of the roles `who` those who see most first."""
    return sorted(who, key=lambda role: (SEEING.index(role) if role in SEEING else len(SEEING), role))


@dataclass(slots=True)
class Form:
    """A form as it stands on a page: where it goes, what it holds, which of its fields hold numbers of rows."""

    action: str
    fields: dict[str, list[str]] = field(default_factory=dict)
    ids: set[str] = field(default_factory=set)
    names: set[str] = field(default_factory=set)
    buttons: list[tuple[str, str]] = field(default_factory=list)
    files: set[str] = field(default_factory=set)

    @property
    def name(self) -> str:
        """The name of the address it is sent to."""
        return str(resolve(urlsplit(self.action).path).url_name)

    def sent(self) -> dict[str, list[Any]]:
        """What is sent when its first button is pressed."""
        return self.fields | {name: [value] for name, value in self.buttons[:1]}

    def put(self, name: str, value: str, *, is_id: bool = False) -> None:
        """Note a field with what is sent of it."""
        self.names.add(name)
        self.fields.setdefault(name, []).append(value)
        if is_id:
            self.ids.add(name)


class Reader(HTMLParser):
    """Reads the forms that are sent by POST, with their fields, also those outside that name them by `form`."""

    def __init__(self, url: str) -> None:
        super().__init__()
        self.forms: list[Form] = []
        self._url, self._open, self._select, self._area = url, None, "", ""
        self._options: list[tuple[str, bool]] = []
        self._named: dict[str, Form] = {}
        self._radios: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "form" and given.get("method", "").lower() == "post":
            self._open = Form(urljoin(self._url, given.get("action") or self._url))
            self.forms.append(self._open)
            if "id" in given:
                self._named[given["id"]] = self._open
        form = self._named.get(given["form"]) if "form" in given else self._open
        if form is None or "disabled" in given:
            return
        name = given.get("name", "")
        if tag == "input" and name:
            self._input(form, name, given)
        elif tag == "select" and name:
            self._select, self._options = name, []
        elif tag == "option" and self._select:
            self._options.append((given.get("value", ""), "selected" in given))
        elif tag == "textarea" and name:
            self._area = name
            form.names.add(name)
        elif tag == "button" and name:
            form.buttons.append((name, given.get("value", "")))
            form.names.add(name)

    def _input(self, form: Form, name: str, given: dict[str, str]) -> None:
        kind, value = given.get("type", "text"), given.get("value", "")
        form.names.add(name)
        if kind == "file":
            form.files.add(name)
        if kind in SKIPPED or name.startswith("csrf"):
            return
        if kind in {"checkbox", "radio"}:
            if value.isdecimal():
                form.ids.add(name)
            if kind == "radio" and name in self._radios and "checked" not in given:
                return
            if kind == "radio":
                self._radios.add(name)
                form.fields.pop(name, None)
            form.put(name, value or "on")
        elif kind == "hidden":
            form.put(name, value, is_id=value.isdecimal() and not name.endswith("_FORMS"))
        else:
            form.put(name, value or TYPED.get(kind, WORDS), is_id="number" in name and value.isdecimal())

    def handle_data(self, data: str) -> None:
        if self._area and self._open:
            self._open.fields[self._area] = [data.strip() or WORDS]

    def handle_endtag(self, tag: str) -> None:
        if tag == "form":
            self._open, self._radios = None, set()
        elif tag == "textarea":
            if self._open and self._area:
                self._open.fields.setdefault(self._area, [WORDS])
            self._area = ""
        elif tag == "select" and self._select:
            chosen = [value for value, selected in self._options if selected and value]
            others = [value for value, _selected in self._options if value]
            if self._open:
                is_id = any(value.isdecimal() for value in others)
                self._open.put(self._select, (chosen or others or [""])[0], is_id=is_id)
            self._select = ""


def forms_of(things: Things, client_of: ClientOf) -> Iterator[tuple[str, Form]]:
    """Every form that is offered, once, with the role it is offered to."""
    known: set[tuple[str, frozenset[str]]] = set()
    for name, rule in sorted(EXPECTED.items()):
        if rule.post or rule.status != 200:
            continue
        url = address(name, product()[name], things)
        for role in seeing(rule.who & SENDING)[:ROLES_OF_A_PAGE]:
            answer = ask(client_of(role), rule, url, things.sent(name))
            if not answer.get("Content-Type", "").startswith("text/html"):
                break
            reader = Reader(url)
            reader.feed(answer.content.decode())
            for form in reader.forms:
                kind = (form.name, frozenset(form.names))
                if kind not in known and form.name not in LEFT_ALONE:
                    known.add(kind)
                    yield role, form


def text_of(answer: Any) -> str:
    """What an answer says, empty for a file."""
    return "" if answer.streaming else answer.content.decode(errors="replace")
