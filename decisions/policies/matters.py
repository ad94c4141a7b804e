"""Matters a user may see, change or follow up, and the drafts that anybody may read."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Exists, OuterRef, Q, QuerySet

from accounts.models import User
from decisions.choices import (
    DECIDED_STATES,
    OPEN_STATES,
    MatterState,
    PreparationKind,
)
from decisions.models import (
    Candidate,
    Matter,
    Preparation,
    Seat,
)
from decisions.policies.units import kept_units, secretary_units
from rulebook.establishment import Function
from rulebook.procedures.decisions import MatterCategory
from supervision.policies import Scope, not_in_units_of_kin, scope_of

PERSONNEL = Q(category=MatterCategory.PERSONNEL)


def visible_matters(user: User | AnonymousUser, on: date) -> QuerySet[Matter]:
    """Matters `user` may see on `on`, by mandate, unit or part in the step."""
    scope = scope_of(user, on)
    found = _in_the_step(user, scope, on)
    mandated = _mandated(scope)
    if mandated:
        found |= mandated & not_in_units_of_kin(scope, on)
    if not found:
        return Matter.objects.none()
    return Matter.objects.filter(found, _not_about_kin(scope))


def assessed_matters(user: User | AnonymousUser, on: date) -> QuerySet[Matter]:
    """Matters in which a body of `user` judges what is found: by mandate, never of the own unit or of a relative's (N14)."""
    scope = scope_of(user, on)
    mandated = _mandated(scope, assessing=True)
    if not mandated:
        return Matter.objects.none()
    found = Matter.objects.filter(mandated, not_in_units_of_kin(scope, on), _not_about_kin(scope))
    return found.exclude(unit__in=sorted(scope.heads_units.union(scope.members_of)))


def _mandated(scope: Scope, *, assessing: bool = False) -> Q:
    """The matters the user's reaches give, each for the kinds of matter its mandate names; `assessing`: only those that assess."""
    found = Q()
    for reach in scope.reaches:
        if reach.matters and not reach.sections and (reach.assesses or not assessing):
            kinds = Q() if reach.matters >= set(MatterCategory) else Q(category__in=sorted(reach.matters))
            found |= reach.place(scope.on) & kinds
    return found


def _in_the_step(user: User | AnonymousUser, scope: Scope, on: date) -> Q:
    """Matters of one's own office: those of units one keeps, entered oneself, or is called to decide."""
    found = Q()
    secretary = secretary_units(user, on)
    if secretary:
        found |= Q(unit__in=sorted(secretary)) & (~PERSONNEL | Q(entered_by=user.pk))
    if scope.heads_units:
        found |= Q(unit__in=sorted(scope.heads_units))
    if scope.person:
        called = Seat.objects.filter(
            person=scope.person, circulated_at__isnull=False, meeting__items__matter=OuterRef("pk")
        )
        deciding = called.filter(is_member=True, meeting__opened_at__isnull=False)
        found |= ~PERSONNEL & Q(Exists(called)) | PERSONNEL & Q(Exists(deciding))
    return found


def _not_about_kin(scope: Scope) -> Q:
    """Not where the user or a relative is proposed: such matters are closed to them whatever their office."""
    if not scope.barred:
        return Q()
    proposed = Candidate.objects.filter(matter=OuterRef("pk"), person__in=sorted(scope.barred))
    return ~Q(Exists(proposed))


def editable_matters(user: User | AnonymousUser, on: date) -> QuerySet[Matter]:
    """Matters not decided yet that `user` may change: of units they keep."""
    return visible_matters(user, on).filter(
        unit__in=kept_units(user, on), state__in=OPEN_STATES, form__isnull=True
    )


def kept_matters(user: User | AnonymousUser, on: date) -> QuerySet[Matter]:
    """Matters of whatever state of the units `user` keeps; imported ones are kept where they came from."""
    return visible_matters(user, on).filter(unit__in=kept_units(user, on), form__isnull=True)


def followed_matters(user: User | AnonymousUser, on: date) -> QuerySet[Matter]:
    """Decided matters whose carrying out `user` may record: of units they keep."""
    return visible_matters(user, on).filter(unit__in=kept_units(user, on), state__in=DECIDED_STATES)


def supervised_matters(user: User, on: date) -> QuerySet[Matter]:
    """Decided matters whose carrying out `user` oversees as the unit's own head: nobody else makes the head's entries (C9)."""
    return followed_matters(user, on).filter(unit__in=sorted(scope_of(user, on).heads_units))


def sees_viewers(user: User | AnonymousUser, matter: Matter, on: date) -> bool:
    """Whether `user` may see who opened a personnel matter: the unit's head, discipline and organisation (B2)."""
    scope = scope_of(user, on)
    watching = {Function.DISCIPLINE, Function.ORGANISATION}
    return matter.unit_id in scope.heads_units or any(body.function in watching for body in scope.bodies)


def published_drafts(on: date) -> QuerySet[Preparation]:
    """Drafts that anybody may read, without log-in: published ones whose day has come, of matters not withdrawn, never of cadres (C3)."""
    published = Preparation.objects.filter(
        kind=PreparationKind.CONSULTATION, published=True, since__lte=on, until__isnull=False
    )
    return published.exclude(matter__state=MatterState.WITHDRAWN).exclude(
        matter__category=MatterCategory.PERSONNEL
    )
