"""Keeping the register of findings true to the course of appraisals: after each step, and every night (C13)."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from django.db import transaction
from django.utils import timezone

from appraisals.models import Appraisal
from appraisals.procedure.judging import Course, Returned, judge_course
from appraisals.selectors.checking import OF_BODY, SOURCE
from core import workdays
from core.found import Found
from core.rows import as_product
from integrity.selectors.inquiries import principals_of
from organisation.models import Person
from rulebook.procedures.appraisals import OF_THE_BODY, State
from rulebook.procedures.decisions import MatterCategory
from supervision.services import Judging, Subject, reconcile

BATCH = 500
JUDGING = Judging("appraisals")
# Of a person: seen like personnel matters, by the head, the organisation and the discipline body.
OF_PEOPLE = MatterCategory.PERSONNEL
RUNNING = (State.VOTING, State.CLOSED)


@as_product("the course of an appraisal is judged by how many ballots came back, whoever took the step")
@transaction.atomic
def check_appraisals(*, numbers: Sequence[int], on: date) -> int:
    """Judge the appraisals `numbers` as of `on`; return how many findings were raised. A constant number of queries."""
    held = Appraisal.objects.select_for_update(of=("self",), no_key=True).filter(pk__in=numbers)
    rows = held.exclude(opened_at=None).select_related("unit", "person", "meeting", "round__body")
    every = list(rows.defer("content").prefetch_related("polls").order_by("pk"))
    heads, calendar = principals_of({row.round.body_id for row in every}, on), workdays.load()
    found: dict[Subject, list[Found]] = {}
    for row in every:
        faults = judge_course(course_of(row), on, calendar)
        found[_of_head(row)] = [one for one in faults if one.rule.code not in OF_THE_BODY]
        found[_of_body(row, heads.get(row.round.body_id))] = [
            one for one in faults if one.rule.code in OF_THE_BODY
        ]
    return reconcile(found=found, on=on) if found else 0


def recheck(*numbers: int, on: date) -> None:
    """Judge appraisals anew once the transaction stands. Every service that bears on one calls it last."""
    JUDGING.after_commit(partial(check_appraisals, numbers=numbers, on=on))


def check_all(*, on: date) -> tuple[int, int]:
    """Judge every appraisal whose ballot is open or waits to be sealed; how many there were, and how many findings were raised."""
    rows = Appraisal.objects.filter(state__in=RUNNING).order_by("pk")
    numbers = list(rows.values_list("pk", flat=True))
    raised = sum(
        check_appraisals(numbers=numbers[at : at + BATCH], on=on) for at in range(0, len(numbers), BATCH)
    )
    return len(numbers), raised


def course_of(row: Appraisal) -> Course:
    """A stored appraisal in the form that is judged."""
    return Course(
        year=row.year,
        published_on=row.published_on,
        opened_on=timezone.localdate(row.opened_at) if row.opened_at else None,
        closed_on=timezone.localdate(row.closed_at) if row.closed_at else None,
        sealed_on=row.sealed_on,
        has_meeting=hasattr(row, "meeting"),
        returned=[
            Returned(electorate=poll.electorate, issued=poll.issued, returned=poll.returned)
            for poll in row.polls.all()
        ],
    )


def _title(row: Appraisal) -> str:
    return f"{row.year}年度双述双评 {row.unit.name} {row.person.name}"


def _of_head(row: Appraisal) -> Subject:
    return Subject(SOURCE, row.pk, _title(row), OF_PEOPLE, row.unit, row.person)


def _of_body(row: Appraisal, head: Person | None) -> Subject:
    return Subject(OF_BODY, row.pk, _title(row), OF_PEOPLE, row.round.body, head, concerns=row.person)
