"""Storing past files: what is new, what differs from the last import, what is the same. What is the same is not written."""

from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from appointments.checks.entering import FIELDS, problems_with_record
from appointments.choices import CaseState
from appointments.models import Case, CaseRecord
from appointments.services.cases import next_number
from appointments.services.importing import columns as at
from appointments.services.importing.sheet import Draft
from appointments.services.records import member_named
from core.importing import CellError, Line, Report
from rulebook.procedures.appointments import Record

NOUN = "appointments"
REASON = "历史导入"
MOST_LINES = 20_000


class Storing:
    """An import under way; `touched` are the files it wrote."""

    def __init__(self, by: Any, on: date, errors: list[CellError]) -> None:
        """`errors` is what is wrong so far."""
        self._by, self._on, self.errors = by, on, errors
        self.report = Report([NOUN])
        self.touched: set[int] = set()

    def take(self, draft: Draft) -> None:
        """Compare a row with what is stored, and store it; what is wrong goes to `errors`."""
        case = Case.objects.filter(unit=draft.unit, source_number=draft.number).select_related("unit").first()
        is_new = case is None
        if case is None:
            case = Case(
                unit=draft.unit, source_number=draft.number, number=next_number(draft.unit, self._on),
                past=True, opened_on=self._on, entered_by=self._by,
            )  # fmt: skip
        values = draft.values | {"state": _state(draft)}
        if self._clashes(draft, case, values["state"]):
            return
        changed = _put(case, values)
        for kind in Record:
            changed |= self._record(draft, case, kind)
        self.touched.add(case.pk)
        self._tell("created" if is_new else "changed" if changed else "unchanged", draft)

    def _tell(self, what: Any, draft: Draft) -> None:
        """By the number alone: whom a file is about is not for a report."""
        self.report.count(what, NOUN)
        if what != "unchanged" and len(self.report.lines) < MOST_LINES:
            self.report.lines.append(Line(what, NOUN, f"{draft.unit} {draft.number}"[:200], draft.line))

    def _clashes(self, draft: Draft, case: Case, state: str) -> bool:
        """Whether a file of the person for that post is open already: there is one at a time."""
        others = Case.objects.filter(
            person=draft.values["person"], post=draft.values["post"], state=CaseState.OPEN
        )
        if state != CaseState.OPEN or not others.exclude(pk=case.pk).exists():
            return False
        words = _("该人选拟任这一职务的档案正在办理，不能重复建档。")
        self.errors.append(CellError(draft.line, at.STAFF_NO, words))
        return True

    def _record(self, draft: Draft, case: Case, kind: Record) -> bool:
        """Write one record where it differs; one the row says nothing of any more is taken away, unless it has papers."""
        row = case.records.filter(kind=kind).first()
        said = draft.records.get(kind)
        if said is None:
            if row is None or row.attachments.exists():
                return False
            row.delete()
            return True
        wanted = {name: _stored(name, said[name], case.county_id) for name in FIELDS[kind]}
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
            row._change_reason = REASON  # type: ignore[attr-defined]
            row.save()
        return True


def _state(draft: Draft) -> str:
    if draft.values["dropped_reason"]:
        return CaseState.DROPPED
    if Record.PROBATION in draft.records:
        return CaseState.CLOSED
    return CaseState.APPOINTED if Record.APPOINTMENT in draft.records else CaseState.OPEN


def _stored(name: str, value: Any, county: str) -> Any:
    """A value as the table keeps it."""
    if name == "team":
        return [member_named(one, county) for one in value or []]
    if name == "grounds":
        return list(value or [])
    return "" if value is None and name in ("by", "result", "sanction", "text") else value


def _put(case: Case, values: dict[str, Any]) -> bool:
    """Write `values` where they differ; whether anything was written."""
    if case.pk is not None and all(getattr(case, name) == value for name, value in values.items()):
        return False
    for name, value in values.items():
        setattr(case, name, value)
    case._change_reason = REASON  # type: ignore[attr-defined]
    case.save()
    return True
