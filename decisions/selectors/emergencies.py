"""Emergencies: those of a unit, and how often it decides without a meeting (C7)."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet

from accounts.models import User
from core.periods import years_after
from core.workdays import WorkdayCalendar
from decisions.choices import MatterState
from decisions.models import Emergency, Matter
from decisions.policies import visible_matters
from organisation.models import Unit
from rulebook.procedures.decisions import COLLECTIVE, numbers_on


@dataclass(frozen=True, slots=True)
class Share:
    """How many of the collective matters of the last twelve months were decided as emergencies, in a unit and in its county."""

    emergencies: int
    matters: int
    in_county: int
    matters_in_county: int
    since: date

    @property
    def percent(self) -> int:
        """The unit's share, rounded."""
        return round(100 * self.emergencies / self.matters) if self.matters else 0

    @property
    def percent_in_county(self) -> int:
        """The county's share, rounded."""
        return round(100 * self.in_county / self.matters_in_county) if self.matters_in_county else 0

    @property
    def is_above_county(self) -> bool:
        """Whether the unit decides so more often than the county as a whole."""
        return self.emergencies * self.matters_in_county > self.in_county * self.matters


def report_due(emergency: Emergency, calendar: WorkdayCalendar) -> date:
    """By when a meeting must be told of `emergency` (L11)."""
    days = numbers_on(emergency.matter.proposed_on).emergency_days or 0
    return calendar.add(emergency.decided_on, days)


def emergencies_of(unit: Unit, user: User, on: date) -> QuerySet[Emergency]:
    """The unit's emergencies on matters `user` may see, newest first."""
    matters = visible_matters(user, on).filter(unit=unit).order_by().values("pk")
    return (
        Emergency.objects.filter(matter__in=matters)
        .select_related("matter__unit")
        .order_by("-decided_on", "-pk")
    )


def emergency_share(unit: Unit, user: User, on: date) -> Share:
    """The unit's share in the twelve months up to `on`, over matters `user` may see; the county's over all its matters."""
    since = years_after(on, -1)
    proposed = Matter.objects.filter(
        category__in=sorted(COLLECTIVE), proposed_on__gt=since, proposed_on__lte=on
    ).exclude(state=MatterState.WITHDRAWN)
    seen = visible_matters(user, on).order_by().values("pk")
    counted = {"all": Count("pk"), "urgent": Count("pk", filter=Q(emergency__isnull=False))}
    own = proposed.filter(unit=unit, pk__in=seen).order_by().aggregate(**counted)
    county = proposed.filter(county=unit.county_id).order_by().aggregate(**counted)
    return Share(own["urgent"], own["all"], county["urgent"], county["all"], since)
