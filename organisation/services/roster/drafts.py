"""What a roster says, object by object, on its way from rows to tables."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any, NamedTuple

from core.importing import CellError, Row
from core.spans import FOREVER, Span, Spans
from organisation.models import Affiliation, LeaderLink, Person, Post, Tenure, Unit
from organisation.services.roster.columns import SECTION, TITLE

Changes = list[tuple[str, str, str]]


class UnitKey(NamedTuple):
    """A unit's identity: county code and name."""

    county: str
    name: str


class PostKey(NamedTuple):
    """A post's identity: unit, section (empty for none) and title."""

    unit: UnitKey
    section: str
    title: str


@dataclass(slots=True)
class UnitDraft:
    """A unit named by the file. `model` is the stored row, or the one to create; `parent` None where the file names none."""

    key: UnitKey
    rows: list[Row]
    model: Unit
    is_new: bool
    parent: Unit | None = None
    changes: Changes = field(default_factory=list)

    @property
    def first_row(self) -> int:
        """The first row that names it."""
        return self.rows[0].number


@dataclass(slots=True)
class PersonDraft:
    """A person named by the file."""

    model: Person
    is_new: bool
    row: int


@dataclass(slots=True)
class PostDraft:
    """A post named by the file, with its seats: the stored ones and those to create."""

    key: PostKey
    unit: UnitDraft
    rows: list[Row]
    is_head: bool
    seats: list[Post] = field(default_factory=list)
    is_new: bool = True
    changes: Changes = field(default_factory=list)

    @property
    def has_one_seat(self) -> bool:
        """Whether two people can never hold it at once: heads and section heads."""
        return self.is_head or bool(self.key.section)

    @property
    def name(self) -> str:
        """As people speak of it."""
        return " ".join(part for part in (self.key.unit.name, self.key.section, self.key.title) if part)


@dataclass(slots=True)
class TenureDraft:
    """A row's tenure. `stored` is the tenure it confirms or corrects, None for a new one; `seat` is found last."""

    row: Row
    person: PersonDraft
    post: PostDraft
    span: Span
    leader: PersonDraft | None = None
    stored: Tenure | None = None
    seat: Post | None = None
    changes: Changes = field(default_factory=list)

    @property
    def name(self) -> str:
        """As people speak of it."""
        return f"{self.post.name} {self.person.model.name}"

    @property
    def named_leader(self) -> Person | None:
        """The county leader the row names; an empty cell leaves the one named before."""
        if self.leader is not None:
            return self.leader.model
        return self.stored.linked_leader if self.stored else None

    @property
    def is_ended(self) -> bool:
        """Whether the file gives an end to what was stored without one."""
        was_open = self.stored is not None and self.stored.during.upper is None
        return was_open and self.span.end != FOREVER


@dataclass(slots=True)
class LinkDraft:
    """How a leader's links to a unit are to be: the spans, and the stored rows they replace."""

    unit: UnitDraft
    leader: Person
    stored: list[LeaderLink]
    spans: Spans


@dataclass(slots=True)
class Draft:
    """The whole roster: `on` is the day from which undated changes count; `counties` bounds whose rows are accepted."""

    rows: list[Row]
    errors: list[CellError]
    on: date
    counties: frozenset[str] | None = None
    units: dict[UnitKey, UnitDraft] = field(default_factory=dict)
    unit_of_row: dict[int, UnitDraft] = field(default_factory=dict)
    people: dict[str, PersonDraft] = field(default_factory=dict)
    posts: dict[PostKey, PostDraft] = field(default_factory=dict)
    tenures: list[TenureDraft] = field(default_factory=list)
    affiliations: list[Affiliation] = field(default_factory=list)
    links: list[LinkDraft] = field(default_factory=list)

    def refuse(self, row: Row | int, column: str, message: str) -> None:
        """Note an error at a row and column."""
        number = row if isinstance(row, int) else row.number
        self.errors.append(CellError(number, column, message))

    def agreed(self, rows: list[Row], column: str, message: str) -> Any:
        """The one value `rows` give for `column`, None where none does; a later row that differs is an error.

        `message` may use %(first)s, %(row)s (where it was first said) and %(found)s.
        """
        first: Any = None
        said = 0
        for row in rows:
            found = row[column]
            if found is None:
                continue
            if first is None:
                first, said = found, row.number
            elif found != first:
                self.refuse(row, column, message % {"first": first, "row": said, "found": found})
        return first

    def post_key(self, row: Row) -> PostKey | None:
        """The post a row names, None where unit, section or title cannot be read."""
        unit = self.unit_of_row.get(row.number)
        if unit is None or row[TITLE] is None or SECTION in row.bad:
            return None
        return PostKey(unit.key, row[SECTION] or "", row[TITLE])
