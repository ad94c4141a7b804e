"""Who reads and carries on clarifications (N32): officers who open what the body received, the head, and, once carried out, the superiors."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from complaints.models import Clarification
from complaints.policies.keys import own_grants
from organisation.models import Tenure
from rulebook.procedures.clarification import TOLD, Scope, State
from supervision.policies import readable_people, scope_of


def handled_clarifications(user: User, on: date) -> QuerySet[Clarification]:
    """Those `user` works on; never one about themself or a relative."""
    bodies = own_grants(user, on).values("key__body")
    rows = Clarification.objects.filter(body__in=bodies)
    barred = scope_of(user, on).barred
    return rows.exclude(person__in=sorted(barred)) if barred else rows


def own_clarifications(user: User) -> QuerySet[Clarification]:
    """Those about the user, from the day they were asked."""
    if not user.person_id:
        return Clarification.objects.none()
    return Clarification.objects.filter(person=user.person_id, state__in=TOLD)


def visible_clarifications(user: User, on: date) -> QuerySet[Clarification]:
    """Those `user` may open on `on`."""
    found = Q(pk__in=handled_clarifications(user, on).values("pk")) | Q(
        pk__in=own_clarifications(user).values("pk")
    )
    readable = readable_people(user, on)
    if readable:
        people = Tenure.objects.filter(readable).values("person")
        found |= Q(person__in=people, state=State.DONE)
    return Clarification.objects.filter(found)


def public_clarifications() -> QuerySet[Clarification]:
    """Those on the public page."""
    return Clarification.objects.filter(state=State.DONE, wish=Scope.PUBLIC, withdrawn_on=None)
