"""Losses a user may record, and the cases over them that they may see and close (C11)."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from decisions.choices import (
    DECIDED_STATES,
)
from decisions.models import (
    AccountabilityCase,
    Matter,
)
from decisions.policies.matters import visible_matters
from rulebook.establishment import Function
from supervision.policies import scope_of

# Who may say that a decision caused a loss, beside the unit's own head.
RECORDING = (Function.DISCIPLINE, Function.AUDIT)


def losable_matters(user: User, on: date) -> QuerySet[Matter]:
    """Decided matters on which `user` may record a loss: of units they head, and of the county of a body that records losses."""
    scope = scope_of(user, on)
    counties = sorted({body.county_id for body in scope.bodies if body.function in RECORDING})
    found = Q(unit__in=sorted(scope.heads_units)) | Q(county__in=counties)
    return visible_matters(user, on).filter(found, state__in=DECIDED_STATES, loss=None)


def visible_cases(user: User, on: date) -> QuerySet[AccountabilityCase]:
    """Cases `user` may open: those of their bodies, those about themself, those of a unit they head. Of relatives none by office."""
    scope = scope_of(user, on)
    found = _of_bodies(user, on) | Q(matter__unit__in=sorted(scope.heads_units))
    if scope.person:
        found |= Q(chair=scope.person)
    return AccountabilityCase.objects.filter(found)


def handled_cases(user: User, on: date) -> QuerySet[AccountabilityCase]:
    """Cases that a body of `user` looks into, or looked into."""
    return AccountabilityCase.objects.filter(_of_bodies(user, on))


def cases_to_close(user: User, on: date) -> QuerySet[AccountabilityCase]:
    """Those of them still open."""
    return handled_cases(user, on).filter(closed_on=None)


def cases_to_state_on(user: User) -> QuerySet[AccountabilityCase]:
    """Open cases over decisions that `user` chaired: they may say something to them."""
    return AccountabilityCase.objects.filter(chair=user.person_id, chair__isnull=False, closed_on=None)


def _of_bodies(user: User, on: date) -> Q:
    """Cases of the bodies of `user`; never one over themself or a relative (N14, N31)."""
    scope = scope_of(user, on)
    handled = AccountabilityCase.bodies.through.objects.filter(unit__in=[body.pk for body in scope.bodies])
    found = Q(pk__in=handled.values("accountabilitycase"))
    return found & (Q(chair=None) | ~Q(chair__in=sorted(scope.barred))) if scope.barred else found
