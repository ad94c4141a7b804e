"""A meeting is planned, moved or called off."""

from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core.ledger import Again, record, service
from decisions.choices import MatterState, MeetingState
from decisions.models import Meeting
from decisions.policies import kept_units
from decisions.selectors.meetings import proposed_seats
from decisions.services import states
from decisions.services.checking import recheck
from decisions.services.locking import NotYours, changed, locked_meeting, must_run, planned_meeting
from decisions.services.meetings.agendas import matters_of, must_be_ready
from decisions.services.meetings.seats import SeatLine, seat_people
from organisation.models import Unit


@service("meeting.plan")
def plan_meeting(
    *, unit: Unit, kind: str, at: datetime, place: str, token: UUID, by: User, on: date
) -> Meeting:
    """Plan a meeting and call the unit's heads and deputies to it. The same `token` twice plans one meeting.

    Raises NotYours for a unit the user does not keep, ValidationError by field.
    """
    if not kept_units(by, on).filter(pk=unit.pk).exists():
        raise NotYours
    known = Meeting.objects.filter(token=token, unit=unit).first()
    if known is not None:
        raise Again(known)
    if timezone.localdate(at) < on:
        raise ValidationError({"at": [_("召开时间已过；已经开过的会议，请用“补录会议”登记。")]})
    proposed = proposed_seats(unit, timezone.localdate(at))
    head = next((seat.person for seat in proposed if seat.is_head), None)
    meeting = Meeting.objects.create(
        unit=unit, kind=kind, at=at, place=place, token=token, secretary=by, chair_id=head
    )
    lines = [SeatLine(seat.person, True, seat.is_head, seat.position) for seat in proposed]
    seat_people(meeting, lines)
    return meeting


@service("meeting.change")
def change_meeting(
    *, meeting: int, kind: str, at: datetime, place: str, seen: int, by: User, on: date
) -> Meeting:
    """Change kind, time or place of a planned meeting. What was ready for the old day must be ready for the new one.

    Raises ChangedMeanwhile where the meeting is no longer as `seen`, NotReady, ValidationError by field.
    """
    found = planned_meeting(meeting, by, on, seen)
    if timezone.localdate(at) < on:
        raise ValidationError({"at": [_("召开时间不能早于今天。")]})
    for item in found.items.select_related("matter__unit"):
        must_be_ready(item.matter, kind, timezone.localdate(at), on)
    found.kind, found.at, found.place = kind, at, place
    found.save()
    changed(found)
    recheck(*matters_of(found), on=on)
    return found


@service("meeting.call-off")
def call_off(*, meeting: int, reason: str, by: User, on: date) -> None:
    """Call a planned meeting off; its matters are being prepared again."""
    found = locked_meeting(meeting, MeetingState.PLANNED)
    must_run(found, by, on)
    if not reason.strip():
        raise ValidationError(_("请写明取消的理由。"))
    recheck(*matters_of(found), on=on)
    for row in list(found.items.all()):
        matter = states.locked(row.matter_id)
        row.delete()
        states.move(matter, MatterState.PREPARING)
    record("meeting.called-off", by=by, target=found, facts={"reason": reason.strip()[:200]})
    found.delete()
