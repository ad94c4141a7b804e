"""Who may do what at a meeting, and in which order its rows are locked: meeting, then item, then stance. Always that way round."""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import F
from django.utils.translation import gettext as _

from accounts.models import User
from decisions.choices import ItemState, MeetingState
from decisions.models import AgendaItem, Meeting, Seat, Stance
from decisions.policies import kept_meetings, secretary_units

UNDECIDED = (MeetingState.PLANNED, MeetingState.OPEN)


class NotYours(Exception):
    """The meeting, seat or vote is not this user's to act on."""


class AlreadyDone(Exception):
    """It was done before, by this user or another: nothing is changed by doing it again."""


class ChangedMeanwhile(Exception):
    """Somebody else changed the meeting since the form was opened."""


def locked_meeting(pk: int, *states: MeetingState) -> Meeting:
    """The meeting, locked to the end of the transaction. Raises ValidationError where it is in none of `states`."""
    meeting = Meeting.objects.select_for_update(of=("self",)).select_related("unit").get(pk=pk)
    if states and meeting.state not in states:
        state = meeting.get_state_display()
        raise ValidationError(_("会议现在是“%(state)s”，不能再这样办理。") % {"state": state})
    return meeting


def planned_meeting(pk: int, by: User, on: date, seen: int) -> Meeting:
    """A planned meeting, locked, for whoever runs it. Raises NotYours, ChangedMeanwhile where it is no longer as `seen`, ValidationError."""
    meeting = locked_meeting(pk, MeetingState.PLANNED)
    must_run(meeting, by, on)
    if meeting.version != seen:
        raise ChangedMeanwhile
    return meeting


def locked_item(pk: int, *states: ItemState) -> AgendaItem:
    """An item of a meeting that is going on: first the meeting is locked, then the item.

    Raises ValidationError where the meeting is not open or the item in none of `states`.
    """
    locked_meeting(AgendaItem.objects.values_list("meeting_id", flat=True).get(pk=pk), MeetingState.OPEN)
    item: AgendaItem = (
        AgendaItem.objects.select_for_update(of=("self",))
        .select_related("meeting__unit", "matter__unit")
        .get(pk=pk)
    )
    if states and item.state not in states:
        state = item.get_state_display()
        raise ValidationError(_("这个议题现在是“%(state)s”，不能再这样办理。") % {"state": state})
    return item


def locked_stances(item: AgendaItem) -> list[Stance]:
    """What every member did on `item`, locked, in the order of the seats."""
    rows = Stance.objects.select_for_update(of=("self",)).filter(item=item).select_related("seat__person")
    return list(rows.order_by("seat__place", "pk"))


def taking_part(stances: Iterable[Stance]) -> list[Stance]:
    """The stances of those there for the item and not recused: they alone count for quorum, speak and vote."""
    return [stance for stance in stances if stance.takes_part]


def stance_of(stances: Iterable[Stance], seat: int) -> Stance:
    """The stance of `seat`. Raises NotYours where that seat has none: an observer, or a seat of another meeting."""
    for stance in stances:
        if stance.seat_id == seat:
            return stance
    raise NotYours


def must_run(meeting: Meeting, by: User, on: date) -> None:
    """Raise NotYours unless `by` prepares and runs the meeting: its secretary, the unit's head, its chair."""
    if not kept_meetings(by, on).filter(pk=meeting.pk).exists():
        raise NotYours


def takes_minutes(meeting: Meeting, by: User, on: date) -> bool:
    """Whether `by` writes down what others say and vote: the unit's secretary alone, never its head or chair."""
    return meeting.unit_id in secretary_units(by, on)


def must_speak_for(seat: Seat, meeting: Meeting, by: User, on: date) -> None:
    """Raise NotYours unless `seat` is the user's own or `by` takes the minutes."""
    own = by.person_id is not None and seat.person_id == by.person_id and seat.meeting_id == meeting.pk
    if not own and not takes_minutes(meeting, by, on):
        raise NotYours


def changed(meeting: Meeting | int) -> None:
    """Tell every screen that the meeting changed. Leaves no trace but the number: no time, no name."""
    pk = meeting if isinstance(meeting, int) else meeting.pk
    Meeting.objects.filter(pk=pk).update(version=F("version") + 1)
