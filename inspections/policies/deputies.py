"""Deputies: each list is kept by its body, seen by the bodies that organise; a deputy who logs in sees what they were drawn for alone."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from inspections.models import Deputy, Member
from inspections.policies.plans import sees_plans
from rulebook.procedures.inspections import KINDS, TOLD, Kind
from supervision.policies import scope_of


def kept_kinds(user: User | AnonymousUser, on: date) -> list[Kind]:
    """The kinds of deputies whose list a body of `user` keeps."""
    functions = {body.function for body in scope_of(user, on).bodies}
    return [rule.kind for rule in KINDS.values() if rule.keeper in functions]


def kept_deputies(user: User | AnonymousUser, on: date) -> QuerySet[Deputy]:
    """Deputies `user` may enter and change."""
    found = Q()
    for body in scope_of(user, on).bodies:
        kinds = [rule.kind.value for rule in KINDS.values() if rule.keeper == body.function]
        if kinds:
            found |= Q(county=body.county_id, kind__in=kinds)
    return Deputy.objects.filter(found) if found else Deputy.objects.none()


def visible_deputies(user: User | AnonymousUser, on: date) -> QuerySet[Deputy]:
    """Deputies `user` may see: of the counties in whose procedure they take part."""
    if not sees_deputies(user, on):
        return Deputy.objects.none()
    return Deputy.objects.filter(county__in={body.county_id for body in scope_of(user, on).bodies})


def sees_deputies(user: User | AnonymousUser, on: date) -> bool:
    """Whether the lists of deputies are any business of `user`. No query."""
    return sees_plans(user, on)


def own_memberships(user: User | AnonymousUser) -> QuerySet[Member]:
    """Where `user` was drawn and still takes part, once the day of the visit was told."""
    if not isinstance(user, User):
        return Member.objects.none()
    own = Q(deputy__user=user)
    if user.person_id is not None:
        own |= Q(deputy__person=user.person_id)
    return Member.objects.filter(own, left_on=None, inspection__state__in=TOLD)


def own_tasks(user: User | AnonymousUser) -> bool:
    """Whether `user` is a deputy with a page of their own; one query, kept on the user object."""
    if not isinstance(user, User):
        return False
    kept: dict[str, bool] = user.__dict__
    if "_is_deputy" not in kept:
        own = Q(user=user)
        if user.person_id is not None:
            own |= Q(person=user.person_id)
        kept["_is_deputy"] = Deputy.objects.filter(own).exists()
    return kept["_is_deputy"]
