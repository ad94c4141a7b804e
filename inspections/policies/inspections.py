"""Inspections: the body that organises one works on it; the discipline body, the organisation department, the county committee and the linked
leader read it by their mandate (A8, A2, A1); the head and the unit from the day it is called. Nobody works on a relative's.

A deputy is none of these: they see their own page of what they were drawn for, and no other (inspections.policies.deputies).
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.policies import grants_of
from inspections.models import Inspection
from rulebook.establishment import Function
from rulebook.procedures.inspections import ORGANISERS, TOLD
from rulebook.roles import Role
from supervision.policies import Scope, mandated, scope_of

READ_UNDER = ((Function.DISCIPLINE, "A8"), (Function.ORGANISATION, "A2"), (Function.COUNTY_COMMITTEE, ""))


def organised_inspections(user: User | AnonymousUser, on: date) -> QuerySet[Inspection]:
    """Inspections `user` works on for the body that organises them."""
    scope = scope_of(user, on)
    return _rows(not_of_kin(_organised(scope), scope))


def answered_inspections(user: User | AnonymousUser, on: date) -> QuerySet[Inspection]:
    """Inspections of units for which `user` answers, as a head or the unit's secretary, once they were told."""
    units = sorted(units_spoken_for(user, on))
    return Inspection.objects.filter(unit__in=units, state__in=TOLD) if units else Inspection.objects.none()


def followed_inspections(user: User | AnonymousUser, on: date) -> QuerySet[Inspection]:
    """Inspections `user` organises or reads by mandate, with the draw and the deputies' own words; none about themself or a relative."""
    return _rows(_followed(scope_of(user, on)))


def visible_inspections(user: User | AnonymousUser, on: date) -> QuerySet[Inspection]:
    """Inspections `user` may open on `on`: those they follow, and as head or for the unit those that were told."""
    scope = scope_of(user, on)
    found = _followed(scope)
    told = Q(unit__in=sorted(units_spoken_for(user, on)))
    if scope.person:
        told |= Q(person=scope.person)
    return _rows(found | told & Q(state__in=TOLD))


def sees_inspections(user: User | AnonymousUser, on: date) -> bool:
    """Whether inspections are any business of `user`. No query beside the scope."""
    scope = scope_of(user, on)
    functions = {*ORGANISERS, *(function for function, _clause in READ_UNDER)}
    acts = any(body.function in functions for body in scope.bodies)
    return acts or bool(scope.linked_units) or bool(units_spoken_for(user, on))


def units_spoken_for(user: User | AnonymousUser, on: date) -> set[int]:
    """The units `user` heads, or is secretary of."""
    kept = {grant.body.pk for grant in grants_of(user, on) if grant.role == Role.SECRETARY and grant.body}
    return kept | scope_of(user, on).heads_units


def not_of_kin(found: Q, scope: Scope, person: str = "person") -> Q:
    """Rows of `found` but those about the user or a relative."""
    return found & ~Q(**{f"{person}__in": sorted(scope.barred)}) if found and scope.barred else found


def _followed(scope: Scope) -> Q:
    found = _organised(scope)
    for function, clause in READ_UNDER:
        found |= mandated(scope, function, clause)
    if scope.linked_units:
        found |= Q(unit__in=sorted(scope.linked_units))
    return not_of_kin(found, scope)


def _organised(scope: Scope) -> Q:
    found = Q()
    for function in ORGANISERS:
        where = mandated(scope, Function(function), "")
        if where:
            found |= where & Q(body__function=function)
    return found


def _rows(found: Q) -> QuerySet[Inspection]:
    return Inspection.objects.filter(found) if found else Inspection.objects.none()
