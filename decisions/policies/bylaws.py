"""The units whose bylaws a user may read: those they keep, and those a mandate over matters reaches but no registered relative heads (N14)."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from decisions.models import Bylaw
from decisions.policies.units import kept_units, listing_units
from organisation.models import Unit
from supervision.policies import scope_of
from supervision.policies.reaches import in_units_led_by


def bylaw_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """Units whose bylaws `user` may read."""
    scope = scope_of(user, on)
    kin = frozenset(scope.barred - {scope.person})
    found = listing_units(user, on)
    if not kin:
        return found
    own = Q(pk__in=kept_units(user, on).order_by().values("pk"))
    return found.filter(own | ~in_units_led_by(kin, on, unit="pk"))


def visible_bylaws(user: User | AnonymousUser, on: date) -> QuerySet[Bylaw]:
    """Bylaws `user` may read."""
    return Bylaw.objects.filter(unit__in=bylaw_units(user, on).order_by().values("pk"))


def kept_bylaws(user: User | AnonymousUser, on: date) -> QuerySet[Bylaw]:
    """Bylaws `user` may end, withdraw or add files to: of units they keep."""
    return Bylaw.objects.filter(unit__in=kept_units(user, on).order_by().values("pk"))
