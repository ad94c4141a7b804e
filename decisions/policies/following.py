"""Tasks and entries about carrying a resolution out that a user may open, report on or cover (C9, C10)."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from decisions.choices import (
    CARRIED_OUT,
    DECIDED_STATES,
    ExecutionKind,
)
from decisions.models import (
    Execution,
)
from decisions.policies.matters import followed_matters, visible_matters


def own_tasks(user: User | AnonymousUser) -> QuerySet[Execution]:
    """Tasks `user` owns, whatever else they may see of the matter."""
    person = user.person_id if isinstance(user, User) else None
    return Execution.objects.filter(owner=person, kind="task") if person else Execution.objects.none()


def visible_tasks(user: User, on: date) -> QuerySet[Execution]:
    """Tasks `user` may open: own ones, whatever else they see of the matter, and those of matters they see."""
    seen = Q(matter__in=visible_matters(user, on).order_by().values("pk"), kind=ExecutionKind.TASK)
    return Execution.objects.filter(Q(pk__in=own_tasks(user).values("pk")) | seen)


def kept_tasks(user: User, on: date) -> QuerySet[Execution]:
    """Tasks that are `user`'s to report on: own ones, and those of matters they keep."""
    kept = Q(matter__in=followed_matters(user, on).order_by().values("pk"), kind=ExecutionKind.TASK)
    return Execution.objects.filter(Q(pk__in=own_tasks(user).values("pk")) | kept)


def reportable_tasks(user: User, on: date) -> QuerySet[Execution]:
    """Those of them still open."""
    return kept_tasks(user, on).filter(done_on=None)


def carried_out_entries(user: User, on: date) -> QuerySet[Execution]:
    """Entries on decided matters `user` keeps: those that a later decision may still be put to."""
    kept = followed_matters(user, on).filter(state__in=DECIDED_STATES).order_by().values("pk")
    return Execution.objects.filter(matter__in=kept, kind__in=CARRIED_OUT)
