"""The talk a result called for, held: told to the calendar (C17, L78)."""

from datetime import date

from appraisals.models import Appraisal
from rulebook.types import Proof
from supervision.services import Done, fulfil


def heard(row: int, day: date, on: date) -> None:
    """The head was heard because of the result numbered `row`, in a talk or by a written answer."""
    found = Appraisal.objects.filter(pk=row).exclude(signs=[]).first()
    if found is not None:
        done = Done(person=found.person_id, unit=found.unit_id, period=str(found.year))
        fulfil(proof=Proof.APPRAISAL_TALK, heads=[done], held_on=day, record=None, on=on)
