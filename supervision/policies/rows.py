"""The rows a user may see or act on, as conditions in SQL."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from organisation.models import Person, Tenure, Unit
from rulebook.mandates import EVERY_DUTY
from supervision.models import Duty
from supervision.policies.reaches import Reach, any_of
from supervision.policies.scopes import Scope, scope_of

UNIT_OF_TENURE = {"unit": "post__unit", "post": "post"}
HEADS = Q(post__is_head=True)
SECTION_HEADS = Q(post__section__isnull=False)


def visible_duties(user: User | AnonymousUser, on: date) -> QuerySet[Duty]:
    """Duties `user` may see by office, unit or link on `on`. One's own are `own_duties`."""
    return _duties(scope_of(user, on), [reach for reach in _of_heads(user, on) if reach.kinds])


def own_duties(user: User | AnonymousUser) -> QuerySet[Duty]:
    """What is asked of `user` as a head."""
    person = user.person_id if isinstance(user, User) else None
    return Duty.objects.filter(person=person) if person else Duty.objects.none()


def actionable_duties(user: User | AnonymousUser, on: date) -> QuerySet[Duty]:
    """Duties `user` may record the carrying out of: those of heads their mandate lets them act on."""
    return _duties(scope_of(user, on), [reach for reach in _of_heads(user, on) if reach.acts])


def _of_heads(user: User | AnonymousUser, on: date) -> list[Reach]:
    return [reach for reach in scope_of(user, on).reaches if not reach.sections]


def _duties(scope: Scope, reaches: list[Reach]) -> QuerySet[Duty]:
    if not reaches:
        return Duty.objects.none()
    every = set(EVERY_DUTY)
    kinds = ((reach, Q() if reach.kinds >= every else Q(kind__in=sorted(reach.kinds))) for reach in reaches)
    duties = Duty.objects.filter(any_of(kinds))
    return duties.exclude(person_id__in=scope.barred) if scope.barred else duties


def visible_tenures(user: User | AnonymousUser, on: date) -> QuerySet[Tenure]:
    """Tenures of heads, and of section heads where A3 or A4 gives them, that `user` may see on `on`; own tenures included."""
    scope = scope_of(user, on)
    found = Q(person=scope.person) if scope.person else Q()
    if scope.reaches:
        parts = ((reach, _posts(reach)) for reach in scope.reaches)
        found |= any_of(parts, **UNIT_OF_TENURE) & ~Q(person_id__in=scope.barred)
    return Tenure.objects.filter(found & (HEADS | SECTION_HEADS)) if found else Tenure.objects.none()


def _posts(reach: Reach) -> Q:
    """Which posts a reach is about; one by name follows the person to whatever post."""
    if reach.sections:
        return SECTION_HEADS & Q(post__unit__category=reach.sections)
    return HEADS | SECTION_HEADS if reach.is_by_name else HEADS


def visible_people(user: User | AnonymousUser, on: date) -> QuerySet[Person]:
    """People whose page `user` may open on `on`: every one with a visible tenure, now or before."""
    return Person.objects.filter(pk__in=visible_tenures(user, on).values("person"))


def visible_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """Units `user` may open on `on`."""
    scope = scope_of(user, on)
    found = Q(pk__in=scope.heads_units) if scope.heads_units else Q()
    for reach in scope.reaches:
        if reach.everywhere:
            return Unit.objects.all()
        if reach.units:
            found |= Q(pk__in=reach.units)
        if reach.counties:
            found |= Q(county_id__in=reach.counties)
        if reach.is_by_name:
            held = Tenure.objects.filter(_posts(reach), person_id__in=reach.people, during__contains=on)
            found |= Q(pk__in=held.exclude(person_id__in=scope.barred).values("post__unit"))
    return Unit.objects.filter(found) if found else Unit.objects.none()


def readable_people(user: User | AnonymousUser, on: date) -> Q | None:
    """The condition on a tenure by which `user` may read what was said to its holder in talks, reports and forums; None: never."""
    return _tenures_of(user, on, [reach for reach in _of_heads(user, on) if reach.reads])


def actionable_people(user: User | AnonymousUser, kind: str, on: date) -> Q | None:
    """The condition on a tenure by which `user` may record something of `kind` about its holder; None: never."""
    return _tenures_of(user, on, [r for r in _of_heads(user, on) if r.acts and kind in r.kinds])


def _tenures_of(user: User | AnonymousUser, on: date, reaches: list[Reach]) -> Q | None:
    if not reaches:
        return None
    found = any_of(((reach, HEADS) for reach in reaches), **UNIT_OF_TENURE)
    return found & ~Q(person_id__in=scope_of(user, on).barred)
