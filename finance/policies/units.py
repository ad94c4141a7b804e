"""The units whose money and purchases a user enters, and those they may see all of as their own."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import RoleHeld, User
from accounts.policies import grants_of
from decisions.policies import secretary_units
from organisation.models import Unit
from rulebook.roles import Role
from supervision.policies import scope_of

Asking = User | AnonymousUser


def bookkept_units(user: Asking, on: date) -> set[int]:
    """The units `user` keeps the books of (财务人员), by number; none of which they are the head: the head handles no money (B3)."""
    kept = {g.body.pk for g in grants_of(user, on) if g.role == Role.BOOKKEEPER and g.body}
    return kept - scope_of(user, on).heads_units


def entering_units(user: Asking, on: date) -> QuerySet[Unit]:
    """The units whose funds and purchases `user` enters: as their bookkeeper, or as secretary of one that has no bookkeeper yet."""
    found, secretary = Q(pk__in=sorted(bookkept_units(user, on))), secretary_units(user, on)
    if secretary:
        bookkeeper = RoleHeld.objects.filter(
            role=Role.BOOKKEEPER, body=OuterRef("pk"), during__contains=on, user__is_active=True
        )
        found |= Q(pk__in=sorted(secretary)) & ~Q(Exists(bookkeeper))
    return Unit.objects.filter(found)


def own_units(user: Asking, on: date) -> list[int]:
    """The units all of whose funds and purchases `user` may see by office in them: bookkeeper, secretary, head."""
    return sorted({*bookkept_units(user, on), *secretary_units(user, on), *scope_of(user, on).heads_units})


def handling_units(user: Asking, on: date) -> QuerySet[Unit]:
    """The units in which `user` may handle a use of funds (经办): those they hold a post in, but do not head (B3)."""
    scope = scope_of(user, on)
    if not scope.person:
        return Unit.objects.none()
    held = Unit.objects.filter(posts__tenures__person=scope.person, posts__tenures__during__contains=on)
    return Unit.objects.filter(pk__in=held.order_by().values("pk")).exclude(pk__in=sorted(scope.heads_units))
