"""The integrity file of a person (廉政档案, C14) as a reading of the records: every app names its chapter, nothing is copied into a table.

An entry is told to whoever reads by the policy of its own app, never a wider one: who may not open a record elsewhere does not read it here.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.functional import Promise

from accounts.models import User
from organisation.models import Person

Words = str | Promise


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """Who reads whose file on which day, and of which days (both ends held; None: open)."""

    person: Person
    user: User
    on: date
    since: date | None = None
    until: date | None = None

    @property
    def is_own(self) -> bool:
        """Whether the person reads their own file: what protects a source is left out then."""
        return self.user.person_id == self.person.pk

    def holds(self, entry: "Entry") -> bool:
        """Whether `entry` falls into the days asked for."""
        last = entry.until or entry.day
        return (self.since is None or last >= self.since) and (self.until is None or entry.day <= self.until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One record in the file: when, what, short facts as label and value, states as tone and words, what the head said to it.

    `kind` and `row` name it within its chapter for good, so that a correction can be asked for; `until` is the last day of what lasts;
    `url` leads those to the record who may open it.
    """

    kind: str
    row: int
    day: date
    until: date | None = None
    title: Words
    facts: Sequence[tuple[Words, Words]] = ()
    states: Sequence[tuple[str, Words]] = ()
    answer: str = ""
    url: str = ""

    @property
    def name(self) -> str:
        """Its name within its chapter."""
        return f"{self.kind}-{self.row}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Bearing:
    """Something in the records that bears on using the person now: it goes into the draft of an opinion, in plain Chinese words.

    `until` is the last day it has effect, where there is one; `pending` says that something is being looked into, of which no more is told.
    """

    words: str
    until: date | None = None
    pending: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Chapter:
    """A chapter of the file: `entries` gives what the reader may read of it, in a constant number of queries; `order` is its place.

    `entries` need not look at the days asked for: what falls outside is left out by `read`. `held` is how many entries there are whoever
    reads: the discipline body, which keeps the file, is told how many it does not see; left out where even the number would tell too much.
    `bearings` gives what bears on using the person now, as far as the reader may know it.
    """

    key: str
    order: int
    title: Words
    clause: str
    entries: Callable[[Reading], Iterable[Entry]]
    held: Callable[[Reading], int] | None = None
    bearings: Callable[[Reading], Iterable[Bearing]] | None = None


@dataclass(frozen=True, slots=True)
class Read:
    """A chapter as it was read: its entries of the days asked for, and how many exist that the reader may not read."""

    chapter: Chapter
    entries: list[Entry]
    unseen: int = 0


_chapters: list[Chapter] = []


def register(chapter: Chapter) -> None:
    """Let the integrity file have `chapter`; called in AppConfig.ready()."""
    _chapters.append(chapter)


def chapters() -> list[Chapter]:
    """Every chapter there is, in their order."""
    return sorted(_chapters, key=lambda one: (one.order, one.key))


def read(reading: Reading, only: str = "", *, counted: bool = False) -> list[Read]:
    """The file as `reading` has it, chapter by chapter, each with the latest entry first; a constant number of queries.

    `only` is the key of one chapter; `counted` asks how much there is that the reader may not read.
    """
    found = []
    for chapter in chapters():
        if only and chapter.key != only:
            continue
        every = list(chapter.entries(reading))
        unseen = max(0, chapter.held(reading) - len(every)) if counted and chapter.held else 0
        rows = sorted(filter(reading.holds, every), key=lambda one: (one.day, one.row), reverse=True)
        found.append(Read(chapter, rows, unseen))
    return found


def bearings_of(reading: Reading) -> list[Bearing]:
    """What bears on using the person now, as far as the reader may know it, chapter by chapter."""
    return [one for chapter in chapters() if chapter.bearings for one in chapter.bearings(reading)]
