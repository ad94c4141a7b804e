"""Audits: the audit bureau by its mandate (A5) carries them out; organisation department and discipline body use the results (C20, A2, A8);
its team sees it, the head sees the own from the notice on. Nobody by office one of themself or a relative (N14): then the next body up sees it.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from audits.choices import UNTOLD, Kind
from audits.models import Audit, Delivery, TeamMember
from decisions.policies import secretary_units
from rulebook.establishment import Function
from supervision.policies import Scope, mandated, scope_of

CONDUCTED_UNDER = (Function.AUDIT, "A5")
USED_BY = ((Function.ORGANISATION, "A2"), (Function.DISCIPLINE, "A8"))


def conducted_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits `user` plans, carries out and follows up for the audit bureau."""
    scope = scope_of(user, on)
    found = mandated(scope, *CONDUCTED_UNDER)
    return Audit.objects.filter(found & not_of_kin(scope)) if found else Audit.objects.none()


def own_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits of `user`, once told of them."""
    person = user.person_id if isinstance(user, User) else None
    if person is None:
        return Audit.objects.none()
    return Audit.objects.filter(person=person).exclude(state__in=UNTOLD)


def own_memberships(user: User | AnonymousUser) -> QuerySet[TeamMember]:
    """Where `user` is a member of an audit team."""
    person = user.person_id if isinstance(user, User) else None
    return TeamMember.objects.filter(person=person, left_on=None) if person else TeamMember.objects.none()


def without_the_unit(audit: str = "") -> Q:
    """Audits of somebody who heads no unit, before a post is taken: who is considered is no business of the unit's (B2). Nobody speaks for it
    then; the audited person answers alone. `audit` leads from the rows to their audit, as in "audit__".
    """
    return Q(**{f"{audit}kind": Kind.BEFORE, f"{audit}post__is_head": False})


def unit_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits for whose unit `user` speaks: as its secretary, or as a head who is not the one audited; from the notice on. None of a deputy
    before a post is taken.
    """
    scope = scope_of(user, on)
    units = {*secretary_units(user, on), *scope.heads_units}
    if not units:
        return Audit.objects.none()
    rows = Audit.objects.filter(unit__in=sorted(units)).exclude(state__in=UNTOLD)
    return rows.filter(~without_the_unit(), not_of_kin(scope))


def answered_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits in which `user` takes the steps of the unit: for it, or as the audited person who answers alone."""
    return unit_audits(user, on) | own_audits(user, on).filter(without_the_unit())


def received_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits whose result was sent to a body `user` acts for."""
    scope = scope_of(user, on)
    bodies = [body.pk for body in scope.bodies]
    if not bodies:
        return Audit.objects.none()
    sent = Delivery.objects.filter(audit=OuterRef("pk"), body__in=bodies)
    return Audit.objects.filter(Exists(sent), not_of_kin(scope))


def visible_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits `user` may see on `on`: by mandate, as a member of the team, as the head audited, for the unit from
    the notice on, or for a body its result was sent to.
    """
    scope = scope_of(user, on)
    found = mandated(scope, *CONDUCTED_UNDER)
    for function, clause in USED_BY:
        found |= mandated(scope, function, clause)
    if scope.person:
        found |= Q(Exists(own_memberships(user).filter(audit=OuterRef("pk"))))
    seen = Audit.objects.filter(found & not_of_kin(scope)) if found else Audit.objects.none()
    return seen | own_audits(user, on) | unit_audits(user, on) | received_audits(user, on)


def sees_audits(user: User | AnonymousUser, on: date) -> bool:
    """Whether audits are any business of `user`: by office, or one of their own. At most one query."""
    functions = {CONDUCTED_UNDER[0], *(function for function, _clause in USED_BY)}
    scope = scope_of(user, on)
    return (
        any(body.function in functions for body in scope.bodies)
        or bool(scope.heads_units)
        or visible_audits(user, on).exists()
    )


def not_of_kin(scope: Scope, person: str = "person") -> Q:
    """Rows, by their field `person`, that are about neither the user nor a registered relative."""
    return ~Q(**{f"{person}__in": sorted(scope.barred)}) if scope.barred else Q()
