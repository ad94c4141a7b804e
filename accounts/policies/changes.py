"""Who sees, proposes and confirms what is to become of roles."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import RoleChange, User
from accounts.policies.confirming import confirmable, proposes, stands_in
from accounts.policies.roles import holds_role
from rulebook.roles import Role


def reads_roles(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` reads who holds which role, and all that was proposed: who proposes, and who reads the log."""
    return proposes(user, on) or holds_role(user, Role.AUDIT_ADMINISTRATOR, on=on)


def visible_changes(user: User | AnonymousUser, on: date) -> QuerySet[RoleChange]:
    """Proposals `user` may read: all of them, or what a stand-in has to decide or decided."""
    if reads_roles(user, on):
        return RoleChange.objects.all()
    if not isinstance(user, User) or not stands_in(user, on):
        return RoleChange.objects.none()
    waiting = waiting_changes(user, on).order_by().values("pk")
    return RoleChange.objects.filter(Q(decided_by=user) | Q(pk__in=waiting))


def waiting_changes(user: User | AnonymousUser, on: date) -> QuerySet[RoleChange]:
    """What waits for `user` to confirm or refuse on `on`; lapsed proposals wait for nobody."""
    return confirmable(user, RoleChange.objects.filter(outcome="", lapses_on__gt=on), on)
