"""Who is in the room for which item: coming late, leaving, returning between items (C6). Written down by the secretary.

Whoever was away from an item counts neither for its quorum nor among those who must speak before the head, and does not vote on it;
what was decided before somebody came, or is put to the vote already, stays as it was.
"""

from collections.abc import Iterable
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.ledger import service
from decisions.choices import Away, ItemState, MeetingState
from decisions.models import Seat, Stance
from decisions.services.locking import AlreadyDone, NotYours, changed, locked_meeting, takes_minutes

OVER = (ItemState.VOTING, ItemState.DECIDED)


@service("meeting.left")
def note_left(*, seat: int, reason: str = "", by: User, on: date) -> Seat:
    """Note that somebody leaves: they are away from every item not put to the vote yet on which they did not speak.

    Raises NotYours for all but the secretary, AlreadyDone, ValidationError where no reason is given or they are not there.
    """
    row, stances = _locked(seat, by, on)
    if not row.attended:
        raise ValidationError(_("该人员没有到会，不用登记离席。"))
    if row.left_at is not None:
        raise AlreadyDone
    if not reason.strip():
        raise ValidationError(_("请写明离席原因。"))
    row.left_at, row.absence_reason = clock.now(), reason.strip()[:200]
    row.save()
    _mark((one for one in stances if one.item.state not in OVER and one.spoke is None), Away.LEFT)
    return row


@service("meeting.returned")
def note_returned(*, seat: int, by: User, on: date) -> Seat:
    """Note that somebody who left is back, for the items still to come; the one discussed only until the head has spoken.

    Raises NotYours for all but the secretary, AlreadyDone where they had not left.
    """
    row, stances = _locked(seat, by, on)
    if row.left_at is None:
        raise AlreadyDone
    row.left_at, row.absence_reason = None, ""
    row.save()
    missed = missed_items(stances)
    for stance in stances:
        if stance.away and stance not in missed:
            stance.away, stance.away_at = "", None
            stance.save()
    return row


def note_late(stances: Iterable[Stance]) -> None:
    """Note that somebody who comes only now was away from what went before; `stances` are theirs on the items of the meeting."""
    _mark(missed_items(list(stances)), Away.LATE)


def missed_items(stances: list[Stance]) -> list[Stance]:
    """Of one member's `stances` those on items they can no longer join: put to the vote, or the head has spoken on them (C8)."""
    items = [one.item_id for one in stances if one.item.state == ItemState.DISCUSSING]
    spoken = Stance.objects.filter(item__in=items, seat__is_head=True, spoke__isnull=False)
    closed = set(spoken.values_list("item", flat=True))
    return [one for one in stances if one.item.state in OVER or one.item_id in closed]


def own_stances(seat: Seat) -> list[Stance]:
    """What the member of `seat` did on each item of the meeting, locked."""
    rows = Stance.objects.select_for_update(of=("self",)).filter(seat=seat).select_related("item", "seat")
    return list(rows.order_by("item__place", "pk"))


def _locked(pk: int, by: User, on: date) -> tuple[Seat, list[Stance]]:
    meeting = locked_meeting(Seat.objects.values_list("meeting_id", flat=True).get(pk=pk), MeetingState.OPEN)
    if not takes_minutes(meeting, by, on):
        raise NotYours
    changed(meeting)
    seat = Seat.objects.select_for_update(of=("self",)).get(pk=pk)
    return seat, own_stances(seat)


def _mark(stances: Iterable[Stance], why: Away) -> None:
    now = clock.now()
    for stance in stances:
        stance.away, stance.away_at = why, now
        stance.save()
