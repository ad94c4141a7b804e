"""Who is called to a meeting, who of them is the head, who chairs."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core.ledger import service
from decisions.models import Meeting, Seat
from decisions.services.locking import changed, planned_meeting
from organisation.models import Person


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One person called to a meeting."""

    person: int
    is_member: bool = True
    is_head: bool = False
    position: str = ""


@service("meeting.seats")
def seat_meeting(
    *, meeting: int, lines: Sequence[SeatLine], chair: int | None, seen: int, by: User, on: date
) -> Meeting:
    """Say who is called to a planned meeting, who of them is the head, who chairs.

    Raises ChangedMeanwhile, or ValidationError where nobody or more than one is marked as head, or the chair is not called.
    """
    found = planned_meeting(meeting, by, on, seen)
    members = [line for line in lines if line.is_member]
    if len({line.person for line in lines}) < len(lines):
        raise ValidationError(_("同一人不能列两次。"))
    if sum(line.is_head for line in members) != 1:
        raise ValidationError(_("请在成员中标明一位“一把手”。"))
    if chair not in {line.person for line in members}:
        raise ValidationError(_("主持人须是参会的成员。"))
    known = {seat.person_id: seat for seat in found.seats.all()}
    found.seats.exclude(person__in=[line.person for line in lines]).delete()
    found.seats.update(is_head=False)
    seat_people(found, lines, known)
    found.chair_id = chair
    found.save()
    changed(found)
    return found


def seat_people(meeting: Meeting, lines: Sequence[SeatLine], known: dict[int, Seat] | None = None) -> None:
    """Give everyone in `lines` a seat, in their order; those in `known` (by person) keep theirs."""
    people = {person.pk: person for person in Person.objects.filter(pk__in=[line.person for line in lines])}
    for place, line in enumerate(lines, start=1):
        seat = (known or {}).get(line.person) or Seat(meeting=meeting, person=people[line.person])
        seat.is_member, seat.is_head = line.is_member, line.is_member and line.is_head
        seat.position, seat.place = line.position[:100], place
        seat.save()
