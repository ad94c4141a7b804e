"""Running a meeting: opening it, who is there, who withdraws, whether enough take part, and taking up one item (C6)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.ledger import service
from core.templatetags.wording import cn_date
from decisions.choices import ItemState, MeetingState
from decisions.models import AgendaItem, Meeting, Seat, Stance
from decisions.selectors.bylaws import own_quorum
from decisions.selectors.meetings import meeting_day, numbers_of, recusal_grounds
from decisions.services.locking import (
    AlreadyDone,
    NotYours,
    changed,
    locked_item,
    locked_meeting,
    locked_stances,
    must_run,
    must_speak_for,
    stance_of,
    takes_minutes,
)
from decisions.services.meetings import ask_of_members, deliver
from decisions.services.presence import OVER, note_late, own_stances

BUSY = (ItemState.DISCUSSING, ItemState.VOTING)


@service("meeting.open")
def open_meeting(*, meeting: int, by: User, on: date) -> Meeting:
    """Begin the meeting on its day. Its agenda was circulated before; one of emergencies alone is circulated now (C7).

    Raises ValidationError, AlreadyDone where it goes on already.
    """
    found = locked_meeting(meeting, MeetingState.PLANNED, MeetingState.OPEN)
    must_run(found, by, on)
    if found.state == MeetingState.OPEN:
        raise AlreadyDone
    items = list(found.items.select_related("matter__leader"))
    if meeting_day(found) != on:
        day = cn_date(meeting_day(found))
        raise ValidationError(_("会议定于%(day)s召开；改在今天的，请先修改召开时间。") % {"day": day})
    if not items:
        raise ValidationError(_("议程上还没有议题。"))
    if found.circulated_at is None:
        if any(not hasattr(item.matter, "emergency") for item in items):
            raise ValidationError(_("议程还没有送达参会人员（C7），不能开会。"))
        deliver(found)
    found.state, found.opened_at = MeetingState.OPEN, clock.now()
    found.save()
    ask_of_members(found, items)
    changed(found)
    return found


@service("meeting.attendance")
def mark_attendance(*, seat: int, attended: bool, reason: str = "", by: User, on: date) -> Seat:
    """Note that somebody called is there, or not and why. Each may confirm themself; the secretary marks it for them.

    Who comes only when items were put to the vote was away from those. Raises NotYours; ValidationError once what was said or voted
    rests on it.
    """
    meeting = locked_meeting(
        Seat.objects.values_list("meeting_id", flat=True).get(pk=seat), MeetingState.OPEN
    )
    row = Seat.objects.select_for_update(of=("self",)).select_related("person").get(pk=seat)
    must_speak_for(row, meeting, by, on)
    if not attended and not reason.strip():
        raise ValidationError(_("请写明缺席原因。"))
    if bool(row.attended) != attended:
        stances = own_stances(row)
        if attended:
            note_late(stances)
        else:
            _take_back(row, stances)
    row.attended = attended
    if not attended or row.left_at is None:
        row.absence_reason = "" if attended else reason.strip()[:200]
    row.save()
    changed(meeting)
    return row


def _take_back(seat: Seat, stances: list[Stance]) -> None:
    """Somebody was marked present by mistake. Who spoke, voted, or counted when others voted, was there: they can only have left."""
    if any(one.spoke is not None or one.voted or one.vote for one in stances):
        raise ValidationError(_("该成员已经发言或表决，不能改为缺席；中途离开的，请登记“离席”。"))
    if any(one.takes_part and one.item.state in OVER for one in stances):
        raise ValidationError(_("会上已经开始表决，不能改为缺席；中途离开的，请登记“离席”。"))
    seat.left_at = None
    for stance in stances:
        stance.away, stance.away_at = "", None
        stance.save()


@service("meeting.recusal")
def answer_recusal(*, item: int, seat: int, recused: bool, reason: str = "", by: User, on: date) -> Stance:
    """Answer whether a member withdraws from an item (回避). Asked of each, before they speak.

    Raises NotYours; ValidationError where a candidate or a candidate's relative would stay (N14), or one named near the matter stays
    without saying why.
    """
    row = locked_item(item, ItemState.WAITING, ItemState.DISCUSSING)
    stance = stance_of(locked_stances(row), seat)
    must_speak_for(stance.seat, row.meeting, by, on)
    if stance.spoke is not None:
        raise ValidationError(_("已经发言，不能再改回避情况。"))
    ground = recusal_grounds(row.matter, [stance.seat.person_id]).get(stance.seat.person_id)
    if ground and not recused and (ground.binding or not reason.strip()):
        words = _("%(why)s，应当回避（N14）。") if ground.binding else _("%(why)s；不回避的，请写明理由。")
        raise ValidationError(words % {"why": ground.words})
    stance.recused, stance.recusal_reason = recused, reason.strip()[:200]
    stance.recusal_ground = ground.words if ground else stance.recusal_ground
    stance.save()
    changed(row.meeting_id)
    return stance


@service("meeting.discuss")
def open_discussion(*, item: int, by: User, on: date) -> AgendaItem:
    """Take up an item: everyone's attendance is known, each present member was asked about recusal, the quorum is there (N9, N10).

    Raises ValidationError that names who is missing, AlreadyDone where it was taken up before.
    """
    row = locked_item(item)
    must_run(row.meeting, by, on)
    if row.state != ItemState.WAITING:
        raise AlreadyDone
    busy = row.meeting.items.filter(state__in=BUSY).select_related("matter").first()
    if busy is not None:
        raise ValidationError(_("议题“%(title)s”还没有结果。") % {"title": busy.matter.title})
    stances = locked_stances(row)
    unknown = [one.seat.person.name for one in stances if one.seat.attended is None]
    if unknown:
        raise ValidationError(_("还没有登记到会情况：%(names)s。") % {"names": "、".join(unknown)})
    unasked = [one.seat.person.name for one in stances if one.is_there and one.recused is None]
    if unasked:
        raise ValidationError(_("还没有回答是否回避：%(names)s。") % {"names": "、".join(unasked)})
    found = numbers_of(row.matter, stances, own_quorum(row.meeting))
    if not found.has_quorum:
        words = _(
            "应到会 %(members)s 人，到会且不回避 %(present)s 人，少于 %(quorum)s 人（%(rule)s），不能讨论。"
        )
        values = {
            "members": found.members,
            "present": found.taking_part,
            "quorum": found.quorum,
            "rule": found.rule,
        }
        raise ValidationError(words % values)
    row.state = ItemState.DISCUSSING
    row.save(update_fields=["state"])
    changed(row.meeting_id)
    return row


@service("meeting.attendance-rest")
def mark_rest_present(*, meeting: int, by: User, on: date) -> Meeting:
    """Note that everybody called whose attendance is not known yet is there; by the secretary alone."""
    found = locked_meeting(meeting, MeetingState.OPEN)
    if not takes_minutes(found, by, on):
        raise NotYours
    for seat in found.seats.filter(attended=None):
        mark_attendance(seat=seat.pk, attended=True, by=by, on=on)
    return found


@service("meeting.recusal-rest")
def rest_stay(*, item: int, by: User, on: date) -> AgendaItem:
    """Note that nobody withdraws of those who were asked and for whom nothing is proposed; by the secretary alone."""
    row = locked_item(item, ItemState.WAITING)
    if not takes_minutes(row.meeting, by, on):
        raise NotYours
    for stance in locked_stances(row):
        if stance.recused is None and not stance.recusal_ground and stance.is_there:
            answer_recusal(item=item, seat=stance.seat_id, recused=False, by=by, on=on)
    return row
