"""Who lets in again whoever lost the password or the second factor."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import AccountRecovery, User
from accounts.policies.confirming import confirmable, proposes, stands_in


def may_recover(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` has to do with recoveries: proposes them, or stands in to confirm them."""
    return proposes(user, on) or stands_in(user, on)


def recoverable(by: User) -> QuerySet[User]:
    """Whom `by` may propose to let in again: everybody who is switched on, but themself."""
    return User.objects.filter(is_active=True).exclude(pk=by.pk)


def waiting_recoveries(user: User, on: date) -> QuerySet[AccountRecovery]:
    """What waits for `user` to confirm: proposed by another, for another."""
    return confirmable(user, AccountRecovery.objects.filter(outcome=""), on)
