"""Holding an appraisal while a step is taken: who may, in which state."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from appraisals.models import Appraisal, AppraisalStep
from rulebook.procedures.appraisals import State, Step

LONGEST_REASON = 300
NEEDED = ("person", "unit", "post", "county", "round__body")


class NotPossible(Exception):
    """The step is not the user's to take, or the appraisal has moved on."""


def locked(rows: QuerySet[Appraisal], appraisal: int, states: Collection[State]) -> Appraisal:
    """The appraisal among `rows`, held, in one of `states`. Raises NotPossible."""
    numbers = rows.filter(pk=appraisal).order_by().values("pk")
    held = Appraisal.objects.select_for_update(of=("self",), no_key=True).select_related(*NEEDED)
    row: Appraisal | None = held.filter(pk__in=numbers).first()
    if row is None or row.state not in states:
        raise NotPossible
    return row


def note(row: Appraisal, step: Step, *, by: User | None, on: date, reason: str = "") -> None:
    """Write down that a step was taken."""
    AppraisalStep.objects.create(
        appraisal=row, kind=step, on=on, by=by, reason=reason.strip()[:LONGEST_REASON]
    )
