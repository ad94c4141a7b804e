"""The agenda of a meeting: which matters are ready for it, in which order, and what is then asked of every member (C6, C7)."""

from collections.abc import Iterable, Sequence
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.ledger import service
from decisions.checks import missing_for
from decisions.choices import OPEN_STATES, Away, ItemState, MatterState, MeetingState
from decisions.models import AgendaItem, Emergency, Matter, Meeting, Observer, Stance
from decisions.policies import visible_matters
from decisions.procedure import Line
from decisions.selectors.meetings import meeting_day, next_kind, recusal_grounds
from decisions.services import states
from decisions.services.checking import recheck
from decisions.services.locking import UNDECIDED, NotYours, changed, locked_meeting, must_run


class NotReady(ValidationError):
    """A matter may not go to the meeting yet: `lines` are the steps the clauses still ask for."""

    def __init__(self, matter: Matter, lines: Sequence[Line]) -> None:
        """Say it in a sentence too."""
        self.matter, self.lines = matter, list(lines)
        titles = "、".join(f"{line.step.title}（{line.step.clause}）" for line in lines)
        words = _("“%(title)s”还不能上会，缺少：%(steps)s。") % {"title": matter.title, "steps": titles}
        super().__init__(words)


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
    observers = found.observers.filter(item=None)
    must_be_ready(row, found.kind, meeting_day(found), on, observers)
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


def matters_of(meeting: Meeting) -> list[Matter]:
    """What is on the agenda."""
    return [item.matter for item in meeting.items.select_related("matter")]


def must_be_ready(matter: Matter, kind: str, day: date, on: date, observers: Iterable[Observer] = ()) -> None:
    """Raise NotReady unless `matter` may go to a meeting of `kind` on `day`, with `observers` called to it; ValidationError where another kind comes first (C6)."""
    wanted = next_kind(matter)
    if wanted and wanted != kind:
        words = _("“%(title)s”按清单应先上%(wanted)s，不能上%(kind)s（C6）。")
        raise ValidationError(words % {"title": matter.title, "wanted": wanted, "kind": kind})
    lines = missing_for(matter, day, on, observers)
    if lines:
        raise NotReady(matter, lines)
