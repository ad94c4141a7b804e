"""What lies ahead in collective decisions: meetings a person is called to, and what the keeper of a unit's matters has in hand."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from core import workdays
from decisions.choices import OPEN_STATES, MatterState, MeetingState
from decisions.models import Emergency, Meeting, Seat
from decisions.policies import (
    kept_matters,
    kept_units,
    meetings_without_minutes,
    own_seats,
    visible_matters,
)
from decisions.selectors.emergencies import report_due
from organisation.models import Unit


def seats_ahead(user: User, on: date) -> QuerySet[Seat]:
    """The seats of `user` at meetings that go on, and at those circulated that are held on `on` or later; the nearest first."""
    ahead = Q(meeting__state=MeetingState.PLANNED, circulated_at__isnull=False, meeting__at__date__gte=on)
    rows = own_seats(user).filter(Q(meeting__state=MeetingState.OPEN) | ahead)
    rows = rows.select_related("meeting__unit").defer("meeting__unit__search_keys")
    return rows.annotate(items=Count("meeting__items")).order_by("meeting__at", "pk")


def seats_waiting(user: User, on: date) -> QuerySet[Seat]:
    """Of these, where something is asked of `user`: the meeting goes on, or its agenda and papers were not opened yet (C7)."""
    return seats_ahead(user, on).filter(Q(meeting__state=MeetingState.OPEN) | Q(read_at=None))


def meetings_to_minute(user: User, on: date) -> QuerySet[Meeting]:
    """Closed meetings of units `user` keeps as secretary whose record or minutes are still to be made (C6), the oldest first."""
    rows = meetings_without_minutes(user, on).select_related("unit").prefetch_related("files")
    return rows.defer("unit__search_keys").order_by("at", "pk")


def emergencies_to_report(user: User, on: date) -> QuerySet[Emergency]:
    """Emergencies of units `user` keeps of which no meeting was told yet (C7), the oldest first."""
    matters = kept_matters(user, on).exclude(state=MatterState.WITHDRAWN).order_by().values("pk")
    rows = Emergency.objects.filter(matter__in=matters, reported_on=None).select_related("matter__unit")
    return rows.defer("matter__search_keys", "matter__form").order_by("decided_on", "pk")


def days_to_report(emergencies: list[Emergency]) -> dict[int, date]:
    """By when a meeting must be told of each of `emergencies` (L11), by its id."""
    calendar = workdays.load()
    return {row.pk: report_due(row, calendar) for row in emergencies}


@dataclass(frozen=True, slots=True)
class InHand:
    """What the keeper of `unit` has in hand: matters in preparation and on agendas, meetings to be held, emergencies to report, each
    with the day by which a meeting must be told.
    """

    unit: Unit
    preparing: int
    scheduled: int
    meetings: int
    reports: list[tuple[Emergency, date]]


def in_hand(user: User, on: date) -> list[InHand]:
    """What `user` keeps at hand, by unit; four queries, one where they keep no unit's matters."""
    units = list(kept_units(user, on).defer("search_keys").order_by("pk"))
    if not units:
        return []
    mine = visible_matters(user, on).filter(unit__in=units, state__in=(*OPEN_STATES, MatterState.SCHEDULED))
    matters = _by_unit(mine.order_by().values_list("unit", "state").annotate(number=Count("pk")))
    planned = Meeting.objects.filter(unit__in=units, state=MeetingState.PLANNED)
    meetings = _by_unit(planned.order_by().values_list("unit", "state").annotate(number=Count("pk")))
    reports = list(emergencies_to_report(user, on))
    days = days_to_report(reports) if reports else {}
    return [
        InHand(
            unit=unit,
            preparing=sum(matters[unit.pk, state] for state in OPEN_STATES),
            scheduled=matters[unit.pk, MatterState.SCHEDULED],
            meetings=meetings[unit.pk, MeetingState.PLANNED],
            reports=[(row, days[row.pk]) for row in reports if row.matter.unit_id == unit.pk],
        )
        for unit in units
    ]


def _by_unit(rows: Iterable[tuple[int, str, int]]) -> Counter[tuple[int, str]]:
    return Counter({(unit, state): number for unit, state, number in rows})
