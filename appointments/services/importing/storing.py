"""Storing past files: what is new, what differs from the last import, what is the same. What is the same is not written."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from appointments.checks.entering import FIELDS, problems_with_record
from appointments.choices import CaseState
from appointments.models import Case, CaseRecord
from appointments.services.importing import columns as at
from appointments.services.importing.kept import Kept, Members, open_places, stored, team_members
from appointments.services.importing.sheet import Draft
from appointments.services.numbering import last_numbers, number_after
from core.importing import CellError, Line, Report
from core.writing import Writing
from rulebook.procedures.appointments import Record

NOUN = "appointments"
REASON = "历史导入"
MOST_LINES = 20_000
Place = tuple[int, int]  # a person and a post: of files that are open there is one


class Storing:
    """An import under way; `touched` are the files it wrote."""

    def __init__(self, by: Any, on: date, errors: list[CellError]) -> None:
        """`errors` is what is wrong so far."""
        self._by, self._on, self.errors = by, on, errors
        self.report = Report([NOUN])
        self.touched: set[int] = set()
        self._last: dict[int, int] = {}  # number of a file, by unit
        self._writing, self._written = Writing(Case, CaseRecord, by=by, reason=REASON), list[Case]()

    def take(self, drafts: Sequence[Draft]) -> None:
        """Compare a batch of rows with what is stored, and store what differs; what is wrong goes to `errors`.

        A constant number of queries, but for rows that take the place of a file closed by a row before them.
        """
        kept = stored(drafts)
        unseen = {draft.unit.pk for draft in drafts} - self._last.keys()
        if unseen:
            self._last |= dict.fromkeys(unseen, 0) | last_numbers(unseen, self._on)
        self._open, self._left = open_places(drafts, kept), set[Place]()
        members = team_members(drafts)
        for draft in drafts:
            self._take(draft, kept.get((draft.unit.pk, draft.number)), members)
        self._write()

    def _take(self, draft: Draft, known: Kept | None, members: Members) -> None:
        state = _state(draft)
        case, records = (known.case, known.records) if known else (self._new(draft), {})
        place = (draft.values["person"].pk, draft.values["post"].pk)
        if state == CaseState.OPEN and self._open.get(place, case) is not case:
            words = _("该人选拟任这一职务的档案正在办理，不能重复建档。")
            self.errors.append(CellError(draft.line, at.STAFF_NO, words))
            return
        if state == CaseState.OPEN and place in self._left:
            self._write()
        former = (case.person_id, case.post_id)
        if known and self._open.get(former) is case:
            del self._open[former]
            self._left.add(former)
        if state == CaseState.OPEN:
            self._open[place] = case
        changed = self._writing.put(case, draft.values | {"state": state})
        for kind in Record:
            changed |= self._record(draft, case, kind, records.get(kind), members)
        what = "created" if known is None else "changed" if changed else "unchanged"
        if what != "unchanged":
            self._written.append(case)
        self._tell(what, draft)

    def _new(self, draft: Draft) -> Case:
        number = number_after(self._last[draft.unit.pk], self._on)
        self._last[draft.unit.pk] += 1
        return Case(
            unit=draft.unit, source_number=draft.number, number=number, past=True, opened_on=self._on,
            entered_by=self._by,
        )  # fmt: skip

    def _tell(self, what: Any, draft: Draft) -> None:
        """By the number alone: whom a file is about is not for a report."""
        self.report.count(what, NOUN)
        if what != "unchanged" and len(self.report.lines) < MOST_LINES:
            self.report.lines.append(Line(what, NOUN, f"{draft.unit} {draft.number}"[:200], draft.line))

    def _record(
        self, draft: Draft, case: Case, kind: Record, row: CaseRecord | None, members: Members
    ) -> bool:
        """Write one record where it differs; one the row says nothing of any more is taken away, unless it has papers."""
        said = draft.records.get(kind)
        if said is None:
            if row is None or row.has_papers:  # type: ignore[attr-defined]
                return False
            self._writing.drop(row)
            return True
        county = members[case.county_id]
        wanted = {name: _stored(name, said[name], county) for name in FIELDS[kind]}
        if row is not None and all(getattr(row, name) == value for name, value in wanted.items()):
            return False
        row = row or CaseRecord(case=case, kind=kind, entered_on=self._on, entered_by=self._by)
        for name, value in wanted.items():
            setattr(row, name, value)
        if row.pk:
            row.changed_on = self._on
        problems = problems_with_record(case, row, self._on)
        for name, words in problems.items():
            column = at.column_of(kind, name) if name in FIELDS[kind] else ""
            self.errors += [CellError(draft.line, column, one) for one in words]
        if not problems:
            self._writing.touch(row, *wanted, "changed_on")
        return True

    def _write(self) -> None:
        """Write what waits, as long as nothing is wrong; else forget it."""
        if self._writing.settle(self.errors):
            self.touched |= {case.pk for case in self._written}
        self._written = []
        self._left = set()


def _state(draft: Draft) -> str:
    if draft.values["dropped_reason"]:
        return CaseState.DROPPED
    if Record.PROBATION in draft.records:
        return CaseState.CLOSED
    return CaseState.APPOINTED if Record.APPOINTMENT in draft.records else CaseState.OPEN


def _stored(name: str, value: Any, members: dict[str, dict[str, str]]) -> Any:
    """A value as the table keeps it."""
    if name == "team":
        return [members[one] for one in value or []]
    if name == "grounds":
        return list(value or [])
    return "" if value is None and name in ("by", "result", "sanction", "text") else value
