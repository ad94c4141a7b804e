"""The list of findings, how they count for a unit or a head, and what waits for an answer or an assessment."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Exists, OuterRef, Q, QuerySet

from accounts.models import User
from core.periods import Period
from core.searching import matches
from decisions.models import Matter
from decisions.selectors.checking import SOURCE as MATTERS
from organisation.models import Person, Unit
from supervision.choices import Closure, FindingState
from supervision.models import Finding
from supervision.policies import (
    assessable_findings,
    followed_units,
    own_findings,
    scope_of,
    visible_findings,
)
from supervision.selectors.powers import sources_of_power

LOADED = ("unit", "person")
HEAVY = ("unit__search_keys", "person__search_keys")


@dataclass(frozen=True, slots=True)
class FindingQuery:
    """What a list of findings is asked for; an empty value asks for nothing in particular.

    `power` is the clause of one of the six powers, `year` that of the day it was found, `period` that in which the matter it was found in was put forward.
    """

    whose: str = ""
    state: str = ""
    clause: str = ""
    code: str = ""
    severity: str = ""
    category: str = ""
    year: int | None = None
    period: Period | None = None
    unit: int | None = None
    head: str = ""
    q: str = ""
    power: str = ""


def listed_findings(user: User, on: date, query: FindingQuery) -> QuerySet[Finding]:
    """Findings that answer `query`, among those `user` may see on `on`, newest first."""
    rows = _base(user, on, query.whose).filter(in_state(query.state, on), _facts(query))
    return rows.select_related(*LOADED).defer(*HEAVY).order_by("-raised_on", "-id")


def in_state(state: str, on: date) -> Q:
    """The condition for a state as of `on`. Beside the three: `unsettled` (not closed), `late` (no answer though its day has passed),
    `standing` (what was found and not mended), and the ways of closing.
    """
    conditions = {
        "unsettled": ~Q(state=FindingState.CLOSED),
        "late": Q(state=FindingState.OPEN, answer_due__lt=on),
        "standing": ~Q(closure=Closure.FIXED),
        **{closure.value: Q(closure=closure) for closure in Closure},
    }
    return conditions.get(state, Q(state=state)) if state else Q()


def to_answer(user: User) -> QuerySet[Finding]:
    """What `user` still has to answer as a head, the most pressing first."""
    return _pressing(own_findings(user).filter(state=FindingState.OPEN))


def to_assess(user: User, on: date) -> QuerySet[Finding]:
    """What a body of `user` has to assess: answered, or not answered in time."""
    return _pressing(assessable_findings(user, on))


def sees_findings(user: User, on: date) -> bool:
    """Whether findings are any business of `user`: as a head, or by a mandate over matters."""
    scope = scope_of(user, on)
    return bool(scope.heads_units) or any(reach.matters for reach in scope.reaches)


def counted_findings(user: User, on: date, about: Unit | Person) -> dict[str, int] | None:
    """How the findings about a unit or a head stand, as far as `user` may see them: unsettled, late, judged; two queries at most.

    None for whoever sees no findings at all, or none of the unit, so that nobody takes "none to see" for "none".
    """
    if not sees_findings(user, on):
        return None
    if isinstance(about, Unit) and not followed_units(user, on).filter(pk=about.pk).exists():
        return None
    mine = Q(unit=about) if isinstance(about, Unit) else Q(person=about)
    states = ("unsettled", "late", Closure.UPHELD.value)
    counts = {state: Count("pk", filter=in_state(state, on)) for state in states}
    rows = visible_findings(user, on).filter(mine).order_by()
    found: dict[str, int] = rows.aggregate(**counts)
    return found


def _pressing(rows: QuerySet[Finding]) -> QuerySet[Finding]:
    return rows.select_related(*LOADED).defer(*HEAVY).order_by("answer_due", "id")


def _base(user: User, on: date, whose: str) -> QuerySet[Finding]:
    if whose == "own":
        return own_findings(user)
    return assessable_findings(user, on) if whose == "assess" else visible_findings(user, on)


def _facts(query: FindingQuery) -> Q:
    found = Q()
    for name, path in (
        ("clause", "clause"),
        ("code", "code"),
        ("severity", "severity"),
        ("category", "subject"),
    ):
        if getattr(query, name):
            found &= Q(**{path: getattr(query, name)})
    if query.year:
        found &= Q(raised_on__year=query.year)
    if query.period:
        found &= _put_forward(query.period)
    if query.unit:
        found &= Q(unit=query.unit)
    if query.head:
        found &= Q(person__staff_no=query.head)
    if query.power:
        found &= Q(source__in=sources_of_power(query.power))
    if query.q:
        found &= _said(query.q)
    return found


def _put_forward(period: Period) -> Q:
    matters = Matter.objects.filter(pk=OuterRef("source_id"), proposed_on__range=(period.starts, period.ends))
    return Q(source=MATTERS) & Q(Exists(matters))


def _said(words: str) -> Q:
    by_name = matches(words, field="person__search_keys") | matches(words, field="unit__search_keys")
    return by_name | Q(title__icontains=words) | Q(message__icontains=words)
