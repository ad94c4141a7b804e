"""Conclusions about a person that whoever decides on the person must consult (C14, C20): every app names its own, every file asks here.

A source answers for any number of people in a constant number of queries. What is confidential in it is shown on the file alone, to those
in the step; the file notes who saw it.
"""

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy

from accounts.models import User
from core.periods import months_after

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Conclusion:
    """Something concluded about a person, in force from `since` to the day before `until` (None: still); shown here from `known_on`.

    `key` and `row` name it for good; `code` is what is found where a decision was taken without it. Where consulting it counts for some
    months alone, `months` says how many. `here_only`: it is asked only of files kept here, not of paper ones entered afterwards.
    """

    key: str
    row: int
    person: int
    title: str
    code: str
    since: date
    known_on: date
    until: date | None = None
    months: int | None = None
    here_only: bool = False

    @property
    def name(self) -> str:
        """Its name in a form."""
        return f"{self.key}-{self.row}"

    def is_in_force(self, on: date) -> bool:
        """Whether it counts on `on`."""
        return self.since <= on and (self.until is None or on < self.until)

    def is_fresh(self, consulted: date, on: date) -> bool:
        """Whether having consulted it on the day `consulted` still counts on `on`."""
        return self.months is None or on < months_after(consulted, self.months)


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A conclusion as shown: what it says as label and value, `more` as lines, and its address, called `link`, for those who may open it."""

    facts: Sequence[tuple[Words, str]]
    lines: Sequence[str] = ()
    url: str = ""
    link: Words = gettext_lazy("查看详情")


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """Where conclusions come from.

    `of` gives every conclusion there ever was about the people (numbers of rows); `tell` what some of them say, by their row, to a user;
    `rows` those in force on a day as a queryset with `person`, whose numbers are the conclusions' `row`. `months` as in its conclusions.
    `note` writes down that a user was shown them, where the source keeps its own list of who saw what.
    """

    key: str
    clause: str
    title: Words
    of: Callable[[Collection[int]], list[Conclusion]]
    tell: Callable[[User, Sequence[Conclusion], date], dict[int, Told]]
    rows: Callable[[date], QuerySet[Any]]
    person: str
    months: int | None = None
    note: Callable[[User, Sequence[Conclusion]], None] | None = None


_sources: list[Source] = []


def register(source: Source) -> None:
    """Let files show, and ask for the use of, what `source` concludes; called in AppConfig.ready()."""
    _sources.append(source)


def sources() -> list[Source]:
    """Every source there is, by its clause."""
    return sorted(_sources, key=lambda one: (one.clause, one.key))


def stale_through(on: date, months: int) -> date:
    """The last day on which something consulted does not count any more on `on`, where it counts for `months`."""
    day = months_after(on, -months)
    while months_after(day + timedelta(days=1), months) <= on:
        day += timedelta(days=1)
    return day


def conclusions_of(people: Collection[int]) -> dict[int, list[Conclusion]]:
    """Every conclusion about each of `people`, the earliest first; a constant number of queries."""
    found: dict[int, list[Conclusion]] = {person: [] for person in people}
    for source in sources():
        for one in source.of(people):
            found[one.person].append(one)
    return {person: sorted(rows, key=lambda one: (one.since, one.name)) for person, rows in found.items()}
