"""What was agreed in records and is still to be done."""

from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from integrity.choices import RecordState
from integrity.models import FollowUp, Record
from integrity.policies import own_bodies, readable_records, shown_participations
from supervision.policies import scope_of


def actionable_follow_ups(user: User, on: date) -> QuerySet[FollowUp]:
    """Follow-ups `user` may mark done: a head's own, and those of records held by the user's bodies."""
    found = Q(person=user.person_id) if user.person_id else Q(pk__in=[])
    bodies = [body.pk for body in own_bodies(user, on)]
    if bodies:
        theirs = Record.objects.filter(body__in=bodies)
        readable = readable_records(user, on).filter(pk__in=theirs.values("pk"))
        found |= Q(record__in=readable.values("pk")) & ~Q(person_id__in=sorted(scope_of(user, on).barred))
    return FollowUp.objects.filter(found, record__state=RecordState.RECORDED)


def open_follow_ups(user: User, on: date) -> QuerySet[FollowUp]:
    """Follow-ups not yet done that `user` owns or their body agreed, nearest deadline first."""
    rows = actionable_follow_ups(user, on).filter(done_on=None)
    return rows.select_related("record__body", "person").order_by("due", "id")


def shown_follow_ups(user: User, record: Record, on: date) -> QuerySet[FollowUp]:
    """The follow-ups of `record` that `user` may read: the body's own, and those of heads whose lines the user may read."""
    people = shown_participations(user, on).filter(record=record).values("person")
    rows = FollowUp.objects.filter(Q(person=None) | Q(person__in=people), record=record)
    return rows.select_related("person").order_by("due", "id")
