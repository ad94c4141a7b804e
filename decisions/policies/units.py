"""The units whose matters a user keeps, or may reach at all."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.policies import grants_of
from organisation.models import Unit
from rulebook.roles import Role
from supervision.policies import scope_of


def secretary_units(user: User | AnonymousUser, on: date) -> dict[int, Unit]:
    """The units `user` keeps the matters and meetings of, as secretary (议事秘书)."""
    return {g.body.pk: g.body for g in grants_of(user, on) if g.role == Role.SECRETARY and g.body}


def kept_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """The units whose matters and meetings `user` may prepare: as secretary or as head."""
    scope = scope_of(user, on)
    return Unit.objects.filter(pk__in={*secretary_units(user, on), *scope.heads_units})


def listing_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """Units whose list of matters, threshold and emergencies `user` may see: those whose matters they may reach at all."""
    scope = scope_of(user, on)
    own = Q(pk__in={*secretary_units(user, on), *scope.heads_units})
    for reach in scope.reaches:
        if reach.matters and not reach.sections:
            if reach.everywhere:
                return Unit.objects.all()
            own |= Q(pk__in=reach.units) if reach.units else Q()
            own |= Q(county_id__in=reach.counties) if reach.counties else Q()
    return Unit.objects.filter(own)


def sees_any_matter(user: User | AnonymousUser, on: date) -> bool:
    """Whether matters are any business of `user` at all."""
    scope = scope_of(user, on)
    return bool(scope.heads_units or any(r.matters for r in scope.reaches) or secretary_units(user, on))
