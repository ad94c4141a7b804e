"""Whose heads a body appraises: the organisation department those the county manages (A2), a competent department those it manages itself (A9)."""

from collections.abc import Container
from dataclasses import replace

from django.db.models import Q

from rulebook.establishment import LEADING, Function
from rulebook.tenure import Management
from supervision.policies import Scope, mandated

ORGANISING, WATCHING, SYSTEM = "A2", "A8", "A9"


def organised(scope: Scope) -> Q:
    """Rows with `person`, `unit`, `post` and `county` the user works on for a body; none about themself or a relative."""
    found = mandated(scope, Function.ORGANISATION, ORGANISING)
    if found:
        found &= ~Q(post__managed_by=Management.DEPARTMENT)
    return not_of_kin(found | of_departments(scope), scope)


def organised_posts(scope: Scope) -> Q:
    """The same of tenures."""
    found = mandated(scope, Function.ORGANISATION, ORGANISING, county="post__unit__county")
    if found:
        found &= ~Q(post__managed_by=Management.DEPARTMENT)
    return not_of_kin(found | of_departments(scope, unit="post__unit"), scope)


def of_departments(scope: Scope, *, unit: str = "unit") -> Q:
    """Rows about heads that a department of the user manages in its own system."""
    found = Q()
    for body in scope.bodies:
        below = sorted(scope.standing.system(body.pk)) if body.function not in LEADING else []
        if below:
            reached = Q(**{f"{unit}__in": below}, post__managed_by=Management.DEPARTMENT)
            back = sorted(scope.standing.kept_from(SYSTEM, body.pk))
            found |= reached & ~Q(person__in=back) if back else reached
    return found


def of_system(scope: Scope) -> Q:
    """Rows about any head in the system of a department of the user (A9), whoever manages them."""
    found = Q()
    for body in scope.bodies:
        below = sorted(scope.standing.system(body.pk)) if body.function not in LEADING else []
        if below:
            back = sorted(scope.standing.kept_from(SYSTEM, body.pk))
            found |= Q(unit__in=below) & ~Q(person__in=back) if back else Q(unit__in=below)
    return found


def not_of_kin(found: Q, scope: Scope) -> Q:
    """Rows of `found` but those about the user or a relative."""
    return found & ~Q(person__in=sorted(scope.barred)) if found and scope.barred else found


def only(scope: Scope, bodies: Container[int]) -> Scope:
    """The scope as far as some of the bodies (numbers of units) give it."""
    return replace(scope, bodies=tuple(one for one in scope.bodies if one.pk in bodies))
