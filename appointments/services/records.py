"""Entering records and their papers, asking for the discipline body's opinion, and giving it."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile

from accounts.models import User
from appointments.checks.entering import FIELDS, problems_with_record
from appointments.choices import CaseState
from appointments.models import Attachment, Case, CaseRecord
from appointments.policies import opinion_cases
from appointments.services.checking import recheck
from appointments.services.states import NotPossible, held, locked
from core import attachments, ledger
from organisation.models import Person, Tenure
from rulebook.procedures.appointments import Record


@ledger.service("appointment.save-record")
def save_record(*, case: int, kind: str, values: dict[str, Any], by: User, on: date) -> CaseRecord:
    """Enter a record, or change it; `values` are fields its kind asks for, one left out keeps what it was.

    Raises ValidationError by field, and under no field what the regulation would find (steps missing before this one, wrong order,
    too short publicity …); NotPossible where the file is closed, or the record is the discipline body's to write.
    """
    found = held(case, by, on)
    if kind not in FIELDS or (kind == Record.INTEGRITY and not found.past):
        raise NotPossible
    return _save(found, kind, values, by, on)


@ledger.service("appointment.ask-opinion")
def ask_opinion(*, case: int, by: User, on: date) -> Case:
    """Ask the discipline body for its opinion; asked already is no error."""
    found = held(case, by, on)
    if found.opinion_asked_on is None:
        found.opinion_asked_on = on
        found.save()
    return found


@ledger.service("appointment.give-opinion")
def give_opinion(*, case: int, values: dict[str, Any], by: User, on: date) -> CaseRecord:
    """Give the discipline body's opinion (廉洁意见), or change it until the appointment; a change shows with its day.

    Raises ValidationError by field, NotPossible where it was not asked for, or the file is closed.
    """
    if not opinion_cases(by, on).filter(pk=case).exists():
        raise NotPossible
    found = locked(case)
    if found.state != CaseState.OPEN:
        raise NotPossible
    return _save(found, Record.INTEGRITY, values, by, on)


def _save(found: Case, kind: str, values: dict[str, Any], by: User, on: date) -> CaseRecord:
    row = found.records.filter(kind=kind).first() or CaseRecord(
        case=found, kind=kind, entered_on=on, entered_by=by
    )
    former = {name: getattr(row, name) for name in FIELDS[kind]}
    for name in FIELDS[kind].keys() & values.keys():
        value = values[name]
        setattr(row, name, value.strip() if isinstance(value, str) else value)
    if "team" in values and isinstance(values["team"], list):
        row.team = [member_named(one, found.county_id) for one in values["team"]]
    if row.pk and former == {name: getattr(row, name) for name in FIELDS[kind]}:
        return row
    if row.pk:
        row.changed_on = on
    problems = problems_with_record(found, row, on)
    if problems:
        raise ValidationError(problems)
    row.save()
    _move(found, kind)
    recheck(found, on=on)
    return row


def member_named(named: Any, county: str) -> dict[str, str]:
    """A member of the team by staff number or by a name that only one cadre of the county bears, so that kinship is seen; else by the
    name alone, as one from elsewhere has no number here.
    """
    return named if isinstance(named, dict) else members_named([named], county)[named]


def members_named(named: Iterable[str], county: str) -> dict[str, dict[str, str]]:
    """Each of `named` as `member_named` gives it; two queries."""
    bearing: dict[str, set[tuple[str, str]]] = {one: set() for one in named}
    known = Person.objects.order_by().values_list("staff_no", "name")
    for staff_no, name in known.filter(staff_no__in=[*bearing]):
        bearing[staff_no].add((staff_no, name))
    for staff_no, name in known.filter(
        name__in=[*bearing], pk__in=Tenure.objects.filter(post__unit__county=county).values("person")
    ):
        bearing[name].add((staff_no, name))
    return {one: _member(one, found) for one, found in bearing.items()}


def _member(named: str, known: set[tuple[str, str]]) -> dict[str, str]:
    staff_no, name = next(iter(known)) if len(known) == 1 else ("", named)
    return {"staff_no": staff_no, "name": name}


def _move(case: Case, kind: str) -> None:
    if kind == Record.APPOINTMENT:
        case.state = CaseState.APPOINTED
    elif kind == Record.PROBATION:
        case.state = CaseState.CLOSED
    case.save()


def attach(*, record: int, files: Iterable[UploadedFile], by: User, on: date) -> list[str]:
    """Keep `files` with a record; return in Chinese what was refused and why."""
    return attachments.keep_each(files, lambda file: _attach_one(record=record, file=file, by=by, on=on))


@ledger.service("appointment.attach")
def _attach_one(*, record: int, file: UploadedFile, by: User, on: date) -> Attachment:
    row = CaseRecord.objects.get(pk=record)
    case = locked(row.case_id) if _gives(row, by, on) else held(row.case_id, by, on)
    kept = attachments.keep(file, among=row.attachments.all(), record=row, added_by=by)
    recheck(case, on=on)
    return kept


def _gives(row: CaseRecord, by: User, on: date) -> bool:
    return row.kind == Record.INTEGRITY and opinion_cases(by, on).filter(pk=row.case_id).exists()
