"""Audits: the audit bureau by its mandate (A5) carries them out; organisation department and discipline body use the results (C20, A2, A8);
the head sees the own from the notice on. Nobody by office one of themself or a relative (N14): then the next body up sees it.
"""

from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import QuerySet

from accounts.models import User
from audits.choices import State
from audits.models import Audit
from rulebook.establishment import Function
from supervision.policies import mandated, scope_of

CONDUCTED_UNDER = (Function.AUDIT, "A5")
USED_BY = ((Function.ORGANISATION, "A2"), (Function.DISCIPLINE, "A8"))


def conducted_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits `user` plans, carries out and follows up for the audit bureau."""
    found = mandated(scope_of(user, on), *CONDUCTED_UNDER)
    return Audit.objects.filter(found) if found else Audit.objects.none()


def own_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits of `user`, once told of them."""
    person = user.person_id if isinstance(user, User) else None
    if person is None:
        return Audit.objects.none()
    return Audit.objects.filter(person=person).exclude(state=State.PLANNED)


def visible_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits `user` may see on `on`: by mandate, or as the head audited."""
    scope = scope_of(user, on)
    found = mandated(scope, *CONDUCTED_UNDER)
    for function, clause in USED_BY:
        found |= mandated(scope, function, clause)
    seen = Audit.objects.filter(found) if found else Audit.objects.none()
    return seen | own_audits(user, on)
