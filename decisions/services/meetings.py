"""Planning a meeting: when and where, who is called, what is on the agenda, and that it reached everybody in time (C6, C7)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.ledger import record, service
from decisions.checks import missing_for
from decisions.choices import OPEN_STATES, Away, ItemState, MatterState, MeetingState
from decisions.models import AgendaItem, Emergency, Matter, Meeting, Seat, Stance
from decisions.policies import kept_units, visible_matters
from decisions.procedure import Line
from decisions.selectors.meetings import meeting_day, next_kind, proposed_seats, recusal_grounds
from decisions.services import states
from decisions.services.checking import recheck
from decisions.services.locking import ChangedMeanwhile, NotYours, changed, locked_meeting, must_run
from organisation.models import Person, Unit
from rulebook.procedures.decisions import numbers_on

UNDECIDED = (MeetingState.PLANNED, MeetingState.OPEN)


class NotReady(ValidationError):
    """A matter may not go to the meeting yet: `lines` are the steps the clauses still ask for."""

    def __init__(self, matter: Matter, lines: Sequence[Line]) -> None:
        """Say it in a sentence too."""
        self.matter, self.lines = matter, list(lines)
        titles = "、".join(f"{line.step.title}（{line.step.clause}）" for line in lines)
        words = _("“%(title)s”还不能上会，缺少：%(steps)s。") % {"title": matter.title, "steps": titles}
        super().__init__(words)


class TooLate(ValidationError):
    """The agenda would reach people fewer days ahead than asked (L12); circulating it all the same must be meant."""


@dataclass(frozen=True, slots=True)
class SeatLine:
    """One person called to a meeting."""

    person: int
    is_member: bool = True
    is_head: bool = False
    position: str = ""


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
        return known
    if timezone.localdate(at) < on:
        raise ValidationError({"at": [_("召开时间已过；已经开过的会议，请用“补录会议”登记。")]})
    proposed = proposed_seats(unit, timezone.localdate(at))
    head = next((seat.person for seat in proposed if seat.is_head), None)
    meeting = Meeting.objects.create(
        unit=unit, kind=kind, at=at, place=place, token=token, secretary=by, chair_id=head
    )
    lines = [SeatLine(seat.person, True, seat.is_head, seat.position) for seat in proposed]
    _seat(meeting, lines)
    return meeting


@service("meeting.change")
def change_meeting(
    *, meeting: int, kind: str, at: datetime, place: str, seen: int, by: User, on: date
) -> Meeting:
    """Change kind, time or place of a planned meeting. What was ready for the old day must be ready for the new one.

    Raises ChangedMeanwhile where the meeting is no longer as `seen`, NotReady, ValidationError by field.
    """
    found = _planned(meeting, by, on, seen)
    if timezone.localdate(at) < on:
        raise ValidationError({"at": [_("召开时间不能早于今天。")]})
    for item in found.items.select_related("matter__unit"):
        _must_be_ready(item.matter, kind, timezone.localdate(at), on)
    found.kind, found.at, found.place = kind, at, place
    found.save()
    changed(found)
    recheck(*_matters_of(found), on=on)
    return found


@service("meeting.seats")
def seat_meeting(
    *, meeting: int, lines: Sequence[SeatLine], chair: int | None, seen: int, by: User, on: date
) -> Meeting:
    """Say who is called to a planned meeting, who of them is the head, who chairs.

    Raises ChangedMeanwhile, or ValidationError where nobody or more than one is marked as head, or the chair is not called.
    """
    found = _planned(meeting, by, on, seen)
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
    _seat(found, lines, known)
    found.chair_id = chair
    found.save()
    changed(found)
    return found


@service("meeting.add-item")
def add_item(*, meeting: int, matter: int, by: User, on: date) -> AgendaItem:
    """Put a matter that is ready on the agenda. Once the agenda was circulated only an emergency may still come in (C7).

    Raises NotYours, NotReady with the steps missing, ValidationError.
    """
    found = locked_meeting(meeting, *UNDECIDED)
    must_run(found, by, on)
    if not visible_matters(by, on).filter(pk=matter, unit=found.unit_id).exists():
        raise NotYours
    row = states.locked(matter)
    if row.state not in OPEN_STATES:
        raise ValidationError(_("“%(title)s”已经列入议程或者已有结果。") % {"title": row.title})
    later = found.circulated_at is not None
    if later and not Emergency.objects.filter(matter=row).exists():
        raise ValidationError(
            _(
                "议程已经送达，不能临时动议（C7）。特殊紧急情况，请先在事项中登记紧急理由、决定人和已采取的措施。"
            )
        )
    _must_be_ready(row, found.kind, meeting_day(found), on)
    last = found.items.order_by("-place").values_list("place", flat=True).first() or 0
    item = AgendaItem.objects.create(
        meeting=found, matter=row, place=last + 1, added_later=later, secret=row.secret_ballot
    )
    states.move(row, MatterState.SCHEDULED)
    if found.state == MeetingState.OPEN:
        ask_of_members(found, [item])
    changed(found)
    recheck(row, on=on)
    return item


@service("meeting.remove-item")
def remove_item(*, item: int, by: User, on: date) -> Meeting:
    """Take an item not yet discussed off the agenda; its matter is being prepared again.

    Also for an item that cannot be discussed because too few may take part in it.
    """
    meeting = locked_meeting(AgendaItem.objects.values_list("meeting_id", flat=True).get(pk=item), *UNDECIDED)
    must_run(meeting, by, on)
    row = AgendaItem.objects.select_for_update(of=("self",)).get(pk=item)
    if row.state != ItemState.WAITING:
        raise ValidationError(_("已经开始讨论的议题不能撤下。"))
    matter = states.locked(row.matter_id)
    row.delete()
    states.move(matter, MatterState.PREPARING)
    changed(meeting)
    recheck(matter, on=on)
    return meeting


@service("meeting.order-items")
def raise_item(*, item: int, by: User, on: date) -> Meeting:
    """Move an item one place up the agenda of a planned meeting."""
    meeting = locked_meeting(
        AgendaItem.objects.values_list("meeting_id", flat=True).get(pk=item), MeetingState.PLANNED
    )
    must_run(meeting, by, on)
    rows = list(meeting.items.select_for_update().order_by("place", "pk"))
    at = next(place for place, row in enumerate(rows) if row.pk == item)
    if at:
        rows[at - 1], rows[at] = rows[at], rows[at - 1]
    for place, row in enumerate(rows, start=1):
        row.place = place
    AgendaItem.objects.bulk_update(rows, ["place"])
    changed(meeting)
    return meeting


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
    recheck(*_matters_of(found), on=on)
    return found


def deliver(meeting: Meeting) -> None:
    """Stamp the agenda of a locked `meeting` as circulated, and every seat it has not reached yet."""
    now = clock.now()
    if meeting.circulated_at is None:
        meeting.circulated_at = now
        meeting.save()
    meeting.seats.filter(circulated_at=None).update(circulated_at=now)
    changed(meeting)


@service("meeting.call-off")
def call_off(*, meeting: int, reason: str, by: User, on: date) -> None:
    """Call a planned meeting off; its matters are being prepared again."""
    found = locked_meeting(meeting, MeetingState.PLANNED)
    must_run(found, by, on)
    if not reason.strip():
        raise ValidationError(_("请写明取消的理由。"))
    recheck(*_matters_of(found), on=on)
    for row in list(found.items.all()):
        matter = states.locked(row.matter_id)
        row.delete()
        states.move(matter, MatterState.PREPARING)
    record("meeting.called-off", by=by, target=found, facts={"reason": reason.strip()[:200]})
    found.delete()


def note_opened(*, meeting: Meeting, by: User) -> None:
    """Note when somebody called first opened agenda and papers."""
    if by.person_id is None or meeting.state == MeetingState.CLOSED:
        return
    unread = Seat.objects.filter(meeting=meeting, person=by.person_id, read_at=None)
    if unread.filter(circulated_at__isnull=False).update(read_at=clock.now()):
        changed(meeting)


def ask_of_members(meeting: Meeting, items: Iterable[AgendaItem]) -> None:
    """Make room for what every member does on `items`, proposing who should withdraw (N14). Who left and is not back is away."""
    members, now = list(meeting.seats.filter(is_member=True)), clock.now()
    for item in items:
        grounds = recusal_grounds(item.matter, [seat.person_id for seat in members])
        Stance.objects.bulk_create(
            Stance(
                item=item,
                seat=seat,
                recusal_ground=grounds[seat.person_id].words if seat.person_id in grounds else "",
                away=Away.LEFT if seat.left_at else "",
                away_at=now if seat.left_at else None,
            )
            for seat in members
        )


def _matters_of(meeting: Meeting) -> list[Matter]:
    return [item.matter for item in meeting.items.select_related("matter")]


def _planned(pk: int, by: User, on: date, seen: int) -> Meeting:
    meeting = locked_meeting(pk, MeetingState.PLANNED)
    must_run(meeting, by, on)
    if meeting.version != seen:
        raise ChangedMeanwhile
    return meeting


def _seat(meeting: Meeting, lines: Sequence[SeatLine], known: dict[int, Seat] | None = None) -> None:
    people = {person.pk: person for person in Person.objects.filter(pk__in=[line.person for line in lines])}
    for place, line in enumerate(lines, start=1):
        seat = (known or {}).get(line.person) or Seat(meeting=meeting, person=people[line.person])
        seat.is_member, seat.is_head = line.is_member, line.is_member and line.is_head
        seat.position, seat.place = line.position[:100], place
        seat.save()


def _must_be_ready(matter: Matter, kind: str, day: date, on: date) -> None:
    wanted = next_kind(matter)
    if wanted and wanted != kind:
        words = _("“%(title)s”按清单应先上%(wanted)s，不能上%(kind)s（C6）。")
        raise ValidationError(words % {"title": matter.title, "wanted": wanted, "kind": kind})
    lines = missing_for(matter, day, on)
    if lines:
        raise NotReady(matter, lines)
