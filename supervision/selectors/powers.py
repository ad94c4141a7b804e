"""How the six powers were exercised (B1-B6): every app names its records, and all are counted in one way.

Never a score: of each kind of record how many there are, in how many of them nothing was found that stands, how many findings are open.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Count, Exists, OuterRef, Q, QuerySet, Sum
from django.db.models.expressions import Combinable
from django.utils.functional import Promise

from accounts.models import User
from supervision.choices import Closure, FindingState
from supervision.models import Finding
from supervision.policies import visible_findings

WHOLE, WANTING = "whole", "wanting"


@dataclass(frozen=True, slots=True)
class Narrowing:
    """Records of a span of days (both ends held) and, where `procedure` is said, only those that are WHOLE or WANTING."""

    since: date
    until: date
    procedure: str = ""


@dataclass(frozen=True, slots=True)
class Counts:
    """Records of one unit in a span: all of them, those with a standing finding, the money in yuan where money is in them."""

    exercised: int = 0
    wanting: int = 0
    amount: Any = None

    @property
    def whole(self) -> int:
        """Those in which nothing was found that stands."""
        return self.exercised - self.wanting


NOTHING = Counts()


@dataclass(frozen=True, slots=True, kw_only=True)
class Exercise:
    """One kind of record in which a power shows (权力运行记录).

    `source` is what its findings stand under, `also` what further findings of the power do; `visible` the records a user may see on a day, `sees` whether such records are any
    business of theirs; `only` leaves out rows in which nothing was exercised; `day` is the day that counts, `amount` the money in yuan;
    `page` the name of the list's address, which takes `unit`, `since`, `until` and `procedure`.
    """

    clause: str
    title: str | Promise
    source: str
    also: tuple[str, ...] = ()
    page: str
    visible: Callable[[User, date], QuerySet[Any]]
    sees: Callable[[User, date], bool]
    every: Callable[[], QuerySet[Any]]
    day: Combinable
    only: Q = Q()
    amount: Combinable | None = None

    def narrowed(self, rows: QuerySet[Any], to: Narrowing) -> QuerySet[Any]:
        """Of `rows` those exercised in the span."""
        rows = rows.alias(exercised_on=self.day).filter(self.only, exercised_on__range=(to.since, to.until))
        if not to.procedure:
            return rows
        return rows.filter(self._stands if to.procedure == WANTING else ~self._stands)

    def counted(self, rows: QuerySet[Any], units: Iterable[int], to: Narrowing) -> dict[int, Counts]:
        """By the number of the unit, of `units`: how many of `rows` in the span; one query."""
        chosen = self.narrowed(rows.filter(unit__in=list(units)), to).order_by()
        sums: dict[str, Any] = {"sum": Sum(self.amount)} if self.amount is not None else {}
        wanting = Count("pk", filter=self._stands)
        found = chosen.values("unit").annotate(exercised=Count("pk"), wanting=wanting, **sums)
        return {row["unit"]: Counts(row["exercised"], row["wanting"], row.get("sum")) for row in found}

    @property
    def _stands(self) -> Q:
        """Something was found in the record and was neither mended nor explained."""
        rows = Finding.objects.filter(source=self.source, source_id=OuterRef("pk"))
        return Q(Exists(rows.exclude(closure__in=[Closure.FIXED, Closure.EXPLAINED])))


_exercises: list[Exercise] = []


def register(exercise: Exercise) -> None:
    """Let the records of `exercise` count in the picture of a head's power; called in AppConfig.ready()."""
    _exercises.append(exercise)


def exercises() -> list[Exercise]:
    """Every kind of record there is, power by power."""
    return sorted(_exercises, key=lambda one: one.clause)


def sources_of_power(clause: str) -> list[str]:
    """What the findings of a power stand under."""
    return [source for one in _exercises if one.clause == clause for source in (one.source, *one.also)]


def open_findings(user: User, on: date, units: Iterable[int]) -> dict[tuple[int, str], int]:
    """How many findings `user` may see are not closed, by unit and clause of the power; one query."""
    clauses = {source: one.clause for one in _exercises for source in (one.source, *one.also)}
    rows = visible_findings(user, on).filter(unit__in=list(units), source__in=clauses)
    counted = rows.exclude(state=FindingState.CLOSED).order_by().values_list("unit", "source")
    found: dict[tuple[int, str], int] = {}
    for unit, source, number in counted.annotate(number=Count("pk")):
        key = unit, clauses[source]
        found[key] = found.get(key, 0) + number
    return found
