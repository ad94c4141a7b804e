"""Letters of inquiry and reminder talks on signs; always through the policies."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from accounts.models import User
from core.searching import matches
from integrity.models import Admonition, Inquiry
from integrity.policies.inquiries import (
    approved_inquiries,
    askable_tenures,
    decided_inquiries,
    handled_inquiries,
    own_admonitions,
    own_inquiries,
    visible_inquiries,
)
from organisation.models import Person, Tenure
from rulebook.procedures.inquiry import OVER, State, Way, leads, signs_for_others

SOURCE = Inquiry._meta.label_lower
OF_BODY = f"{SOURCE}-body"  # what the body that asks omitted
VIEWED, DOWNLOADED = "inquiry.viewed", "inquiry.letter-downloaded"
LATE, RUNNING, TO_HANDLE = "late", "running", "to-handle"
# A head is not told how far the weighing of their own words has come, so own cases are not found by these.
WEIGHED = frozenset({RUNNING, TO_HANDLE, State.ANSWERED, State.ASSESSED, State.CLOSED})
NEEDED = ("person", "unit", "post", "body")


@dataclass(frozen=True, slots=True)
class InquiryQuery:
    """What cases are narrowed by; empty values ask for everything. `state` also LATE (no answer in time), TO_HANDLE (by the body)
    or RUNNING (not over)."""

    text: str = ""
    state: str = ""
    way: str = ""
    year: int | None = None


def inquiries_matching(user: User, on: date, query: InquiryQuery) -> QuerySet[Inquiry]:
    """Cases `user` may open that answer `query`, the latest first."""
    rows = visible_inquiries(user, on)
    if query.text:
        rows = rows.filter(matches(query.text))
    if query.way:
        rows = rows.filter(way=query.way)
    if query.year:
        rows = rows.filter(drafted_on__year=query.year)
    if query.state in WEIGHED and user.person_id:
        rows = rows.exclude(person=user.person_id)
    if query.state == LATE:
        rows = unanswered(rows, on)
    elif query.state == TO_HANDLE:
        rows = _to_handle(rows)
    elif query.state == RUNNING:
        rows = rows.exclude(state__in=OVER)
    elif query.state:
        rows = rows.filter(state=query.state)
    return rows.select_related(*NEEDED).order_by("-drafted_on", "-pk")


def unanswered(rows: QuerySet[Inquiry], on: date) -> QuerySet[Inquiry]:
    """Of `rows` letters whose day for an answer has passed without one (N28)."""
    return rows.filter(state__in=[State.SENT, State.RECEIVED], way=Way.LETTER, answer_due__lt=on)


def inquiries_about(user: User, on: date, person: Person) -> QuerySet[Inquiry]:
    """Cases about `person` that `user` may open: part of the head's integrity file (廉政档案)."""
    rows = visible_inquiries(user, on).filter(person=person)
    return rows.exclude(state=State.DROPPED).select_related(*NEEDED).order_by("-drafted_on", "-pk")


def to_approve(user: User, on: date) -> QuerySet[Inquiry]:
    """What others drafted and `user` approves as principal."""
    return _waiting(approved_inquiries(user, on).filter(state=State.SUBMITTED))


def to_handle(user: User, on: date) -> QuerySet[Inquiry]:
    """What the body has to do next: send what was approved, hold a talk announced, assess what was explained."""
    return _waiting(_to_handle(handled_inquiries(user, on)))


def to_decide(user: User, on: date) -> QuerySet[Inquiry]:
    """Outcomes that wait for the approval of `user`."""
    return _waiting(decided_inquiries(user, on))


def escalated(user: User, on: date) -> QuerySet[Inquiry]:
    """Letters nobody answered in time, put before the principal who approved them."""
    return _waiting(unanswered(approved_inquiries(user, on), on))


def own_to_answer(user: User, on: date) -> QuerySet[Inquiry]:
    """What the head has still to sign for, or to answer."""
    rows = own_inquiries(user, on)
    return _waiting(rows.filter(Q(state=State.SENT) | Q(state=State.RECEIVED, way=Way.LETTER)))


def own_to_criticise(user: User) -> QuerySet[Admonition]:
    """Admonitions after which the head owes a written self-criticism (N30)."""
    rows = own_admonitions(user).filter(criticism=None)
    return rows.select_related("inquiry").order_by("criticism_due", "pk")


def tenure_of(user: User, on: date, *, person: int, unit: int | None = None) -> Tenure | None:
    """The latest tenure by which `user` may ask `person`, in `unit` where one is said."""
    rows = askable_tenures(user, on).filter(person=person)
    if unit is not None:
        rows = rows.filter(post__unit=unit)
    return rows.select_related("person", "post__unit__county").order_by("-during", "-pk").first()


def party_principal(inquiry: Inquiry, on: date) -> Person | None:
    """Who must sign the head's answer: the Party principal of the unit, another than the head (N28); None where the head answers directly."""
    if signs_for_others(inquiry.post.title):
        return None
    held = Tenure.objects.filter(post__unit=inquiry.unit_id, post__is_head=True, during__contains=on)
    for one in held.exclude(person=inquiry.person_id).select_related("person", "post").order_by("pk"):
        if signs_for_others(one.post.title):
            return one.person
    return None


def principals_of(bodies: Collection[int], on: date) -> dict[int, Person]:
    """The principal of each of `bodies` (numbers of units) on `on`, where the roster names one; one query."""
    held = Tenure.objects.filter(post__unit__in=bodies, post__section=None, during__contains=on)
    rows = held.select_related("person", "post__unit").order_by("post__is_head", "-post_id", "-pk")
    return {
        row.post.unit_id: row.person
        for row in rows
        if row.post.is_head or leads(row.post.unit.function, row.post.title)
    }


def admonitions_of(people: Collection[int]) -> dict[int, list[Admonition]]:
    """Every admonition of each of `people` (numbers of rows), the earliest first; one query."""
    found: dict[int, list[Admonition]] = {person: [] for person in people}
    for row in Admonition.objects.filter(person__in=found).order_by("since", "pk"):
        found[row.person_id].append(row)
    return found


def _to_handle(rows: QuerySet[Inquiry]) -> QuerySet[Inquiry]:
    announced = Q(state__in=[State.SENT, State.RECEIVED], way=Way.TALK)
    return rows.filter(announced | Q(state__in=[State.APPROVED, State.ANSWERED]))


def _waiting(rows: QuerySet[Inquiry]) -> QuerySet[Inquiry]:
    return rows.select_related(*NEEDED).order_by("answer_due", "pk")
