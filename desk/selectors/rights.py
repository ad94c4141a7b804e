"""What a user may do and why: posts, links, roles given by hand, grants for single units, and what must be kept away from."""

from dataclasses import dataclass, field
from datetime import date

from django.db.models import Q, QuerySet
from guardian.models import UserObjectPermission

from accounts.models import RoleHeld, User
from organisation.models import LeaderLink, Relative, Tenure, Unit
from organisation.selectors import links_on
from supervision.policies import GRANTED_BY_HAND
from supervision.selectors import groups_supervised
from supervision.selectors.supervised import SupervisedGroup


@dataclass(frozen=True, slots=True)
class Ground:
    """Heads supervised under one clause by one body."""

    group: SupervisedGroup
    number: int


@dataclass(frozen=True, slots=True)
class Rights:
    """Everything the rights of a user rest on, on a day."""

    tenures: list[Tenure] = field(default_factory=list)
    links: list[LeaderLink] = field(default_factory=list)
    roles: list[RoleHeld] = field(default_factory=list)
    past_roles: list[RoleHeld] = field(default_factory=list)
    grounds: list[Ground] = field(default_factory=list)
    granted: list[Unit] = field(default_factory=list)
    relatives: list[Relative] = field(default_factory=list)


def rights_of(user: User, on: date) -> Rights:
    """Gather what `user` may do on `on` and from where it follows."""
    held = RoleHeld.objects.filter(user=user).select_related("body").order_by("-during")
    grants = UserObjectPermission.objects.filter(user=user, permission__codename=GRANTED_BY_HAND)
    return Rights(
        tenures=list(_own(Tenure.objects.select_related("post__unit", "post__section"), user, on)),
        links=list(links_on(on).filter(leader=user.person_id).select_related("unit"))
        if user.person_id
        else [],
        roles=list(held.filter(during__contains=on)),
        past_roles=list(held.filter(during__endswith__lte=on)),
        grounds=[Ground(group, group.tenures.count()) for group in groups_supervised(user, on)],
        granted=list(
            Unit.objects.filter(pk__in=[int(pk) for pk in grants.values_list("object_pk", flat=True)])
        ),
        relatives=_relatives(user),
    )


def _own(tenures: QuerySet[Tenure], user: User, on: date) -> QuerySet[Tenure]:
    return tenures.filter(person=user.person_id, during__contains=on) if user.person_id else tenures.none()


def _relatives(user: User) -> list[Relative]:
    if not user.person_id:
        return []
    either = Q(person=user.person_id) | Q(relative=user.person_id)
    return list(Relative.objects.filter(either).select_related("person", "relative"))
