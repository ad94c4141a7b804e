"""Lists of matters and what a form of one offers; always through the policies."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from core.models import Event
from core.periods import Period
from core.searching import matches
from decisions.choices import DECIDED_STATES, MatterState
from decisions.models import Matter, MatterDraft, Resolution
from decisions.policies import listing_units, visible_matters
from decisions.selectors import counted
from decisions.selectors.exercised import DECISIONS
from organisation.models import Person, Tenure, Unit
from supervision.selectors.powers import Narrowing

VIEWED = "matter.viewed"
UNITS_OFFERED = 300  # a longer list is no help; units are found by name in the search then
MATTERS_OFFERED = 200
PEOPLE_FOUND = 10
TABS: dict[str, tuple[MatterState, ...]] = {
    "preparing": (MatterState.PREPARING, MatterState.DEFERRED),
    "scheduled": (MatterState.SCHEDULED,),
    "decided": DECIDED_STATES,
    "": tuple(MatterState),
}


@dataclass(frozen=True, slots=True)
class MatterQuery:
    """What a list of matters is narrowed by; empty values ask for everything. From `period` on: what the dashboard counts by."""

    tab: str = ""
    unit: int | None = None
    category: str = ""
    state: str = ""
    flag: str = ""
    year: int | None = None
    text: str = ""
    emergency: bool = False
    period: Period | None = None
    outcome: str = ""
    complete: str = ""
    clause: str = ""
    code: str = ""
    against: bool = False
    changed: bool = False
    exercised: Narrowing | None = None


def matters_matching(user: User, on: date, query: MatterQuery) -> QuerySet[Matter]:
    """Matters `user` may see that answer `query`, newest first."""
    matters = visible_matters(user, on).filter(_wanted(query))
    if query.exercised:
        matters = DECISIONS.narrowed(matters, query.exercised)
    if query.text:
        matters = matters.filter(_said(query.text))
    return matters.select_related("unit").order_by("-proposed_on", "-pk")


def _wanted(query: MatterQuery) -> Q:
    found = Q(state__in=TABS[query.tab]) if query.tab else Q()
    for name, value in (("unit", query.unit), ("category", query.category), ("state", query.state)):
        if value:
            found &= Q(**{name: value})
    if query.flag:
        found &= Q(flags__contains=[query.flag])
    if query.year:
        found &= Q(proposed_on__year=query.year)
    return found & _counted(query)


def _counted(query: MatterQuery) -> Q:
    """The conditions by which the dashboard counts."""
    found = Q()
    if query.period:
        found &= counted.put_forward_in(query.period)
    if query.outcome:
        found &= counted.OUTCOMES[query.outcome]
    if query.complete:
        found &= counted.complete(query.complete == "yes")
    for name, value in (("clause", query.clause), ("code", query.code)):
        if value:
            found &= counted.found_with(**{name: value})
    if query.emergency:
        found &= counted.EMERGENCY
    if query.against:
        found &= counted.against()
    return found & counted.changed() if query.changed else found


def _said(text: str) -> Q:
    return matches(text) | matches(text, field="unit__search_keys")


def units_offered(user: User, on: date) -> list[Unit]:
    """The units the list can be narrowed to; none where they are too many to choose from."""
    units = list(listing_units(user, on).only("name").order_by("name", "pk")[: UNITS_OFFERED + 1])
    return units if len(units) <= UNITS_OFFERED else []


def own_drafts(user: User) -> QuerySet[MatterDraft]:
    """What `user` began to type and did not file, last changed first."""
    return MatterDraft.objects.filter(entered_by=user, matter=None)


def changeable_matters(unit: Unit, user: User, on: date) -> QuerySet[Matter]:
    """Decided matters of `unit` whose resolution a new matter may change (C10)."""
    passed = (MatterState.PASSED, MatterState.CLOSED)
    decided = visible_matters(user, on).filter(unit=unit, state__in=passed)
    return decided.order_by("-proposed_on", "-pk")[:MATTERS_OFFERED]


def leaders_of(unit: Unit, on: date) -> QuerySet[Person]:
    """The members of the unit's leading body on `on`: who may be in charge of a matter."""
    seats = Tenure.objects.filter(post__unit=unit, post__section=None, during__contains=on)
    return Person.objects.filter(pk__in=seats.values("person")).order_by("name", "pk")


def people_of_county(county: str) -> QuerySet[Person]:
    """Everyone with a post in the county, now or before."""
    return Person.objects.filter(
        pk__in=Tenure.objects.filter(post__unit__county=county).order_by().values("person")
    )


def people_named(text: str, county: str, on: date) -> list[tuple[Person, str]]:
    """At most PEOPLE_FOUND people of the county that answer `text`, each with their post on `on`."""
    people = list(people_of_county(county).filter(matches(text)).order_by("name", "pk")[:PEOPLE_FOUND])
    return [(person, post) for person, post in zip(people, posts_of(people, on), strict=True)]


def posts_of(people: list[Person], on: date) -> list[str]:
    """The post of each of `people` on `on`, in their order; empty for who holds none. One query."""
    tenures = Tenure.objects.filter(person__in=people, during__contains=on).select_related("post__unit")
    held = {row.person_id: f"{row.post.unit}{row.post.title}" for row in tenures.order_by("-post__is_head")}
    return [held.get(person.pk, "") for person in people]


def resolutions_of(matter: Matter) -> QuerySet[Resolution]:
    """What was resolved on `matter`, last first."""
    return matter.resolutions.select_related("item__meeting").order_by("-on", "-pk")


def viewings_of(matter: Matter) -> QuerySet[Event]:
    """Who opened the page of a personnel matter, last first (B2)."""
    seen = Event.objects.filter(action=VIEWED, target_type=matter._meta.label_lower, target_id=matter.pk)
    return seen.select_related("actor__person").order_by("-at", "-pk")


def happenings_of(matter: Matter) -> QuerySet[Event]:
    """What was done to `matter`, in order; viewings left out."""
    done = Event.objects.filter(target_type=matter._meta.label_lower, target_id=matter.pk)
    return done.exclude(action=VIEWED).select_related("actor__person").order_by("at", "pk")
