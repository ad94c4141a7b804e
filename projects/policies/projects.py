"""Projects: bodies see those their mandate over projects covers (A6 and the wider ones), a unit's members its own (A10), nobody by office
one of a unit that a registered relative heads (N14). The secretary of the unit enters them; the head writes the own checks alone.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from decisions.policies import secretary_units
from organisation.models import Unit
from projects.models import Project
from rulebook.procedures.decisions import MatterCategory
from supervision.policies import Reach, not_in_units_of_kin, scope_of


def visible_projects(user: User | AnonymousUser, on: date) -> QuerySet[Project]:
    """Projects `user` may see on `on`, by mandate, unit or office."""
    scope = scope_of(user, on)
    own = {*secretary_units(user, on), *scope.heads_units}
    found = Q(unit__in=sorted(own)) if own else Q()
    mandated = Q()
    for reach in _of(user, on):
        mandated |= reach.place(on)
    if mandated:
        found |= mandated & not_in_units_of_kin(scope, on)
    return Project.objects.filter(found) if found else Project.objects.none()


def entered_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """Units whose projects `user` enters, as their secretary."""
    return Unit.objects.filter(pk__in=secretary_units(user, on))


def editable_projects(user: User | AnonymousUser, on: date) -> QuerySet[Project]:
    """Projects `user` may write in: of units they are secretary of."""
    return Project.objects.filter(unit__in=entered_units(user, on))


def led_projects(user: User | AnonymousUser, on: date) -> QuerySet[Project]:
    """Projects `user` supervises as the unit's own head: nobody else enters the head's checks."""
    return Project.objects.filter(unit__in=sorted(scope_of(user, on).heads_units))


def sees_any_project(user: User | AnonymousUser, on: date) -> bool:
    """Whether projects are any business of `user` at all."""
    return bool(scope_of(user, on).heads_units or secretary_units(user, on) or _of(user, on))


def _of(user: User | AnonymousUser, on: date) -> list[Reach]:
    reaches = scope_of(user, on).reaches
    return [reach for reach in reaches if MatterCategory.PROJECT in reach.matters and not reach.sections]
