"""Asking the calendar for what an approved plan of a year holds, or a result calls for, and dropping it where that was changed."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from core import workdays
from core.periods import year_of
from organisation.models import Person, Post, Unit
from supervision.models import AskedDuty
from supervision.services.calendar import lock, replan


@dataclass(frozen=True, slots=True)
class Days:
    """Days of its own for something asked for: from when on it counts as done, by when it is to be done, until when it can be made good."""

    opens: date
    due: date
    ends: date


def ask_duty(
    *, kind: str, person: Person, unit: Unit, post: Post, year: int, on: date, days: Days | None = None
) -> AskedDuty:
    """Ask for a duty of `kind` for `person` as head of `unit` within `year`, or within `days`; asked again after it was dropped it stands
    anew.
    """
    period = year_of(date(year, 1, 1))
    told = days or Days(period.starts, workdays.load().on_or_before(period.ends), period.ends)
    with transaction.atomic():
        lock()
        row, _made = AskedDuty.objects.update_or_create(
            kind=kind, person=person, unit=unit, period=period.key,
            defaults={
                "post": post, "opens": told.opens, "ends": told.ends, "due": told.due, "asked_on": on, "dropped_on": None,
            },
        )  # fmt: skip
        replan(people=[person.pk], on=on)
    return row


def drop_duty(*, kind: str, person: Person, unit: Unit, year: int, on: date) -> None:
    """Ask no more for it; what was done meanwhile stays done."""
    with transaction.atomic():
        lock()
        AskedDuty.objects.filter(kind=kind, person=person, unit=unit, period=str(year)).update(dropped_on=on)
        replan(people=[person.pk], on=on)
