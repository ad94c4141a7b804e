"""Which roles a user holds on a day, and which keys act for one. What a role lets them see is decided in supervision.policies."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import ApiKey, RoleHeld, User
from rulebook.roles import Role

if TYPE_CHECKING:
    from organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held on the day asked about, and the body it is held for."""

    role: str
    body: "Unit | None"


def grants_of(user: User | AnonymousUser, on: date) -> list[Grant]:
    """Return the roles `user` holds on `on`; one query, kept on the user object for the same day."""
    if not isinstance(user, User) or not user.is_active:
        return []
    kept: dict[date, list[Grant]] = user.__dict__.setdefault("_grants", {})
    if on not in kept:
        held = RoleHeld.objects.filter(user=user, during__contains=on).select_related("body")
        kept[on] = [Grant(row.role, row.body) for row in held]
    return kept[on]


def holds_role(user: User | AnonymousUser, *roles: Role, on: date) -> bool:
    """Whether `user` holds any of `roles` on `on`."""
    return any(grant.role in roles for grant in grants_of(user, on))


def usable_keys(on: date) -> QuerySet[ApiKey]:
    """Keys that act for their user on `on`: neither expired nor taken back, of a user who may log in."""
    return ApiKey.objects.filter(revoked_at=None, expires_on__gt=on, user__is_active=True)
