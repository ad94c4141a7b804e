"""What the rows of past records say, checked against who headed what."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from django.utils.translation import gettext as _

from core.importing import CellError, Row
from core.spans import Span
from integrity.services.past_records.columns import (
    AUDITS,
    BODY,
    DAY,
    KIND,
    KINDS,
    STAFF_NO,
    SUMMARY,
    UNIT,
    UNTIL,
)
from organisation.models import Person, Tenure, Unit
from organisation.selectors import first_day
from rulebook.tenure import OWING, TENURES, TenureKind
from rulebook.types import Proof


class Identity(NamedTuple):
    """What makes a past record the same on the next import: kind, person, day, unit."""

    kind: str
    person: int
    on: date
    unit: int | None


class Session(NamedTuple):
    """What was held: rows of one forum share it, any other row has its own (`alone` is its number)."""

    kind: str
    on: date
    body: str
    summary: str
    alone: int


@dataclass(slots=True)
class RecordDraft:
    """A row that can be read. `unit` narrows what it proves; `shown` is the unit it is shown under.

    `alone`: it never shares a record, because the same head is in that record already (for another unit).
    """

    row: Row
    kind: str
    person: Person
    unit: Unit | None
    shown: Unit | None
    on: date
    until: date | None
    body: Unit | None
    body_name: str
    summary: str
    alone: bool = False

    @property
    def identity(self) -> Identity:
        """See Identity."""
        return Identity(self.kind, self.person.pk, self.on, self.unit.pk if self.unit else None)

    @property
    def session(self) -> Session:
        """See Session."""
        shared = self.kind == Proof.INTEGRITY_FORUM and not self.alone
        alone = 0 if shared else self.row.number
        return Session(self.kind, self.on, self.body_name, self.summary, alone)


@dataclass(slots=True)
class Reader:
    """Reads rows into drafts; what is wrong goes to `errors`. `counties` bounds whose heads may be named."""

    rows: list[Row]
    errors: list[CellError]
    counties: frozenset[str] | None
    people: dict[str, Person] = field(default_factory=dict)
    tenures: dict[int, list[Tenure]] = field(default_factory=lambda: defaultdict(list))
    units: dict[str, list[Unit]] = field(default_factory=lambda: defaultdict(list))

    def read(self) -> list[RecordDraft]:
        """Return the drafts of all rows that can be read, each identity once."""
        self._fetch()
        drafts: dict[Identity, RecordDraft] = {}
        seated: set[tuple[Session, int]] = set()
        for row in self.rows:
            draft = self._draft(row)
            if draft is None:
                continue
            same = drafts.setdefault(draft.identity, draft)
            if same is not draft:
                self._refuse(row, STAFF_NO, _("与第 %(row)s 行重复") % {"row": same.row.number})
            draft.alone = (draft.session, draft.person.pk) in seated
            seated.add((draft.session, draft.person.pk))
        return [*drafts.values()]

    def _fetch(self) -> None:
        numbers = {row[STAFF_NO] for row in self.rows if row[STAFF_NO]}
        self.people = {person.staff_no: person for person in Person.objects.filter(staff_no__in=numbers)}
        pks = [person.pk for person in self.people.values()]
        held = Tenure.objects.filter(person__in=pks).select_related("post__unit").order_by("during", "pk")
        for tenure in held:
            self.tenures[tenure.person_id].append(tenure)
        names = {row[column] for row in self.rows for column in (UNIT, BODY) if row[column]}
        for unit in Unit.objects.filter(name__in=names).order_by("pk"):
            self.units[unit.name].append(unit)

    def _refuse(self, row: Row, column: str, message: str) -> None:
        self.errors.append(CellError(row.number, column, message))

    def _draft(self, row: Row) -> RecordDraft | None:
        """The draft of one row, None where it has errors."""
        before = len(self.errors)
        person = self._person(row)
        kind = KINDS.get(row[KIND] or "")
        if UNTIL not in row.bad:
            self._check_until(row, kind)
        if person is None or kind is None or row[DAY] is None or row.bad:
            return None
        unit = self._unit(row, person, kind)
        if len(self.errors) > before:
            return None
        return RecordDraft(
            row=row,
            kind=kind,
            person=person,
            unit=unit,
            shown=unit or self._principal(person, row[DAY]),
            on=row[DAY],
            until=(row[UNTIL] or row[DAY]) if kind in AUDITS else None,
            body=self._body(row[BODY], person),
            body_name=row[BODY] or "",
            summary=row[SUMMARY] or "",
        )

    def _person(self, row: Row) -> Person | None:
        number = row[STAFF_NO]
        if number is None:
            return None
        person = self.people.get(number)
        if person is None:
            self._refuse(row, STAFF_NO, _("找不到工号为“%(number)s”的人员") % {"number": number})
            return None
        if self.counties is not None and not self.counties & self._counties_of(person):
            self._refuse(row, STAFF_NO, _("工号 %(number)s 不属于您负责的县，不能导入") % {"number": number})
            return None
        return person

    def _counties_of(self, person: Person) -> set[str]:
        return {tenure.post.unit.county_id for tenure in self.tenures[person.pk]}

    def _check_until(self, row: Row, kind: str | None) -> None:
        until = row[UNTIL]
        if until is None or kind is None:
            return
        if kind not in AUDITS:
            self._refuse(row, UNTIL, _("只有任前审计、任中审计、离任审计填写“审计期间止”"))
        elif row[DAY] is not None and until > row[DAY]:
            self._refuse(row, UNTIL, _("审计期间止不能晚于日期"))

    def _headed(self, person: Person) -> list[Tenure]:
        return [tenure for tenure in self.tenures[person.pk] if tenure.post.is_head]

    def _unit(self, row: Row, person: Person, kind: str) -> Unit | None:
        """The unit a row is about: the one named, and for a duty report the only one headed where none is named; of several
        none, for then the report was about all of them.
        """
        name = row[UNIT]
        headed = self._headed(person)
        if name is not None:
            units = _distinct(tenure for tenure in headed if tenure.post.unit.name == name)
            if units:
                return units[0]
            if name in self.units:
                self._refuse(
                    row,
                    UNIT,
                    _("%(person)s没有担任过“%(name)s”的一把手") % {"person": person.name, "name": name},
                )
            else:
                self._refuse(row, UNIT, _("找不到单位“%(name)s”") % {"name": name})
            return None
        if kind != Proof.DUTY_REPORT:
            return None
        units = _distinct(tenure for tenure in headed if row[DAY] in tenure.during) or _distinct(headed)
        if not units:
            self._refuse(
                row, UNIT, _("%(person)s没有担任过一把手，不能登记履职报告") % {"person": person.name}
            )
        return units[0] if len(units) == 1 else None

    def _principal(self, person: Person, on: date) -> Unit | None:
        """The unit of the principal post headed on the day (L3), else of the last one headed."""
        headed = self._headed(person)
        then = [tenure for tenure in headed if on in tenure.during]
        if then:
            return min(then, key=lambda tenure: _rank(tenure, headed)).post.unit
        return max(headed, key=lambda t: Span.of(t.during)).post.unit if headed else None

    def _body(self, name: str | None, person: Person) -> Unit | None:
        """The acting body where a unit of that name is in the person's county; otherwise its name alone is kept."""
        counties = self._counties_of(person)
        units = self.units.get(name or "", [])
        return next((unit for unit in units if unit.county_id in counties), None)


def _rank(tenure: Tenure, headed: list[Tenure]) -> tuple[int, date, int]:
    """By kind, then by how long the post is held without a break, then by its number (L3)."""
    owing = [one for one in headed if one.kind in OWING]
    return TENURES[TenureKind(tenure.kind)].rank, first_day(tenure, owing), tenure.post_id


def _distinct(tenures: Iterable[Tenure]) -> list[Unit]:
    return [*{tenure.post.unit_id: tenure.post.unit for tenure in tenures}.values()]
