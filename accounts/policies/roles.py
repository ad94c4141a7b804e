"""Which roles a user holds on a day, and which keys act for one. What a role lets them see is decided in supervision.policies."""

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import ApiKey, RoleHeld, User
from organisation.models import Tenure
from rulebook.administration import EXCLUSIVE
from rulebook.roles import Role

if TYPE_CHECKING:
    from organisation.models import Unit


@dataclass(frozen=True, slots=True)
class Grant:
    """A role held on the day asked about, and the body it is held for."""

    role: str
    body: "Unit | None"


def grants_of(user: User | AnonymousUser, on: date) -> list[Grant]:
    """Return the roles `user` holds on `on`; one query, two for an administrator who is in the roster, kept on the user object for the same day.

    Who came to head a unit after being made an administrator has nothing of that role meanwhile.
    """
    if not isinstance(user, User) or not user.is_active:
        return []
    kept: dict[date, list[Grant]] = user.__dict__.setdefault("_grants", {})
    if on not in kept:
        held = RoleHeld.objects.filter(user=user, during__contains=on).select_related("body")
        found = [Grant(row.role, row.body) for row in held]
        if user.person_id and any(grant.role in EXCLUSIVE for grant in found) and _leads(user.person_id, on):
            found = [grant for grant in found if grant.role not in EXCLUSIVE]
        kept[on] = found
    return kept[on]


def _leads(person: int, on: date) -> bool:
    return Tenure.objects.filter(person=person, post__is_head=True, during__contains=on).exists()


def holds_role(user: User | AnonymousUser, *roles: Role, on: date) -> bool:
    """Whether `user` holds any of `roles` on `on`."""
    return any(grant.role in roles for grant in grants_of(user, on))


def administrators(role: Role, on: date) -> QuerySet[User]:
    """Who is that administrator on `on`: switched on, and heading no unit."""
    held = RoleHeld.objects.filter(user=OuterRef("pk"), role=role, during__contains=on)
    leads = Tenure.objects.filter(person=OuterRef("person"), post__is_head=True, during__contains=on)
    return User.objects.filter(Exists(held), ~Exists(leads), is_active=True)


def are_installed(on: date) -> bool:
    """Whether each of the three administrators is somebody: from then on no superuser logs in."""
    return all(administrators(role, on).exists() for role in sorted(EXCLUSIVE))


def usable_keys(on: date) -> QuerySet[ApiKey]:
    """Keys that act for their user on `on`: neither expired nor taken back, of a user who may log in."""
    return ApiKey.objects.filter(revoked_at=None, expires_on__gt=on, user__is_active=True)
