"""The register of interference: entering, which leaves no trace of who did, and what the discipline body makes of it.

Entering is recorded in the ledger without its actor, and in no history: the source is told to the officer in charge alone (N31).
"""

import re
import secrets
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger, workdays
from core.locking import INTERFERENCE, hold
from organisation.models import Person, Unit
from projects.choices import InterferenceResult, InterferenceState
from projects.models import Interference, InterferenceSource, Project
from projects.policies import reportable_units, watched_interference
from projects.services.states import NotPossible
from rulebook.procedures.projects import ACCEPT_DAYS

BETWEEN = re.compile(r"[、，,；;\s]+")
VIEWED, SOURCE_VIEWED = "interference.viewed", "interference.source-viewed"


@dataclass(frozen=True, slots=True)
class Report:
    """An entry as typed: who interfered (names or staff numbers, separated by 、), when, how, what was asked for."""

    unit: Unit
    happened_on: date
    means: str
    asked: str
    text: str
    named: str
    position: str = ""
    project: Project | None = None


@transaction.atomic
def enter_interference(*, token: UUID, report: Report, by: User, on: date) -> Interference:
    """Enter interference in a unit of `by`; the same `token` again gives the entry it made. Raises ValidationError, NotPossible."""
    if report.unit.pk not in reportable_units(by, on):
        raise NotPossible
    hold(INTERFERENCE)
    known = Interference.objects.filter(token=token).first()
    if known is not None:
        if not InterferenceSource.objects.filter(interference=known, entered_by=by).exists():
            raise NotPossible
        return known
    problems = _problems(report, on)
    if problems:
        raise ValidationError(problems)
    row = Interference.objects.create(
        unit=report.unit, county_id=report.unit.county_id, number=_new_number(report.unit.county_id, on),
        project=report.project, happened_on=report.happened_on, named=report.named.strip(), position=report.position.strip(),
        means=report.means, asked=report.asked, text=report.text.strip(), entered_on=on,
        due=workdays.load().add(on, ACCEPT_DAYS.value), token=token,
    )  # fmt: skip
    row.people.set(meant(report.named, report.unit.county_id))
    InterferenceSource.objects.create(interference=row, entered_by=by)
    ledger.record("interference.enter", by=None, target=row)
    return row


def meant(named: str, county: str) -> list[Person]:
    """Everybody of the county's roster whom `named` may mean, by staff number or by name: of two of one name, both."""
    words = [word.strip() for word in BETWEEN.split(named) if word.strip()]
    known = Q(staff_no__in=words) | Q(name__in=words)
    return list(Person.objects.filter(known, tenures__post__unit__county=county).distinct())


def _problems(report: Report, on: date) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if not report.named.strip():
        problems["named"] = [_("请写明插手干预人的姓名。")]
    if report.happened_on > on:
        problems["happened_on"] = [_("不能晚于今天。")]
    if not report.text.strip():
        problems["text"] = [_("请如实写明具体情况。")]
    if report.project is not None and report.project.unit_id != report.unit.pk:
        problems["project"] = [_("只能选择本单位的项目。")]
    return problems


def _new_number(county: str, on: date) -> str:
    """A number that tells nobody how many entries there are."""
    while True:
        number = f"干预{on.year}-{secrets.randbelow(10**6):06d}"
        if not Interference.objects.filter(county=county, number=number).exists():
            return number


@ledger.service("interference.accept")
def accept(*, entry: int, by: User, on: date) -> Interference:
    """Take an entry in charge. Raises NotPossible where it is in somebody's charge already, or not for `by`."""
    row = _held(entry, by, on)
    if row.state != InterferenceState.ENTERED:
        raise NotPossible
    row.state, row.officer, row.accepted_on = InterferenceState.ACCEPTED, by, on
    row.save()
    return row


@ledger.service("interference.examine")
def examine(*, entry: int, words: str, heard: str, heard_on: date | None, by: User, on: date) -> Interference:
    """Note what was looked into; whom it names is heard only where the body chooses to. Raises ValidationError, NotPossible."""
    row = _in_charge(entry, by, on)
    if not words.strip():
        raise ValidationError({"words": [_("请写明核查情况。")]})
    if bool(heard.strip()) != bool(heard_on):
        raise ValidationError({"heard": [_("听取本人说明的，请写明日期和说明内容。")]})
    row.state, row.examined_on, row.examination = InterferenceState.EXAMINED, on, words.strip()
    row.heard, row.heard_on = heard.strip(), heard_on
    row.save()
    return row


@ledger.service("interference.close")
def close(*, entry: int, result: str, outcome: str, by: User, on: date) -> Interference:
    """End an entry with its result. Raises ValidationError by field, NotPossible before it was looked into."""
    row = _in_charge(entry, by, on)
    if row.state != InterferenceState.EXAMINED:
        raise NotPossible
    problems: dict[str, list[str]] = {}
    if result not in InterferenceResult.values:
        problems["result"] = [_("请选择核查结果。")]
    if not outcome.strip():
        problems["outcome"] = [_("请写明处理情况。")]
    if problems:
        raise ValidationError(problems)
    row.state, row.result, row.outcome, row.closed_on = InterferenceState.CLOSED, result, outcome.strip(), on
    row.save()
    return row


def _held(entry: int, by: User, on: date) -> Interference:
    rows = Interference.objects.select_for_update(of=("self",), no_key=True)
    row = rows.filter(pk__in=watched_interference(by, on).values("pk"), pk=entry).first()
    if row is None:
        raise NotPossible
    return row


def _in_charge(entry: int, by: User, on: date) -> Interference:
    row = _held(entry, by, on)
    if row.officer_id != by.pk or row.state == InterferenceState.CLOSED:
        raise NotPossible
    return row


def source_of(*, entry: Interference, by: User) -> User | None:
    """Who made the entry, for the officer in charge of it alone; that they were told is noted. None for anybody else."""
    if entry.officer_id is None or entry.officer_id != by.pk:
        return None
    ledger.record(SOURCE_VIEWED, by=by, target=entry)
    return InterferenceSource.objects.select_related("entered_by__person").get(interference=entry).entered_by


def note_viewing(*, entry: Interference, by: User) -> None:
    """Write in the ledger that `by` opened an entry."""
    ledger.record(VIEWED, by=by, target=entry)
