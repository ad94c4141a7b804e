"""Lists of records, always through the policies."""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, Exists, F, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from core.periods import Period
from core.searching import matches
from integrity.choices import Answer, Origin, RecordState
from integrity.models import Participation, Record
from integrity.policies import (
    answerable_participations,
    own_bodies,
    own_participations,
    readable_records,
    shown_participations,
)
from organisation.models import Person

TOLD_FOR = timedelta(days=30)  # how long a head is told that a record about them was declared void


@dataclass(frozen=True, slots=True)
class RecordQuery:
    """What a list of records is narrowed by; empty values ask for everything."""

    kind: str = ""
    state: str = ""
    answer: str = ""
    period: Period | None = None
    text: str = ""


def records_matching(user: User, on: date, query: RecordQuery) -> QuerySet[Record]:
    """Records `user` may read that answer `query`, newest first, drafts before all.

    Each comes with the lines the user may read (`lines`), the number of heads (`heads`) and of objections (`objected`).
    """
    lines = shown_participations(user, on)
    records = readable_records(user, on).filter(_wanted(query))
    if query.text:
        texts = matches(query.text, field="person__search_keys") | matches(
            query.text, field="unit__search_keys"
        )
        records = records.filter(Exists(lines.filter(texts, record=OuterRef("pk"))))
    for answer in (Answer.PENDING, Answer.OBJECTED):
        if query.answer == answer:
            asked = lines.filter(answer=answer, present=True, record=OuterRef("pk"))
            records = records.filter(Exists(asked), state=RecordState.RECORDED, origin=Origin.ENTERED)
    return with_lines(records, user, on).order_by(F("held_on").desc(nulls_first=True), "-id")


def with_lines(records: QuerySet[Record], user: User, on: date) -> QuerySet[Record]:
    """`records` with what a list shows of each, in a constant number of queries."""
    lines = (
        shown_participations(user, on)
        .select_related("person", "unit")
        .defer("person__search_keys", "unit__search_keys")
    )
    return (
        records.select_related("body", "entered_by__person")
        .prefetch_related(Prefetch("participations", queryset=lines.order_by("id"), to_attr="lines"))
        .annotate(heads=Count("participations", distinct=True))
    )


def _wanted(query: RecordQuery) -> Q:
    found = Q(kind=query.kind) if query.kind else Q()
    if query.state:
        found &= Q(state=query.state)
    if query.period:
        found &= Q(held_on__range=(query.period.starts, query.period.ends))
    return found


def records_of(person: Person, user: User, on: date, *, until: date) -> QuerySet[Record]:
    """Settled records about `person` held up to the day `until` whose lines on them `user` may read on `on`, newest first."""
    lines = shown_participations(user, on).filter(person=person, record=OuterRef("pk"))
    records = readable_records(user, on).filter(Exists(lines), held_on__lte=until)
    records = records.exclude(state=RecordState.DRAFT)
    return with_lines(records, user, on).order_by("-held_on", "-id")


def records_awaiting_answer(user: User) -> QuerySet[Participation]:
    """A head's own lines still to be confirmed or objected to, oldest first."""
    return answerable_participations(user).select_related("record__body").order_by("record__held_on", "id")


def withdrawn_lately(user: User, on: date) -> QuerySet[Participation]:
    """A head's own lines in records declared void in the last TOLD_FOR days, so that the head is told."""
    own = own_participations(user).filter(record__state=RecordState.WITHDRAWN)
    return own.filter(record__changed_at__date__gt=on - TOLD_FOR).select_related("record__body")


def objections(user: User, on: date) -> QuerySet[Participation]:
    """Other heads' objections that `user` may read, in records that still stand; newest first."""
    lines = shown_participations(user, on).filter(answer=Answer.OBJECTED, record__state=RecordState.RECORDED)
    if user.person_id:
        lines = lines.exclude(person=user.person_id)
    return lines.select_related("record__body", "person", "unit").order_by("-answered_at", "-id")


def objections_to_settle(user: User, on: date) -> QuerySet[Participation]:
    """Objections of heads to records that a body of `user` keeps."""
    bodies = [body.pk for body in own_bodies(user, on)]
    return objections(user, on).filter(record__body__in=bodies)


def drafts(user: User, on: date) -> QuerySet[Record]:
    """Drafts `user` may go on writing, last changed first."""
    records = readable_records(user, on).filter(state=RecordState.DRAFT)
    return with_lines(records, user, on).order_by("-changed_at", "-id")
