"""Keeping the register of findings true to the files: after whatever bears on one, and every night."""

from collections.abc import Sequence
from datetime import date
from functools import partial
from typing import Any

from django.db import transaction

from appointments.checks import found_in, found_in_actions
from appointments.choices import CaseState
from appointments.models import Case, ConsultedFile, PersonnelAction
from appointments.procedure import Found
from appointments.selectors.actions import SOURCE as ACTIONS
from appointments.selectors.actions import answering_heads
from appointments.selectors.exercised import SOURCE
from appointments.selectors.heads import heads_of
from appointments.selectors.tenures import TENURES, file_keepers, tenures_without_file
from core import clock, rechecks
from core.rows import as_product
from organisation.models import Person, Tenure, Unit
from rulebook.procedures.appointments import CODES
from rulebook.procedures.decisions import MatterCategory
from supervision.models import Finding
from supervision.services import Subject, reconcile

BATCH = 200
AT_ONCE = 500  # files that are judged at once after an import
OF_COUNTY = "appointments-of-county"


@as_product("what is found in a file is judged by all that was written, whoever wrote last")
@transaction.atomic
def check_cases(*, cases: Sequence[int], on: date) -> int:
    """Judge `cases` (numbers of rows) as of `on` and bring the register to it; return how many findings were raised.

    A constant number of queries. Nothing is asked any more of a file that was ended before an appointment.
    """
    held = Case.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=cases)
    rows = list(held.select_related("unit", "person").order_by("pk"))
    found, heads = found_in(rows, on), heads_of(rows, on)
    subjects: dict[Subject, list[Any]] = {}
    for case in rows:
        head = heads.of(case)
        kept = [] if case.state == CaseState.DROPPED else found[case]
        subjects[_subject(case, head.person if head else None)] = list(kept)
    return reconcile(found=subjects, on=on)


@as_product("who was appointed without a file is found among all files")
@transaction.atomic
def check_tenures(*, on: date) -> int:
    """Find every promotion to a head's post managed by the county that has no file; close what has one by now. One query and the register."""
    rows = {tenure.pk: tenure for tenure in tenures_without_file(on)}
    known = Finding.objects.filter(source=TENURES, code="cadre-tenure-without-file").exclude(closure="fixed")
    others = Tenure.objects.filter(pk__in=set(known.values_list("source_id", flat=True)) - rows.keys())
    tenures = [*rows.values(), *others.select_related("person", "post__unit")]
    found: dict[Subject, list[Found]] = {}
    keepers = file_keepers({tenure.post.unit.county_id for tenure in tenures}, on)
    for tenure in tenures:
        told = {"on": tenure.during.lower.isoformat(), "post": str(tenure.post)}
        missing = [Found(CODES["cadre-tenure-without-file"], "", told)] if tenure.pk in rows else []
        found[_of_tenure(tenure, keepers.get(tenure.post.unit.county_id))] = missing
    return reconcile(found=found, on=on)


@as_product("what is found in a file is judged by all that was written, whoever wrote last")
@transaction.atomic
def check_actions(*, actions: Sequence[int], on: date) -> int:
    """Judge `actions` (appraisals, rewards, removals) and bring the register to it; return how many findings were raised.

    A constant number of queries. A decision that was revoked was taken all the same.
    """
    held = PersonnelAction.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=actions)
    rows = list(held.select_related("keeper", "person").order_by("pk"))
    found, heads = found_in_actions(rows), answering_heads(rows, on)
    return reconcile(found={_of_action(row, heads.get(row.pk)): found[row.pk] for row in rows}, on=on)


def recheck(*files: ConsultedFile, on: date) -> None:
    """Judge `files` anew once the transaction stands. Every service that bears on a file calls it last."""
    cases = [file.pk for file in files if isinstance(file, Case)]
    actions = [file.pk for file in files if isinstance(file, PersonnelAction)]
    if cases:
        transaction.on_commit(partial(check_cases, cases=cases, on=on), robust=True)
    if actions:
        transaction.on_commit(partial(check_actions, actions=actions, on=on), robust=True)


def recheck_all(numbers: Sequence[int], on: date) -> None:
    """Judge these files anew once the transaction stands: few at once, many in the background, county by county."""
    if len(numbers) <= AT_ONCE:
        transaction.on_commit(partial(check_all, numbers, on), robust=True)
        return
    counties = Case.objects.filter(pk__in=numbers).order_by().values_list("county_id", flat=True)
    for county in counties.distinct():
        rechecks.ask(OF_COUNTY, county)


def check_cases_of(county: str) -> None:
    """Judge the files of a county (its code), in the background."""
    rows = Case.objects.filter(county=county).order_by("pk")
    check_all(list(rows.values_list("pk", flat=True)), clock.today())


def check_all(numbers: Sequence[int], on: date) -> int:
    """Judge any number of files, batch by batch."""
    return sum(check_cases(cases=numbers[at : at + BATCH], on=on) for at in range(0, len(numbers), BATCH))


def _subject(case: Case, head: Person | None) -> Subject:
    """The file by its number alone: whom it is about is not for a title."""
    return Subject(
        source=SOURCE,
        source_id=case.pk,
        title=f"干部任用档案 {case.number}",
        kind=MatterCategory.PERSONNEL,
        unit=case.unit,
        person=None if head is not None and head.pk == case.person_id else head,
        concerns=case.person,
    )


def _of_action(action: PersonnelAction, head: Person | None) -> Subject:
    """Who answers is whoever keeps the file, and its head; not whom it is about."""
    return Subject(
        source=ACTIONS,
        source_id=action.pk,
        title=f"考核奖惩档案 {action.number}",
        kind=MatterCategory.PERSONNEL,
        unit=action.keeper,
        person=head,
        concerns=action.person,
    )


def _of_tenure(tenure: Tenure, keeper: tuple[Unit, Person | None] | None) -> Subject:
    """Who answers is the organisation department, which keeps the files, and its head; not whoever was appointed."""
    unit, head = keeper or (tenure.post.unit, None)
    return Subject(
        source=TENURES,
        source_id=tenure.pk,
        title=f"{tenure.post} 任职",
        kind=MatterCategory.PERSONNEL,
        unit=unit,
        person=None if head is not None and head.pk == tenure.person_id else head,
        concerns=tenure.person,
    )
