"""Doubts a user may see and settle: of matters a body of theirs assesses, never of the own unit, never over themself or a relative (N14)."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from decisions.choices import DoubtState
from decisions.models import Doubt
from decisions.policies.matters import assessed_matters
from supervision.policies import scope_of


def visible_doubts(user: User | AnonymousUser, on: date) -> QuerySet[Doubt]:
    """Doubts a body of `user` looks into, or looked into."""
    scope = scope_of(user, on)
    found = Q(matter__in=assessed_matters(user, on).order_by().values("pk"))
    if scope.barred:
        found &= Q(person=None) | ~Q(person__in=sorted(scope.barred))
    return Doubt.objects.filter(found)


def doubts_to_settle(user: User | AnonymousUser, on: date) -> QuerySet[Doubt]:
    """Those of them nobody settled yet."""
    return visible_doubts(user, on).filter(state=DoubtState.PENDING)
