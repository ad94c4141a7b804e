"""Lists of appraisals and what waits in them; always through the policies."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from appraisals.models import Appraisal, Round
from appraisals.policies import (
    checked_appraisals,
    kept_meetings,
    organised_appraisals,
    organised_rounds,
    own_appraisals,
    sealed_appraisals,
    visible_appraisals,
)
from core.searching import matches
from rulebook.procedures.appraisals import OVER, State

RUNNING, LATE, STATED, ANY_SIGN = "running", "late", "stated", "any"
NEEDED = ("person", "unit", "post", "round")


@dataclass(frozen=True, slots=True)
class AppraisalQuery:
    """What the list is narrowed by; empty values ask for everything. `state` also RUNNING (not over), STATED (handed in, to be published)
    or LATE (no statement in time); `sign` also ANY_SIGN.
    """

    text: str = ""
    state: str = ""
    year: int | None = None
    category: str = ""
    sign: str = ""
    round: int | None = None


def appraisals_matching(user: User, on: date, query: AppraisalQuery) -> QuerySet[Appraisal]:
    """Appraisals `user` may open that answer `query`, the latest first."""
    rows = (
        visible_appraisals(user, on)
        .filter(narrowing(query, on))
        .select_related(*NEEDED)
        .defer("content", "search_keys", "unit__search_keys", "person__search_keys")
    )
    return rows.order_by("-year", "-pk")


def narrowing(query: AppraisalQuery, on: date) -> Q:
    """The condition by which rows answer `query`: of lists, and of the numbers that lead to them."""
    found = matches(query.text) if query.text else Q()
    for name, value in (("year", query.year), ("round", query.round), ("unit__category", query.category)):
        if value:
            found &= Q(**{name: value})
    if query.sign:
        found &= ~Q(signs=[]) if query.sign == ANY_SIGN else Q(signs__contains=[query.sign])
    if query.state == RUNNING:
        return found & ~Q(state__in=OVER)
    if query.state == LATE:
        return found & unstated(on)
    if query.state == STATED:
        return found & Q(state=State.SET_UP, stated_on__isnull=False)
    return found & Q(state=query.state) if query.state else found


def unstated(on: date) -> Q:
    """Appraisals whose head let the day for the statement pass."""
    return Q(state=State.SET_UP, stated_on=None, round__statements_due__lt=on)


def years_offered(user: User, on: date) -> list[int]:
    """The years of the appraisals `user` may see, the latest first."""
    years = visible_appraisals(user, on).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def rounds_listed(user: User, on: date) -> QuerySet[Round]:
    """Rounds `user` leads, the latest first."""
    return organised_rounds(user, on).select_related("body", "county").order_by("-year", "pk")


def own_to_state(user: User) -> QuerySet[Appraisal]:
    """Statements `user` owes as a head."""
    return _waiting(own_appraisals(user).filter(state=State.SET_UP, stated_on=None))


def own_to_comment(user: User, since: date) -> QuerySet[Appraisal]:
    """Results of `user` published since a day, to which nothing was said."""
    return _waiting(own_appraisals(user).filter(state=State.SEALED, sealed_on__gte=since, comment=None))


def to_publish(user: User, on: date) -> QuerySet[Appraisal]:
    """Statements handed in that `user` publishes or gives back."""
    rows = organised_appraisals(user, on).filter(state=State.SET_UP, stated_on__isnull=False)
    return _waiting(rows)


def to_open(user: User, on: date) -> QuerySet[Appraisal]:
    """Ballots whose day passed without being opened: the statement came too late for it."""
    return _waiting(organised_appraisals(user, on).filter(state=State.PUBLISHED, round__opens_on__lt=on))


def to_record(user: User, on: date) -> QuerySet[Appraisal]:
    """Meetings `user` has still to write down, once the ballot is open."""
    rows = kept_meetings(user, on).filter(state__in=[State.VOTING, State.CLOSED], meeting=None)
    return _waiting(rows)


def to_seal(user: User, on: date) -> QuerySet[Appraisal]:
    """Results that wait for `user` to seal them."""
    return _waiting(sealed_appraisals(user, on).filter(state=State.CLOSED))


def to_check(user: User, on: date) -> QuerySet[Appraisal]:
    """Statements `user` may give back."""
    return checked_appraisals(user, on).filter(state=State.SET_UP, stated_on__isnull=False)


def _waiting(rows: QuerySet[Appraisal]) -> QuerySet[Appraisal]:
    needed = rows.select_related(*NEEDED).defer("content", "search_keys")
    return needed.order_by("round__statements_due", "pk")
