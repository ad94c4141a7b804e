"""What the days of a round do by themselves: ballots open and close (C13)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from appraisals.models import Appraisal
from appraisals.procedure.days import papers_due
from appraisals.selectors.papers import papers_outstanding
from appraisals.services.appraisals import closed, closes_on, opened, opens_from
from appraisals.services.held import NEEDED
from core import clock, ledger, workdays
from rulebook.procedures.appraisals import State


def open_and_close(*, on: date) -> tuple[int, int]:
    """Open the ballots whose day has come, close those whose last day has passed; how many of each. Safe to run twice."""
    ready = Appraisal.objects.filter(state=State.PUBLISHED, round__opens_on__lte=on, round__closes_on__gte=on)
    over = Appraisal.objects.filter(state=State.VOTING, round__closes_on__lt=on)
    return sum(_open(pk, on) for pk in _numbers(ready)), sum(_close(pk, on) for pk in _numbers(over))


@transaction.atomic
def _open(appraisal: int, on: date) -> bool:
    row = _held(appraisal)
    if row.state != State.PUBLISHED or on < opens_from(row):
        return False
    opened(row, by=None, on=on, at=clock.now())
    ledger.record("appraisal.open", by=None, target=row)
    return True


@transaction.atomic
def _close(appraisal: int, on: date) -> bool:
    row = _held(appraisal)
    if row.state != State.VOTING or on <= closes_on(row) or row.opened_at is None:
        return False
    if timezone.localdate(row.opened_at) > on:
        return False
    if papers_outstanding([row.pk]) and on <= papers_due(closes_on(row), workdays.load()):
        return False  # two officers are still at it; the body may close sooner by hand
    try:
        with transaction.atomic():
            closed(row, by=None, on=on, at=clock.now())
    except ValidationError:
        return False  # papers typed that nobody compared: theirs to settle, it stands among what waits
    ledger.record("appraisal.close", by=None, target=row)
    return True


def _held(appraisal: int) -> Appraisal:
    rows = Appraisal.objects.select_for_update(of=("self",), no_key=True).select_related(*NEEDED)
    return rows.get(pk=appraisal)


def _numbers(rows: object) -> list[int]:
    return list(rows.order_by("pk").values_list("pk", flat=True))  # type: ignore[attr-defined]
