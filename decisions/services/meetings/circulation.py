"""Agenda and papers reach everyone called in time, and it is noted when they were first opened (C7, L12)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.ledger import service
from decisions.choices import MeetingState
from decisions.models import Meeting, Seat
from decisions.selectors.meetings import meeting_day
from decisions.services.checking import recheck
from decisions.services.locking import UNDECIDED, changed, locked_meeting, must_run
from decisions.services.meetings.agendas import matters_of
from rulebook.procedures.decisions import numbers_on


class TooLate(ValidationError):
    """The agenda would reach people fewer days ahead than asked (L12); circulating it all the same must be meant."""


@service("meeting.circulate")
def circulate(*, meeting: int, anyway: bool = False, by: User, on: date) -> Meeting:
    """Send agenda and papers to everyone called (C7): from now on they may open the meeting. Cadre matters open at the meeting alone.

    Raises TooLate where fewer days are left than L12 asks and it is not meant `anyway`, ValidationError where nothing can be sent.
    """
    found = locked_meeting(meeting, *UNDECIDED)
    must_run(found, by, on)
    seats = list(found.seats.all())
    if not found.items.exists():
        raise ValidationError(_("议程上还没有议题。"))
    if sum(seat.is_head for seat in seats) != 1:
        raise ValidationError(_("请先在参会人员中标明一位“一把手”。"))
    least = numbers_on(on).circulation_days or 0
    left = (meeting_day(found) - on).days
    if left < least and found.circulated_at is None and not anyway:
        words = _("距会议只有 %(left)s 天，少于 %(least)s 天（C7、L12）。仍然送达的，会列为问题。")
        raise TooLate(words % {"left": max(left, 0), "least": least})
    deliver(found)
    recheck(*matters_of(found), on=on)
    return found


def deliver(meeting: Meeting) -> None:
    """Stamp the agenda of a locked `meeting` as circulated, and every seat it has not reached yet."""
    now = clock.now()
    if meeting.circulated_at is None:
        meeting.circulated_at = now
        meeting.save()
    meeting.seats.filter(circulated_at=None).update(circulated_at=now)
    changed(meeting)


def note_opened(*, meeting: Meeting, by: User) -> None:
    """Note when somebody called first opened agenda and papers."""
    if by.person_id is None or meeting.state == MeetingState.CLOSED:
        return
    unread = Seat.objects.filter(meeting=meeting, person=by.person_id, read_at=None)
    if unread.filter(circulated_at__isnull=False).update(read_at=clock.now()):
        changed(meeting)
