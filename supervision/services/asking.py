"""Asking the calendar for what an approved plan of a year holds, and dropping it where the plan was changed."""

from datetime import date

from django.db import transaction

from core import workdays
from core.periods import year_of
from organisation.models import Person, Post, Unit
from supervision.models import AskedDuty
from supervision.services.calendar import lock, replan


def ask_duty(*, kind: str, person: Person, unit: Unit, post: Post, year: int, on: date) -> AskedDuty:
    """Ask for a duty of `kind` for `person` as head of `unit` within `year`; asked again after it was dropped it stands anew."""
    period = year_of(date(year, 1, 1))
    with transaction.atomic():
        lock()
        row, _made = AskedDuty.objects.update_or_create(
            kind=kind, person=person, unit=unit, period=period.key,
            defaults={
                "post": post, "opens": period.starts, "ends": period.ends,
                "due": workdays.load().on_or_before(period.ends), "asked_on": on, "dropped_on": None,
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
