"""The list of duties: what is asked of it, and the rows that answer."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from accounts.models import User
from core.periods import Period
from core.searching import matches
from organisation.models import Person, Unit
from rulebook.duties import DUTIES
from supervision.choices import OPEN_STATES, DutyState
from supervision.models import Duty
from supervision.policies import own_duties, visible_duties, visible_people, visible_units
from supervision.selectors.acting import acting_duties, escalated_duties, must_act

# Few names found: ask by their ids, which have an index each. Many: any walk through the list soon meets fifty.
FEW = 300
ORDERS = {"due": ("due", "id"), "-due": ("-due", "-id"), "unit": ("unit_id", "due", "id")}


@dataclass(frozen=True, slots=True)
class DutyQuery:
    """What a list of duties is asked for; an empty value asks for nothing in particular."""

    whose: str = ""
    state: str = ""
    kind: str = ""
    period: Period | None = None
    category: str = ""
    by: str = ""
    unit: int | None = None
    head: str = ""
    q: str = ""
    sort: str = "due"


def listed_duties(user: User, on: date, query: DutyQuery) -> QuerySet[Duty]:
    """Duties that answer `query`, among those `user` may see on `on`, in order, with head, unit, post and proof."""
    rows = _base(user, on, query.whose).filter(in_state(query.state, on), facts(query))
    if query.by:
        rows = rows.filter(must_act(query.by))
    if query.q:
        rows = rows.filter(_named(user, on, query.q))
    rows = rows.select_related("person", "unit", "post", "fulfilment")
    return rows.defer("person__search_keys", "unit__search_keys").order_by(*ORDERS[query.sort])


def in_state(state: str, on: date) -> Q:
    """The condition for a state as of `on`, also where the night's sweep has not run yet (L20).

    Beside the six states: `open` (any of the first three), `week` (open, due this week), `late` (done after the due day),
    `ontime` (done by it), `ahead` (open, not overdue), `owed` (neither waived nor cancelled).
    """
    still_open = Q(state__in=OPEN_STATES)
    conditions = {
        "open": still_open,
        "week": still_open & Q(due__range=(on, week_end(on))),
        "late": Q(state=DutyState.DONE, late=True),
        "ontime": Q(state=DutyState.DONE, late=False),
        "ahead": still_open & Q(due__gte=on),
        "owed": ~Q(state__in=[DutyState.WAIVED, DutyState.CANCELLED]),
        DutyState.OVERDUE: still_open & Q(due__lt=on),
        DutyState.DUE_SOON: still_open & Q(due__gte=on) & _warned(on),
        DutyState.PLANNED: still_open & Q(due__gte=on) & ~_warned(on),
    }
    return conditions.get(state, Q(state=state)) if state else Q()


def pressing(on: date) -> Q:
    """The condition for duties that ask for somebody's attention on `on`: due soon or overdue."""
    return Q(state__in=OPEN_STATES) & _warned(on)


def week_end(on: date) -> date:
    """The Sunday of the week that contains `on`."""
    return on + timedelta(days=6 - on.weekday())


def _warned(on: date) -> Q:
    kinds: dict[int, list[str]] = {}
    for rule in DUTIES:
        kinds.setdefault(rule.warn_days, []).append(rule.kind)
    if len(kinds) == 1:
        (days,) = kinds
        return Q(due__lte=on + timedelta(days=days))
    found = Q()
    for days, of in kinds.items():
        found |= Q(kind__in=of, due__lte=on + timedelta(days=days))
    return found


def _base(user: User, on: date, whose: str) -> QuerySet[Duty]:
    if whose == "acting":
        return acting_duties(user, on)
    if whose == "escalated":
        return escalated_duties(user, on)
    return own_duties(user) if whose == "own" else visible_duties(user, on)


def facts(query: DutyQuery) -> Q:
    """The condition for what is asked by kind, period, unit and head; the state and the search words are not in it."""
    found = Q()
    if query.kind:
        found &= Q(kind=query.kind)
    if query.period:
        found &= Q(due__range=(query.period.starts, query.period.ends))
    if query.category:
        found &= Q(unit__category=query.category)
    if query.unit:
        found &= Q(unit=query.unit)
    if query.head:
        found &= Q(person__staff_no=query.head)
    return found


def _named(user: User, on: date, words: str) -> Q:
    people = _few(visible_people(user, on).filter(matches(words)))
    units = _few(visible_units(user, on).filter(matches(words)))
    by_person = matches(words, field="person__search_keys") if people is None else Q(person_id__in=people)
    by_unit = matches(words, field="unit__search_keys") if units is None else Q(unit_id__in=units)
    return by_person | by_unit


def _few(rows: QuerySet[Person] | QuerySet[Unit]) -> list[int] | None:
    found = list(rows.order_by().values_list("pk", flat=True)[: FEW + 1])
    return found if len(found) <= FEW else None
