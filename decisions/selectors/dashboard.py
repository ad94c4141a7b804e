"""Decisions at a glance: kinds and outcomes, complete procedure, missing steps, emergencies, votes, turnout; by unit."""

from dataclasses import dataclass, field, fields
from datetime import date
from typing import Any

from django.db.models import Count, F, QuerySet, Sum

from accounts.models import User
from core.periods import Period
from decisions.choices import MeetingState
from decisions.models import Matter, Stance
from decisions.policies import visible_matters
from decisions.selectors import counted
from decisions.selectors.checking import SOURCE
from decisions.selectors.meetings import TAKING_PART
from rulebook.procedures.decisions import MatterCategory
from supervision.choices import Closure
from supervision.policies import visible_findings


@dataclass(slots=True)
class Numbers:
    """How many matters were put forward, what they came to, and how they were decided; `due` and `present` are members, by item."""

    total: int = 0
    decided: int = 0
    passed: int = 0
    rejected: int = 0
    deferred: int = 0
    pending: int = 0
    withdrawn: int = 0
    complete: int = 0
    incomplete: int = 0
    emergency: int = 0
    against: int = 0
    changed: int = 0
    departed: int = 0
    due: int = 0
    present: int = 0

    def add(self, row: dict[str, Any]) -> None:
        """Add one group of an aggregate query."""
        for name in row.keys() & {one.name for one in fields(self)}:
            setattr(self, name, getattr(self, name) + row[name])

    @property
    def complete_share(self) -> float | None:
        """Share of the decided with complete procedure, in per cent."""
        return _share(self.complete, self.decided)

    @property
    def emergency_share(self) -> float | None:
        """Share of all put forward that went ahead as emergencies, in per cent."""
        return _share(self.emergency, self.total)

    @property
    def turnout(self) -> float | None:
        """Share of the members due who took part, in per cent: there for the item and not recused."""
        return _share(self.present, self.due)


@dataclass(slots=True)
class Board:
    """The numbers of one page: in all, by kind, by unit, and what was found by clause."""

    period: Period
    unit: int | None
    total: Numbers = field(default_factory=Numbers)
    categories: dict[str, Numbers] = field(default_factory=dict)
    units: dict[int, tuple[str, Numbers]] = field(default_factory=dict)
    clauses: dict[str, int] = field(default_factory=dict)


def board_of(user: User, on: date, period: Period, unit: int | None = None) -> Board:
    """Sum up the matters put forward in `period` that `user` may see, of one unit or all; three queries beside the scope."""
    board = Board(period, unit, categories={category.value: Numbers() for category in MatterCategory})
    matters = visible_matters(user, on).filter(counted.put_forward_in(period))
    if unit:
        matters = matters.filter(unit=unit)
    for row in _groups(matters):
        board.total.add(row)
        board.categories[row["category"]].add(row)
        board.units.setdefault(row["unit_pk"], (row["name"], Numbers()))[1].add(row)
    for row in _members(matters):
        board.total.add(row)
        if row["unit_pk"] in board.units:
            board.units[row["unit_pk"]][1].add(row)
    board.clauses = _found(user, on, period, unit)
    return board


def _groups(matters: QuerySet[Matter]) -> list[dict[str, Any]]:
    conditions = counted.OUTCOMES | {
        "complete": counted.complete(),
        "incomplete": counted.complete(False),
        "emergency": counted.EMERGENCY,
        "against": counted.against(),
        "changed": counted.changed(),
        "departed": counted.departed(),
    }
    counts: dict[str, Any] = {name: Count("pk", filter=condition) for name, condition in conditions.items()}
    counts |= {"due": Sum("imported_due"), "present": Sum("imported_present")}
    rows = matters.order_by().values("category", unit_pk=F("unit"), name=F("unit__name"))
    return [dict(row) for row in rows.annotate(total=Count("pk"), **counts)]


def _members(matters: QuerySet[Matter]) -> list[dict[str, Any]]:
    """Members due and taking part, for each item of a closed meeting under which one of the matters was put; of imported matters that is
    counted with the matter.
    """
    stances = Stance.objects.filter(
        item__matter__in=matters.order_by().values("pk"), item__meeting__state=MeetingState.CLOSED
    )
    rows = stances.order_by().values(unit_pk=F("item__meeting__unit"))
    return [dict(row) for row in rows.annotate(due=Count("pk"), present=Count("pk", filter=TAKING_PART))]


def _found(user: User, on: date, period: Period, unit: int | None) -> dict[str, int]:
    """What was found in matters put forward in `period` and not mended, by clause, as far as `user` may see it."""
    matters = Matter.objects.filter(counted.put_forward_in(period)).order_by().values("pk")
    rows = visible_findings(user, on).filter(source=SOURCE, source_id__in=matters)
    if unit:
        rows = rows.filter(unit=unit)
    found = rows.exclude(closure=Closure.FIXED).order_by().values("clause").annotate(number=Count("pk"))
    return {row["clause"]: row["number"] for row in found}


def _share(part: int, whole: int) -> float | None:
    return round(part * 100 / whole, 1) if whole else None
