"""Appraisals: the body that appraises works on them, its principal alone sees a result before it is sealed and seals it (L79); the head
writes the statement and reads the own; the discipline body, the county committee, the linked leader and the competent department read by
their mandate (A8, A1, A9); the unit's people read what was published (A10). Nobody works on, or reads by office, a relative's.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from accounts.policies import grants_of
from appraisals.models import Appraisal
from appraisals.policies.reaching import WATCHING, not_of_kin, of_system, only, organised
from integrity.policies.inquiries import led_bodies
from rulebook.establishment import Function
from rulebook.procedures.appraisals import MEETING_IN, TOLD, State
from rulebook.roles import Role
from supervision.policies import Scope, mandated, scope_of


def organised_appraisals(user: User | AnonymousUser, on: date) -> QuerySet[Appraisal]:
    """Appraisals `user` works on for the body that appraises."""
    return _rows(organised(scope_of(user, on)))


def checked_appraisals(user: User | AnonymousUser, on: date) -> QuerySet[Appraisal]:
    """Appraisals whose statement `user` may give back: the body that appraises, and the discipline body."""
    scope = scope_of(user, on)
    return _rows(organised(scope) | not_of_kin(mandated(scope, Function.DISCIPLINE, WATCHING), scope))


def sealed_appraisals(user: User | AnonymousUser, on: date) -> QuerySet[Appraisal]:
    """Appraisals whose result `user` seals, as principal of the body that appraises; at most one query beside the scope."""
    led = led_bodies(user, on)
    return _rows(organised(only(scope_of(user, on), led)) if led else Q())


def own_appraisals(user: User | AnonymousUser) -> QuerySet[Appraisal]:
    """Appraisals of `user` as a head."""
    person = user.person_id if isinstance(user, User) else None
    return Appraisal.objects.filter(person=person) if person else Appraisal.objects.none()


def kept_meetings(user: User | AnonymousUser, on: date) -> QuerySet[Appraisal]:
    """Appraisals whose meeting `user` may write down: for the body that appraises, or as the unit's secretary."""
    scope = scope_of(user, on)
    found = organised(scope)
    kept = _secretary_of(user, on)
    if kept:
        found |= not_of_kin(Q(unit__in=sorted(kept)), scope)
    return _rows(found).filter(state__in=MEETING_IN)


def followed_appraisals(user: User | AnonymousUser, on: date) -> QuerySet[Appraisal]:
    """Appraisals `user` follows by office in every state; none about themself or a relative."""
    return _rows(_followed(scope_of(user, on)))


def remarked_appraisals(user: User | AnonymousUser, on: date) -> QuerySet[Appraisal]:
    """Sealed appraisals of which `user` reads what voters wrote: the body that appraises, the discipline body, the head."""
    scope = scope_of(user, on)
    found = organised(scope) | not_of_kin(mandated(scope, Function.DISCIPLINE, WATCHING), scope)
    if scope.person:
        found |= Q(person=scope.person)
    return _rows(found).filter(state=State.SEALED)


def visible_appraisals(user: User | AnonymousUser, on: date) -> QuerySet[Appraisal]:
    """Appraisals `user` may open on `on`: those they follow, the own ones, and of their units those whose statement was published."""
    scope = scope_of(user, on)
    found = _followed(scope)
    units = {*scope.members_of, *_secretary_of(user, on)}
    if units:
        found |= not_of_kin(Q(unit__in=sorted(units)), scope) & Q(state__in=TOLD)
    if scope.person:
        found |= Q(person=scope.person)
    return _rows(found)


def sees_appraisals(user: User | AnonymousUser, on: date) -> bool:
    """Whether appraisals are any business of `user`. No query beside the scope."""
    scope = scope_of(user, on)
    return bool(_followed(scope)) or bool(scope.members_of) or bool(_secretary_of(user, on))


def follows_appraisals(user: User | AnonymousUser, on: date) -> bool:
    """Whether `user` follows appraisals by office. No query beside the scope."""
    return bool(_followed(scope_of(user, on)))


def closed_to_others(user: User | AnonymousUser, on: date, row: Appraisal) -> bool:
    """Whether the result of `row` is closed to `user`: until it is sealed, and before that to all but who seals it."""
    if row.state == State.SEALED:
        return False
    return row.state != State.CLOSED or not sealed_appraisals(user, on).filter(pk=row.pk).exists()


def _followed(scope: Scope) -> Q:
    found = organised(scope)
    found |= mandated(scope, Function.DISCIPLINE, WATCHING)
    found |= mandated(scope, Function.COUNTY_COMMITTEE, "")
    found |= of_system(scope)
    if scope.linked_units:
        found |= Q(unit__in=sorted(scope.linked_units))
    return not_of_kin(found, scope)


def _secretary_of(user: User | AnonymousUser, on: date) -> set[int]:
    return {grant.body.pk for grant in grants_of(user, on) if grant.role == Role.SECRETARY and grant.body}


def _rows(found: Q) -> QuerySet[Appraisal]:
    return Appraisal.objects.filter(found) if found else Appraisal.objects.none()
