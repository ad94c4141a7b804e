"""Completion at a glance: one pass over the duties a user may see, summed up by quarter, kind and unit category."""

from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncQuarter

from accounts.models import User
from core.periods import Period, quarter_of, quarters_between
from desk.selectors.duties import DutyQuery, facts, in_state, listed_duties
from rulebook.duties import DUTIES
from supervision.choices import DutyState
from supervision.models import Duty
from supervision.policies import visible_duties

TREND_QUARTERS = 8
LATE_UNITS = 10
LATE_ROWS = 20
COUNTED = ("owed", "done", "late", "overdue", "ahead")
EVERYTHING = DutyQuery()


@dataclass(slots=True)
class Completion:
    """How many duties were owed (waived and cancelled left out), done, done late, overdue and still ahead."""

    owed: int = 0
    done: int = 0
    late: int = 0
    overdue: int = 0
    ahead: int = 0

    @property
    def rate(self) -> float | None:
        """Share done in per cent, one decimal; None where nothing was owed."""
        return round(self.done * 100 / self.owed, 1) if self.owed else None

    @property
    def punctual(self) -> float | None:
        """Share done in time, in per cent of what was owed."""
        return round((self.done - self.late) * 100 / self.owed, 1) if self.owed else None

    def add(self, row: dict[str, Any]) -> None:
        """Add one group of the aggregate query."""
        for name in COUNTED:
            setattr(self, name, getattr(self, name) + row[name])


@dataclass(slots=True)
class Dashboard:
    """The numbers of one page: the chosen period, what it is narrowed to, and the trend that leads up to it."""

    period: Period
    on: date
    narrowed: DutyQuery = EVERYTHING
    total: Completion = field(default_factory=Completion)
    kinds: dict[str, Completion] = field(default_factory=dict)
    categories: dict[str, Completion] = field(default_factory=dict)
    quarters: dict[str, Completion] = field(default_factory=dict)
    late_units: list[dict[str, Any]] = field(default_factory=list)
    late_duties: list[Duty] = field(default_factory=list)


def dashboard_of(user: User, on: date, period: Period, narrowed: DutyQuery = EVERYTHING) -> Dashboard:
    """Sum up what `user` may see of what `narrowed` asks for by kind and category: `period` by kind and category, eight
    quarters of trend, who is late; three queries.
    """
    trend = _trend(period, on)
    board = Dashboard(period, on, narrowed, quarters={quarter.key: Completion() for quarter in trend})
    board.kinds = {rule.kind: Completion() for rule in DUTIES if narrowed.kind in {"", rule.kind}}
    first, last = min(trend[0].starts, period.starts), max(trend[-1].ends, period.ends)
    for row in _groups(user, on, first, last, narrowed):
        quarter = quarter_of(row["quarter"])
        if quarter.key in board.quarters:
            board.quarters[quarter.key].add(row)
        if period.starts <= quarter.starts <= period.ends:
            board.total.add(row)
            board.kinds[row["kind"]].add(row)
            board.categories.setdefault(row["unit__category"], Completion()).add(row)
    board.late_units = _late_units(user, on, narrowed)
    late = listed_duties(user, on, replace(narrowed, state=DutyState.OVERDUE))
    board.late_duties = list(late[:LATE_ROWS])
    return board


def completion_by_unit(
    user: User, on: date, period: Period, narrowed: DutyQuery = EVERYTHING
) -> QuerySet[Duty, dict[str, Any]]:
    """One row a unit with something owed in `period`: `unit`, `name` and the counts; the most overdue and least done first."""
    rows = visible_duties(user, on).filter(facts(replace(narrowed, period=period))).order_by()
    named: Any = rows.values("unit", name=F("unit__name"), category=F("unit__category"))
    counted = named.annotate(**_counts(on)).filter(owed__gt=0)
    found: QuerySet[Duty, dict[str, Any]] = counted.order_by("-overdue", F("done") * 100 / F("owed"), "unit")
    return found


def _trend(period: Period, on: date) -> list[Period]:
    """The eight quarters that end with the period's last, but not after the quarter of `on`."""
    last = min(quarter_of(period.ends), quarter_of(on))
    quarters = list(quarters_between(date(last.starts.year - 2, last.starts.month, 1), last.starts))
    return quarters[-TREND_QUARTERS:]


def _counts(on: date) -> dict[str, Count]:
    owed = ~Q(state__in=[DutyState.WAIVED, DutyState.CANCELLED])
    return {
        "owed": Count("pk", filter=owed),
        "done": Count("pk", filter=Q(state=DutyState.DONE)),
        "late": Count("pk", filter=in_state("late", on)),
        "overdue": Count("pk", filter=in_state(DutyState.OVERDUE, on)),
        "ahead": Count("pk", filter=in_state("open", on) & Q(due__gte=on)),
    }


def _groups(user: User, on: date, first: date, last: date, narrowed: DutyQuery) -> list[dict[str, Any]]:
    rows = visible_duties(user, on).filter(facts(narrowed), due__range=(first, last)).order_by()
    quarters = rows.annotate(quarter=TruncQuarter("due")).values("quarter", "kind", "unit__category")
    return [dict(row) for row in quarters.annotate(**_counts(on))]


def _late_units(user: User, on: date, narrowed: DutyQuery) -> list[dict[str, Any]]:
    rows = visible_duties(user, on).filter(facts(narrowed), in_state(DutyState.OVERDUE, on)).order_by()
    late = rows.values(pk_of=F("unit"), name=F("unit__name")).annotate(late=Count("pk"))
    return [dict(row) for row in late.order_by("-late", "pk_of")[:LATE_UNITS]]
