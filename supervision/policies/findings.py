"""The findings a user may see, answer or assess, as conditions in SQL."""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from organisation.models import Unit
from rulebook.procedures.decisions import MatterCategory
from supervision.choices import FindingState
from supervision.models import Finding
from supervision.policies.reaches import Reach
from supervision.policies.scopes import Scope, scope_of


def visible_findings(user: User | AnonymousUser, on: date) -> QuerySet[Finding]:
    """Findings `user` may see: own ones, those of the own unit, and those the mandates reach by kind of matter; of relatives none."""
    scope = scope_of(user, on)
    found = _findings(scope, scope.reaches)
    if scope.person:
        found |= Q(person=scope.person)
    return Finding.objects.filter(found) if found else Finding.objects.none()


def own_findings(user: User | AnonymousUser) -> QuerySet[Finding]:
    """Findings `user` answers for as a head."""
    person = user.person_id if isinstance(user, User) else None
    return Finding.objects.filter(person=person) if person else Finding.objects.none()


def answerable_findings(user: User | AnonymousUser) -> QuerySet[Finding]:
    """Own findings the head may still answer: until they were assessed or mended."""
    return own_findings(user).exclude(state=FindingState.CLOSED)


def assessed_findings(user: User | AnonymousUser, on: date) -> QuerySet[Finding]:
    """Findings that are for a body of `user` to assess, in whatever state: those its mandates reach; never one of the own unit (N14)."""
    scope = scope_of(user, on)
    found = _findings(scope, (reach for reach in scope.reaches if reach.assesses))
    if not found:
        return Finding.objects.none()
    return Finding.objects.filter(found).exclude(unit__in=sorted(scope.heads_units.union(scope.members_of)))


def assessable_findings(user: User | AnonymousUser, on: date) -> QuerySet[Finding]:
    """Those of them that can be assessed now: answered ones, and those whose day for an answer has passed."""
    ready = Q(state=FindingState.ANSWERED) | Q(state=FindingState.OPEN, answer_due__lt=on)
    return assessed_findings(user, on).filter(ready)


def followed_units(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """Units in which what is found is any business of `user`: those they head, and those a mandate over matters reaches."""
    scope = scope_of(user, on)
    found = Q(pk__in=sorted(scope.heads_units))
    for reach in scope.reaches:
        if reach.matters and not reach.sections:
            found |= reach.place(on, unit="pk")
    return Unit.objects.filter(found)


def _findings(scope: Scope, reaches: Iterable[Reach]) -> Q:
    found = Q()
    for reach in reaches:
        if reach.matters and not reach.sections:
            every = reach.matters >= set(MatterCategory)
            found |= reach.place(scope.on) & (Q() if every else Q(subject__in=sorted(reach.matters)))
    if not found or not scope.barred:
        return found
    barred = sorted(scope.barred)
    return found & ~Q(person_id__in=barred) & ~Q(concerns_id__in=barred)
