"""Asking the calendar, in the words the clause tests use."""

from datetime import date

from organisation.models import Person
from supervision.models import Duty
from supervision.services import sweep


def swept(*days: date) -> None:
    """Sweep on each of `days`."""
    for day in days:
        sweep(on=day)


def duty(kind: str, person: Person, period: str, **more: object) -> Duty:
    """The one duty of this kind, head and period."""
    return Duty.objects.get(kind=kind, person=person, period=period, **more)


def states(kind: str, person: Person) -> dict[str, str]:
    """Period → state of the head's duties of one kind."""
    return dict(Duty.objects.filter(kind=kind, person=person).values_list("period", "state"))
