"""Who may see, enter and take in gifts (礼品登记, B6): the head their own, the discipline body by its mandate (A8)."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from integrity.models import Gift
from integrity.policies.incidents import WATCHING
from rulebook.establishment import Function
from supervision.policies import Scope, mandated, scope_of


def visible_gifts(user: User | AnonymousUser, on: date) -> QuerySet[Gift]:
    """Gifts `user` may see: own ones, and for the discipline body those of the county's heads; of relatives none."""
    scope = scope_of(user, on)
    found = _watched(scope)
    if scope.person:
        found |= Q(person=scope.person)
    return Gift.objects.filter(found) if found else Gift.objects.none()


def receivable_gifts(user: User | AnonymousUser, on: date) -> QuerySet[Gift]:
    """Gifts `user` may take in for the discipline body; never their own or a relative's."""
    found = _watched(scope_of(user, on))
    return Gift.objects.filter(found, handed_in_on=None) if found else Gift.objects.none()


def takes_gifts_in(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` acts for a discipline body, which takes gifts in. No query."""
    return bool(_watched(scope_of(user, on)))


def enters_gifts(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` heads a unit, and so enters what they received."""
    return bool(scope_of(user, on).heads_units)


def sees_gifts(user: User | AnonymousUser, on: date) -> bool:
    """Whether gifts are any business of `user`."""
    return enters_gifts(user, on) or bool(_watched(scope_of(user, on)))


def _watched(scope: Scope) -> Q:
    found = mandated(scope, Function.DISCIPLINE, WATCHING)
    return found & ~Q(person__in=sorted(scope.barred)) if found and scope.barred else found
