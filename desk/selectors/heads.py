"""Heads: the list of those a user may see on a day, and what one head's page tells."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q, QuerySet

from accounts.models import User
from core.periods import quarter_of
from core.searching import matches
from organisation.models import Absence, Person, Tenure
from rulebook.duties import DUTIES
from rulebook.types import Cadence
from supervision.choices import OPEN_STATES
from supervision.models import Duty
from supervision.policies import (
    own_duties,
    readable_people,
    visible_duties,
    visible_people,
    visible_tenures,
)

NEEDED = ("person", "post__unit", "post__section")
NUL = "\x00"  # an address may hold it, a text of PostgreSQL cannot
HEAVY = ("person__search_keys", "post__unit__search_keys")


@dataclass(frozen=True, slots=True)
class HeadQuery:
    """What the list of heads is asked for; `posts` is "section" for heads of inner sections."""

    q: str = ""
    category: str = ""
    posts: str = ""


def tenures_held(user: User, on: date, query: HeadQuery, *, today: date) -> QuerySet[Tenure]:
    """Tenures held on `on` that answer `query`, among those `user` may see `today`, by unit."""
    where = Q(during__contains=on, post__is_head=query.posts != "section")
    if query.category:
        where &= Q(post__unit__category=query.category)
    if query.q:
        where &= matches(query.q, field="person__search_keys") | matches(
            query.q, field="post__unit__search_keys"
        )
    rows = visible_tenures(user, today).filter(where).select_related(*NEEDED).defer(*HEAVY)
    return rows.order_by("post__unit_id", "post_id")


def person_for(user: User, staff_no: str, *, today: date) -> QuerySet[Person]:
    """The person of `staff_no` where `user` may open their page, else none."""
    seen = visible_people(user, today)
    return seen.none() if NUL in staff_no else seen.filter(staff_no=staff_no)


def tenures_of(user: User, person: Person, *, today: date) -> list[Tenure]:
    """The head's and section head's tenures of `person` that `user` may see, newest first."""
    rows = visible_tenures(user, today).filter(person=person).select_related(*NEEDED).defer(*HEAVY)
    return sorted(rows, key=lambda tenure: tenure.during.lower, reverse=True)


def duties_of(user: User, person: Person, *, today: date, on: date) -> QuerySet[Duty]:
    """Duties for `person` that stood open on `on`, or were of that period or the one before, as far as `user` may see them:
    by office, or because they are their own.
    """
    rows = own_duties(user) if user.person_id == person.pk else visible_duties(user, today)
    quarter_before = quarter_of(quarter_of(on).starts - timedelta(days=1)).starts
    yearly = [rule.kind for rule in DUTIES if rule.cadence == Cadence.YEAR]
    recent = Q(due__gte=quarter_before) | Q(kind__in=yearly, due__gte=date(on.year - 1, 1, 1))
    stood_open = Q(state__in=OPEN_STATES) | Q(closed_on__gt=on)
    found = rows.filter(recent | stood_open, person=person, opens__lte=on, owed_from__lte=on)
    return found.select_related("person", "unit", "post", "fulfilment").order_by("-due", "id")


def may_read(user: User, person: Person, *, today: date) -> bool:
    """Whether `user` may read what was said to `person`: the head themself, and those whose mandate reads."""
    if user.person_id == person.pk:
        return True
    readable = readable_people(user, today)
    return readable is not None and Tenure.objects.filter(readable, person=person).exists()


def absences_of(person: Person) -> list[Absence]:
    """Approved absences of `person`, newest first."""
    return sorted(person.absences.all(), key=lambda absence: absence.during.lower, reverse=True)
