"""What was agreed in records and is still to be done."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Exists, F, OuterRef, Q, QuerySet

from accounts.models import User
from core.searching import matches
from integrity.choices import RecordState
from integrity.models import FollowUp, Record
from integrity.policies import own_bodies, readable_records, shown_participations
from rulebook.duties import WARNED_DAYS


@dataclass(frozen=True, slots=True)
class FollowUpQuery:
    """What the list of follow-ups is narrowed by; empty values ask for everything.

    `state`: `pressing` (due within WARNED_DAYS, or past its day), `overdue`, `open`, `done`.
    """

    state: str = ""
    text: str = ""


def actionable_follow_ups(user: User, on: date) -> QuerySet[FollowUp]:
    """Follow-ups `user` may mark done: a head's own, and those of records held by the user's bodies that the user may read."""
    found = Q(person=user.person_id) if user.person_id else Q(pk__in=[])
    bodies = [body.pk for body in own_bodies(user, on)]
    if bodies:
        theirs = Record.objects.filter(body__in=bodies)
        readable = readable_records(user, on).filter(pk__in=theirs.values("pk"))
        lines = shown_participations(user, on).filter(record=OuterRef("record"), person=OuterRef("person"))
        found |= Q(record__in=readable.values("pk")) & (Q(person=None) | Q(Exists(lines)))
    return FollowUp.objects.filter(found, record__state=RecordState.RECORDED)


def open_follow_ups(user: User, on: date) -> QuerySet[FollowUp]:
    """Follow-ups not yet done that `user` owns or their body agreed, nearest deadline first."""
    rows = actionable_follow_ups(user, on).filter(done_on=None)
    return rows.select_related("record__body", "person").order_by("due", "id")


def listed_follow_ups(user: User, on: date, query: FollowUpQuery) -> QuerySet[FollowUp]:
    """Follow-ups `user` owns or their body agreed that answer `query`: what is open first, nearest deadline first."""
    rows = actionable_follow_ups(user, on).filter(_in_state(query.state, on))
    if query.text:
        named = matches(query.text, field="person__search_keys")
        rows = rows.filter(named | Q(text__icontains=query.text))
    return rows.select_related("record__body", "person").order_by(
        F("done_on").desc(nulls_first=True), F("due").asc(nulls_last=True), "id"
    )


def follow_ups_due(user: User, on: date) -> QuerySet[FollowUp]:
    """What was agreed and is due within WARNED_DAYS, or past its day."""
    return open_follow_ups(user, on).filter(_in_state("pressing", on))


def _in_state(state: str, on: date) -> Q:
    conditions = {
        "open": Q(done_on=None),
        "pressing": Q(done_on=None, due__lte=on + timedelta(days=WARNED_DAYS)),
        "overdue": Q(done_on=None, due__lt=on),
        "done": Q(done_on__isnull=False),
    }
    return conditions.get(state, Q())


def shown_follow_ups(user: User, record: Record, on: date) -> QuerySet[FollowUp]:
    """The follow-ups of `record` that `user` may read: the body's own, and those of heads whose lines the user may read."""
    people = shown_participations(user, on).filter(record=record).values("person")
    rows = FollowUp.objects.filter(Q(person=None) | Q(person__in=people), record=record)
    return rows.select_related("person").order_by("due", "id")
