"""The second person (第二人确认): who may say yes to what a security administrator proposed for a user."""

from collections.abc import Iterator
from datetime import date
from typing import TypeVar

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, Model, OuterRef, Q, QuerySet

from accounts.models import User
from accounts.policies.roles import administrators, holds_role
from organisation.models import Relative, Tenure
from rulebook.administration import STAND_INS
from rulebook.procedures.major import DEPUTY
from rulebook.roles import Role

Proposal = TypeVar("Proposal", bound=Model)


def proposes(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` proposes what concerns log-ins and roles."""
    return holds_role(user, Role.SECURITY_ADMINISTRATOR, on=on)


def stands_in(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` is a leader who confirms where no other security administrator may."""
    return _place(user, on) is not None


def confirmable(user: User | AnonymousUser, rows: QuerySet[Proposal], on: date) -> QuerySet[Proposal]:
    """Of `rows`, proposals by `proposed_by` for `user`, those that `user` may confirm or refuse on `on`.

    Never one's own, for oneself, or where either is a relative (N31). A stand-in only where nobody before them may.
    """
    place = None if proposes(user, on) else _place(user, on)
    if not isinstance(user, User) or not (place is not None or proposes(user, on)):
        return rows.none()
    kin = _kin(user)
    rows = rows.exclude(user=user).exclude(proposed_by=user)
    rows = rows.exclude(user__person__in=kin).exclude(proposed_by__person__in=kin)
    for before in list(_ranks(on))[: 0 if place is None else place + 1]:
        rows = rows.filter(~Exists(_unconcerned(before)))
    return rows


def _ranks(on: date) -> Iterator[QuerySet[User]]:
    """Who confirms, the first asked first."""
    yield administrators(Role.SECURITY_ADMINISTRATOR, on)
    for rule in STAND_INS:
        posts = _posts(on).filter(post__unit__function=rule.function, post__title__contains=rule.word)
        if DEPUTY not in rule.word:
            posts = posts.exclude(post__title__contains=DEPUTY)
        yield User.objects.filter(Exists(posts.filter(person=OuterRef("person"))), is_active=True)


def _posts(on: date) -> QuerySet[Tenure]:
    return Tenure.objects.filter(post__unit__county=settings.COUNTY_CODE, during__contains=on)


def _place(user: User | AnonymousUser, on: date) -> int | None:
    """Which of STAND_INS `user` is; one query, kept on the user object for the same day."""
    if not isinstance(user, User) or not user.is_active or user.person_id is None:
        return None
    kept: dict[date, int | None] = user.__dict__.setdefault("_stands_in", {})
    if on not in kept:
        functions = [rule.function for rule in STAND_INS]
        posts = _posts(on).filter(person=user.person_id, post__unit__function__in=functions)
        held = list(posts.values_list("post__unit__function", "post__title"))
        places = (at for at, rule in enumerate(STAND_INS) if any(rule.holds(*one) for one in held))
        kept[on] = next(places, None)
    return kept[on]


def _kin(user: User) -> list[int]:
    """The people whose proposals are none of `user`'s: themself and registered relatives."""
    if user.person_id is None:
        return []
    pairs = Relative.objects.filter(Q(person=user.person_id) | Q(relative=user.person_id))
    return sorted(
        {user.person_id, *(one for pair in pairs.values_list("person", "relative") for one in pair)}
    )


def _unconcerned(users: QuerySet[User]) -> QuerySet[User]:
    """Of `users`, in a subquery of proposals, those who neither proposed it, are concerned, nor are relatives of either."""
    found = users.exclude(pk=OuterRef("user")).exclude(pk=OuterRef("proposed_by"))
    for named in ("user__person", "proposed_by__person"):
        outer = OuterRef(OuterRef(named))
        one_way = Relative.objects.filter(person=OuterRef("person"), relative=outer)
        other_way = Relative.objects.filter(relative=OuterRef("person"), person=outer)
        found = found.filter(~Exists(one_way), ~Exists(other_way))
    return found
