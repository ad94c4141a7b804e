"""Who lets in again whoever lost the password or the second factor."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import AccountRecovery, User
from accounts.policies.roles import holds_role
from rulebook.roles import Role


def may_recover(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` proposes and confirms recoveries; the one place to ask, for when administrators are told apart."""
    if not isinstance(user, User) or not user.is_active:
        return False
    return user.is_superuser or holds_role(user, Role.ADMINISTRATOR, on=on)


def recoverable(by: User) -> QuerySet[User]:
    """Whom `by` may propose to let in again: everybody who is switched on, but themself."""
    return User.objects.filter(is_active=True).exclude(pk=by.pk)


def waiting_recoveries(user: User, on: date) -> QuerySet[AccountRecovery]:
    """What waits for `user` to confirm: proposed by another, for another."""
    if not may_recover(user, on):
        return AccountRecovery.objects.none()
    return AccountRecovery.objects.filter(outcome="").exclude(proposed_by=user).exclude(user=user)
