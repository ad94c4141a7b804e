"""Conclusions about a person that whoever decides on the person must consult (C14, C20): every app names its own, every file asks here.

A source answers for any number of people in a constant number of queries. What is confidential in it is shown on the file alone, to those
in the step; the file notes who saw it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise

from accounts.models import User

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """Something concluded about a person, in force from `since` to the day before `until` (None: still); shown here from `known_on`.

    `key` and `row` name it for good; `code` is what is found where a decision was taken without it.
    """

    key: str
    row: int
    person: int
    title: str
    code: str
    since: date
    known_on: date
    until: date | None = None

    @property
    def name(self) -> str:
        """Its name in a form."""
        return f"{self.key}-{self.row}"

    def is_in_force(self, on: date) -> bool:
        """Whether it counts on `on`."""
        return self.since <= on and (self.until is None or on < self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A conclusion as shown: what it says as label and value, `more` as lines, and its address for those who may open it."""

    facts: Sequence[tuple[Words, str]]
    lines: Sequence[str] = ()
    url: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where conclusions come from.

    `of` gives every conclusion there ever was about the people (numbers of rows); `tell` what some of them say, by their row, to a user;
    `rows` those in force on a day as a queryset with `person`, whose numbers are the conclusions' `row`.
    """

    key: str
    clause: str
    title: Words
    of: Callable[[Collection[int]], list[Conclusion]]
    tell: Callable[[User, Sequence[Conclusion], date], dict[int, Told]]
    rows: Callable[[date], QuerySet[Any]]
    person: str


_sources: list[Source] = []


def register(source: Source) -> None:
    """Let files show, and ask for the use of, what `source` concludes; called in AppConfig.ready()."""
    _sources.append(source)


def sources() -> list[Source]:
    """Every source there is, by its clause."""
    return sorted(_sources, key=lambda one: (one.clause, one.key))


def conclusions_of(people: Collection[int]) -> dict[int, list[Conclusion]]:
    """Every conclusion about each of `people`, the earliest first; a constant number of queries."""
    found: dict[int, list[Conclusion]] = {person: [] for person in people}
    for source in sources():
        for one in source.of(people):
            found[one.person].append(one)
    return {person: sorted(rows, key=lambda one: (one.since, one.name)) for person, rows in found.items()}
