"""Yearly rounds: set up and led by the body that appraises, of heads in office."""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from appraisals.models import Round
from appraisals.policies.reaching import only, organised_posts
from organisation.models import Tenure, Unit
from rulebook.establishment import LEADING, Function
from rulebook.procedures.inquiry import MANAGED_ABOVE
from rulebook.tenure import OWING
from supervision.policies import Scope, scope_of


def organising_bodies(user: User | AnonymousUser, on: date) -> QuerySet[Unit]:
    """Bodies for which `user` sets up rounds: the organisation department, and departments with heads in their system."""
    scope = scope_of(user, on)
    numbers = [body.pk for body in scope.bodies if _appraises(scope, body)]
    return Unit.objects.filter(pk__in=numbers).order_by("pk")


def organises(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` acts for a body that appraises heads. No query beside the scope."""
    scope = scope_of(user, on)
    return any(_appraises(scope, body) for body in scope.bodies)


def organised_rounds(user: User | AnonymousUser, on: date) -> QuerySet[Round]:
    """Rounds `user` leads for the body that set them up."""
    return Round.objects.filter(body__in=organising_bodies(user, on).order_by().values("pk"))


def appraisable_tenures(user: User | AnonymousUser, on: date, body: Unit, day: date) -> QuerySet[Tenure]:
    """Heads in office on `day` whom `body` may appraise by `user`: never leading bodies, those managed above, the user and relatives."""
    scope = scope_of(user, on)
    alone = only(scope, {body.pk})
    found = organised_posts(alone) if alone.bodies else Q()
    if not found:
        return Tenure.objects.none()
    held = Tenure.objects.filter(
        found, post__is_head=True, kind__in=OWING, during__contains=day, person__isnull=False, post__unit__county=body.county_id
    )  # fmt: skip
    return held.exclude(post__unit__function__in=LEADING).exclude(note__contains=MANAGED_ABOVE)


def _appraises(scope: Scope, body: Unit) -> bool:
    return body.function == Function.ORGANISATION or bool(organised_posts(only(scope, {body.pk})))
