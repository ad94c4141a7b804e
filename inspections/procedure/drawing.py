"""Drawing deputies so that a stranger can do it again (C22): nothing but SHA-256 over what was published.

1. With the plan's approval the SHA-256 of a secret is published: the *promise*.
2. The list is published with a day for the draw: its SHA-256 seals every line.
3. On that day a witness of another body names a number. Then the secret is shown, and the seed follows:
   SHA-256 of `secret|number of the inspection|day|SHA-256 of the list|number named`.
4. The ticket of a deputy is the SHA-256 of `seed|kind|number of the deputy`; of each kind the smallest tickets are drawn, as many as its quota, and
   who comes next takes a place that falls free.

Who organises does not know the secret, who knows it (whoever reads the database) does not know the number, who names the number knows neither the
secret nor what it will do. `docs/inspections.md` gives the same in a dozen lines for anybody's own machine.
"""

import hashlib
from collections.abc import Iterable, Mapping, Sequence
from datetime import date

from msgspec import Struct


class Entry(Struct, frozen=True, kw_only=True):
    """A line of the published list; `excluded` says why somebody is not drawn, empty for who may be."""

    kind: str
    number: str
    name: str
    workplace: str = ""
    excluded: str = ""

    @property
    def line(self) -> str:
        """The line as it is sealed."""
        return "\t".join((self.kind, self.number, self.name, self.workplace, self.excluded))


class Published(Struct, frozen=True, kw_only=True):
    """All of a draw that is published: what it rests on, and whom it gave, by kind in the order of the draw."""

    inspection: str
    promise: str
    secret: str
    draw_on: date
    spoken: str
    list_hash: str
    seed: str
    quotas: dict[str, int]
    entries: list[Entry]
    drawn: dict[str, list[str]]


def sha256(text: str) -> str:
    """The hexadecimal SHA-256 of a text in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()


def hash_of(entries: Iterable[Entry]) -> str:
    """What seals a list: its lines in order, whatever order they are given in."""
    return sha256("\n".join(sorted(entry.line for entry in entries)))


def seed_of(*, secret: str, inspection: str, draw_on: date, list_hash: str, spoken: str) -> str:
    """The seed of a draw."""
    return sha256("|".join((secret, inspection, draw_on.isoformat(), list_hash, spoken)))


def order_of(entries: Iterable[Entry], seed: str) -> dict[str, list[Entry]]:
    """Who may be drawn, by kind in the order of the draw."""
    found: dict[str, list[Entry]] = {}
    for entry in entries:
        if not entry.excluded:
            found.setdefault(entry.kind, []).append(entry)
    return {kind: sorted(rows, key=lambda one: ticket_of(one, seed)) for kind, rows in sorted(found.items())}


def ticket_of(entry: Entry, seed: str) -> str:
    """What decides the place of a deputy."""
    return sha256("|".join((seed, entry.kind, entry.number)))


def drawn_of(order: Mapping[str, Sequence[Entry]], quotas: Mapping[str, int]) -> dict[str, list[str]]:
    """The numbers of the deputies drawn, by kind in the order of the draw."""
    return {
        kind: [entry.number for entry in order.get(kind, [])[:quota]]
        for kind, quota in sorted(quotas.items())
    }


def faults_of(draw: Published) -> list[str]:
    """What in a published draw does not follow from the rest, by name of the fault; empty where all of it does."""
    faults: list[str] = []
    if sha256(draw.secret) != draw.promise:
        faults.append("promise")
    if hash_of(draw.entries) != draw.list_hash:
        faults.append("list")
    seed = seed_of(
        secret=draw.secret, inspection=draw.inspection, draw_on=draw.draw_on, list_hash=draw.list_hash, spoken=draw.spoken
    )  # fmt: skip
    if seed != draw.seed:
        faults.append("seed")
    if drawn_of(order_of(draw.entries, draw.seed), draw.quotas) != draw.drawn:
        faults.append("drawn")
    return faults
