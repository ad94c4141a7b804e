"""Holding an inspection while a step is taken: who may, in which state."""

from collections.abc import Collection
from datetime import date

from django.db.models import QuerySet

from accounts.models import User
from inspections.models import Inspection, InspectionStep
from inspections.policies import organised_inspections
from rulebook.procedures.inspections import State, Step

LONGEST_REASON = 300
NEEDED = ("person", "unit", "post", "body", "county", "plan")


class NotPossible(Exception):
    """The step is not the user's to take, or the inspection has moved on."""


def locked(rows: QuerySet[Inspection], inspection: int, states: Collection[State]) -> Inspection:
    """The inspection among `rows`, held, in one of `states`. Raises NotPossible."""
    numbers = rows.filter(pk=inspection).order_by().values("pk")
    held = Inspection.objects.select_for_update(of=("self",), no_key=True).select_related(*NEEDED)
    row: Inspection | None = held.filter(pk__in=numbers).first()
    if row is None or row.state not in states:
        raise NotPossible
    return row


def organised(inspection: int, by: User, on: date, *states: State) -> Inspection:
    """The inspection `by` organises, held, in one of `states`. Raises NotPossible."""
    return locked(organised_inspections(by, on), inspection, states)


def note(row: Inspection, step: Step, *, by: User | None, on: date, reason: str = "") -> None:
    """Write down that a step was taken."""
    InspectionStep.objects.create(
        inspection=row, kind=step, on=on, by=by, reason=reason.strip()[:LONGEST_REASON]
    )
