"""Completion at a glance: one pass over the duties a user may see, summed up by quarter, kind and unit category."""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, F, Q
from django.db.models.functions import TruncQuarter

from accounts.models import User
from core.periods import Period, quarter_of, quarters_between
from desk.selectors.duties import DutyQuery, in_state, listed_duties
from rulebook.duties import DUTIES
from supervision.choices import DutyState
from supervision.models import Duty
from supervision.policies import visible_duties

TREND_QUARTERS = 8
LATE_UNITS = 10
LATE_ROWS = 20


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
        for name in ("owed", "done", "late", "overdue", "ahead"):
            setattr(self, name, getattr(self, name) + row[name])


@dataclass(slots=True)
class Dashboard:
    """The numbers of one page: the chosen period, and the trend that leads up to it."""

    period: Period
    total: Completion = field(default_factory=Completion)
    kinds: dict[str, Completion] = field(default_factory=dict)
    categories: dict[str, Completion] = field(default_factory=dict)
    quarters: dict[str, Completion] = field(default_factory=dict)
    late_units: list[dict[str, Any]] = field(default_factory=list)
    late_duties: list[Duty] = field(default_factory=list)


def dashboard_of(user: User, on: date, period: Period) -> Dashboard:
    """Sum up what `user` may see: `period` by kind and category, eight quarters of trend, who is late; three queries."""
    trend = _trend(period, on)
    board = Dashboard(period, quarters={quarter.key: Completion() for quarter in trend})
    board.kinds = {rule.kind: Completion() for rule in DUTIES}
    for row in _groups(user, on, min(trend[0].starts, period.starts), max(trend[-1].ends, period.ends)):
        quarter = quarter_of(row["quarter"])
        if quarter.key in board.quarters:
            board.quarters[quarter.key].add(row)
        if period.starts <= quarter.starts <= period.ends:
            board.total.add(row)
            board.kinds[row["kind"]].add(row)
            board.categories.setdefault(row["unit__category"], Completion()).add(row)
    board.late_units = _late_units(user, on)
    board.late_duties = list(listed_duties(user, on, DutyQuery(state=DutyState.OVERDUE))[:LATE_ROWS])
    return board


def _trend(period: Period, on: date) -> list[Period]:
    """The eight quarters that end with the period's last, but not after the quarter of `on`."""
    last = min(quarter_of(period.ends), quarter_of(on))
    quarters = list(quarters_between(date(last.starts.year - 2, last.starts.month, 1), last.starts))
    return quarters[-TREND_QUARTERS:]


def _groups(user: User, on: date, first: date, last: date) -> list[dict[str, Any]]:
    owed = ~Q(state__in=[DutyState.WAIVED, DutyState.CANCELLED])
    counts = {
        "owed": Count("pk", filter=owed),
        "done": Count("pk", filter=Q(state=DutyState.DONE)),
        "late": Count("pk", filter=in_state("late", on)),
        "overdue": Count("pk", filter=in_state(DutyState.OVERDUE, on)),
        "ahead": Count("pk", filter=in_state("open", on) & Q(due__gte=on)),
    }
    rows = visible_duties(user, on).filter(due__range=(first, last)).order_by()
    quarters = rows.annotate(quarter=TruncQuarter("due")).values("quarter", "kind", "unit__category")
    return [dict(row) for row in quarters.annotate(**counts)]


def _late_units(user: User, on: date) -> list[dict[str, Any]]:
    rows = visible_duties(user, on).filter(in_state(DutyState.OVERDUE, on)).order_by()
    late = rows.values(pk_of=F("unit"), name=F("unit__name")).annotate(late=Count("pk"))
    return [dict(row) for row in late.order_by("-late", "pk_of")[:LATE_UNITS]]
