"""Whose division of work a user may see, and whose they enter."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.policies import grants_of
from organisation.models import Unit
from rulebook.roles import Role
from supervision.policies.findings import followed_units
from supervision.policies.reaches import in_units_led_by
from supervision.policies.scopes import scope_of


def dividing_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """The units whose division of work `user` enters: as secretary (议事秘书) or as head."""
    return Unit.objects.filter(pk__in=_own(user, on))


def divided_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """The units whose division of work `user` may see: those they enter it for, and those a mandate over matters reaches, but none
    that a registered relative heads (N14).
    """
    kin = scope_of(user, on).barred - {scope_of(user, on).person}
    reached = Q(pk__in=followed_units(user, on).order_by().values("pk"))
    if kin:
        reached &= ~in_units_led_by(kin, on, unit="pk")
    return Unit.objects.filter(Q(pk__in=_own(user, on)) | reached)


def _own(user: User | AnonymousUser, on: date) -> list[int]:
    kept = {grant.body.pk for grant in grants_of(user, on) if grant.role == Role.SECRETARY and grant.body}
    return sorted(kept | scope_of(user, on).heads_units)
