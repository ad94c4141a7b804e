"""Yearly plans: the body that organises drafts its own, another person of the county committee approves; read by whom inspections concern."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from inspections.choices import RevisionState
from inspections.models import Line, Plan, Revision
from inspections.policies.inspections import READ_UNDER, not_of_kin
from organisation.models import Tenure, Unit
from rulebook.establishment import LEADING
from rulebook.procedures.inspections import APPROVED_BY, ORGANISERS
from rulebook.tenure import OWING
from supervision.policies import mandated, scope_of


def organising_bodies(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """Bodies for which `user` drafts plans and organises inspections."""
    numbers = [body.pk for body in scope_of(user, on).bodies if body.function in ORGANISERS]
    return Unit.objects.filter(pk__in=numbers).order_by("pk")


def organises(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` acts for a body that organises inspections. No query."""
    return any(body.function in ORGANISERS for body in scope_of(user, on).bodies)


def visible_plans(user: User | AnonymousUser, on: date) -> QuerySet[Plan]:
    """Plans `user` may see: of the county whose bodies in the procedure they act for."""
    return Plan.objects.filter(county__in=_counties(user, on, _readers()))


def visible_lines(user: User | AnonymousUser, on: date) -> QuerySet[Line]:
    """Lines of plans `user` may see; none about themself or a relative."""
    scope = scope_of(user, on)
    found = Q(revision__plan__county__in=_counties(user, on, _readers()))
    return Line.objects.filter(not_of_kin(found, scope))


def drafted_revisions(user: User | AnonymousUser, on: date) -> QuerySet[Revision]:
    """Revisions `user` may still work on before they are submitted."""
    bodies = organising_bodies(user, on).order_by().values("pk")
    return Revision.objects.filter(plan__body__in=bodies, state=RevisionState.DRAFT)


def approved_revisions(user: User | AnonymousUser, on: date) -> QuerySet[Revision]:
    """Revisions that wait for the approval of `user`; never what they drafted themself."""
    counties = _counties(user, on, {APPROVED_BY.value})
    rows = Revision.objects.filter(plan__county__in=counties, state=RevisionState.SUBMITTED)
    return rows.exclude(drafted_by=user.pk)


def inspectable_tenures(user: User | AnonymousUser, on: date, body: Unit) -> QuerySet[Tenure]:
    """Heads in office whose units `body` may inspect: of its county, but for leading bodies, the user and relatives, and heads it stands back from."""
    scope = scope_of(user, on)
    found = Q()
    for function in ORGANISERS.values():
        if body.function == function.function:
            found |= mandated(scope, function.function, "", county="post__unit__county")
    if not found:
        return Tenure.objects.none()
    held = Tenure.objects.filter(
        not_of_kin(found, scope), post__is_head=True, kind__in=OWING, during__contains=on, post__unit__county=body.county_id
    )  # fmt: skip
    return held.exclude(post__unit__function__in=LEADING).exclude(post__unit=body)


def sees_plans(user: User | AnonymousUser, on: date) -> bool:
    """Whether plans are any business of `user`. No query."""
    readers = _readers()
    return any(body.function in readers for body in scope_of(user, on).bodies)


def _readers() -> set[str]:
    return {*ORGANISERS, *(function.value for function, _clause in READ_UNDER)}


def _counties(user: User | AnonymousUser, on: date, functions: set[str]) -> list[str]:
    return sorted({body.county_id for body in scope_of(user, on).bodies if body.function in functions})
