"""The picture of a head's power (权力运行): what was exercised in the units they headed, and how like units stand."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from statistics import median

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from core.periods import Period
from core.rows import as_product
from core.searching import matches
from organisation.models import Person, Post, Unit
from rulebook.powers import LEAST_LIKE, POWERS
from supervision.policies import visible_tenures, visible_units
from supervision.selectors.powers import NOTHING, Counts, Exercise, Narrowing, exercises, open_findings


@dataclass(frozen=True, slots=True)
class Span:
    """A unit a person headed, and the days of the period on which they did (both held)."""

    unit: Unit
    days: Narrowing


@dataclass(frozen=True, slots=True)
class Like:
    """How units of the same category stand in the same days: how many units, records a unit (median), and those that are whole."""

    units: int
    median: float
    exercised: int
    whole: int


@dataclass(frozen=True, slots=True)
class Line:
    """One kind of record in a unit; `like` is None where too few units are alike to be compared."""

    exercise: Exercise
    counts: Counts
    like: Like | None


@dataclass(frozen=True, slots=True)
class Panel:
    """One power: a line for each kind of record, the findings still open; None of both where the user has no business with it."""

    clause: str
    lines: list[Line] = field(default_factory=list)
    findings: int = 0


def spans_of(user: User, person: Person, period: Period, today: date) -> list[Span]:
    """The units `person` headed within `period`, as far as `user` may see it; tenures that touch count as one. One query."""
    rows = visible_tenures(user, today).filter(
        person=person, post__is_head=True, during__overlap=(period.starts, period.ends + timedelta(days=1))
    )
    spans: list[Span] = []
    for tenure in rows.select_related("post__unit").order_by("post__unit", "during"):
        since = max(period.starts, tenure.during.lower)
        until = period.ends
        if tenure.during.upper is not None:
            until = min(until, tenure.during.upper - timedelta(days=1))
        last = spans[-1] if spans else None
        if last and last.unit == tenure.post.unit and since <= last.days.until + timedelta(days=1):
            spans[-1] = Span(last.unit, Narrowing(last.days.since, max(until, last.days.until)))
        else:
            spans.append(Span(tenure.post.unit, Narrowing(since, until)))
    return spans


def panels_of(user: User, span: Span, on: date) -> list[Panel]:
    """The six powers in `span`; a constant number of queries."""
    seen = [one for one in exercises() if one.sees(user, on)]
    open_now = open_findings(user, on, [span.unit.pk])
    like = _like_units(span.unit)
    lines = defaultdict(list)
    for one in seen:
        own = one.counted(one.visible(user, on), [span.unit.pk], span.days).get(span.unit.pk, NOTHING)
        lines[one.clause].append(Line(one, own, _compared(one, like, span.days)))
    return [Panel(clause, lines[clause], open_now.get((span.unit.pk, clause), 0)) for clause in POWERS]


def _like_units(unit: Unit) -> list[int]:
    """Other headed units of the same category in the same county."""
    headed = Post.objects.filter(unit=OuterRef("pk"), is_head=True)
    rows = Unit.objects.filter(Exists(headed), county=unit.county_id, category=unit.category)
    return list(rows.exclude(pk=unit.pk).values_list("pk", flat=True))


def _compared(exercise: Exercise, like: list[int], days: Narrowing) -> Like | None:
    if len(like) < LEAST_LIKE.value:
        return None
    with as_product("a unit stands beside all units like it, of which the reader sees the numbers alone"):
        counts = exercise.counted(exercise.every(), like, days)
    numbers = [counts.get(unit, NOTHING).exercised for unit in like]
    return Like(len(like), median(numbers), sum(numbers), sum(one.whole for one in counts.values()))


def overview_units(user: User, on: date, *, q: str = "", category: str = "") -> QuerySet[Unit]:
    """Headed units `user` may open that answer the search."""
    headed = Post.objects.filter(unit=OuterRef("pk"), is_head=True)
    rows = visible_units(user, on).filter(Exists(headed))
    if q:
        rows = rows.filter(matches(q))
    if category:
        rows = rows.filter(category=category)
    return rows.defer("search_keys").order_by("county_id", "id")


def panels_by_unit(user: User, units: Iterable[int], days: Narrowing, on: date) -> dict[int, list[Panel]]:
    """The six powers of many units (by number), uncompared; a constant number of queries."""
    numbers = list(units)
    open_now = open_findings(user, on, numbers)
    counted = [
        (one, one.counted(one.visible(user, on), numbers, days)) for one in exercises() if one.sees(user, on)
    ]
    return {
        unit: [
            Panel(
                clause,
                [Line(one, found.get(unit, NOTHING), None) for one, found in counted if one.clause == clause],
                open_now.get((unit, clause), 0),
            )
            for clause in POWERS
        ]
        for unit in numbers
    }
