"""Lists of handovers and of what they left open; always through the policies."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import (
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.models import User
from audits.choices import HandoverState, ItemAnswer
from audits.models import Handover, HandoverItem
from audits.policies.handovers import (
    OPEN,
    followed_items,
    led_handovers,
    own_handovers,
    received_handovers,
    visible_handovers,
    witnessed_handovers,
)
from audits.selectors.handovers.known import SOURCE
from audits.selectors.handovers.registry import left_open
from core.models import Event
from core.searching import matches
from organisation.models import Person
from rulebook.procedures.handover import Part
from supervision.models import Finding
from supervision.policies import visible_findings

OVERDUE = "overdue"
ITEMS_LEFT = "left"
SHOWN_OF_A_HEAD = 20


@dataclass(frozen=True, slots=True)
class HandoverQuery:
    """What a list of handovers is narrowed by; empty values ask for everything."""

    text: str = ""
    state: str = ""
    whose: str = ""
    year: int | None = None
    post: int | None = None


def handovers_matching(user: User, on: date, query: HandoverQuery) -> QuerySet[Handover]:
    """Handovers `user` may read that answer `query`; what is still open comes first, then the latest leaving."""
    rows = visible_handovers(user, on)
    if query.whose == "own":
        rows = own_handovers(user)
    elif query.whose == "taken":
        rows = received_handovers(user, on)
    elif query.whose == "led":
        rows = rows.filter(pk__in=led_handovers(user, on).order_by().values("pk"))
    rows = rows.filter(_wanted(query, on)).annotate(
        rank=Case(When(state__in=OPEN, then=Value(0)), default=Value(1), output_field=IntegerField()),
        left_open=Coalesce(Subquery(_left_in(on).values("number"), output_field=IntegerField()), 0),
    )
    rows = rows.select_related("person", "post", "unit", "successor", "receiver")
    return rows.defer("search_keys").order_by("rank", "-left_on", "-pk")


def _items_of() -> QuerySet[HandoverItem]:
    return HandoverItem.objects.filter(handover=OuterRef("pk")).order_by()


def _left_in(on: date) -> Any:
    """How many items each handover still leaves to the successor."""
    return _items_of().filter(left_open(on)).values("handover").annotate(number=Count("pk"))


def handovers_of(user: User, on: date, person: Person) -> QuerySet[Handover]:
    """Handovers of posts `person` left or took over, as far as `user` may read them, the latest first."""
    rows = visible_handovers(user, on).filter(Q(person=person) | Q(successor=person))
    rows = rows.exclude(state=HandoverState.VOID).select_related(
        "person", "post", "unit", "successor", "receiver"
    )
    return rows.order_by("-left_on", "-pk")[:SHOWN_OF_A_HEAD]


def _wanted(query: HandoverQuery, on: date) -> Q:
    found = Q()
    if query.state == OVERDUE:
        found &= Q(state__in=OPEN, due__lt=on)
    elif query.state == ITEMS_LEFT:
        found &= Q(state=HandoverState.SIGNED) & Q(Exists(_items_of().filter(left_open(on))))
    elif query.state:
        found &= Q(state=query.state)
    else:
        found &= ~Q(state=HandoverState.VOID)
    if query.year:
        found &= Q(left_on__year=query.year)
    if query.text:
        found &= matches(query.text)
    return found


def with_parts(rows: QuerySet[Handover]) -> QuerySet[Handover]:
    """Handovers with all a page of one shows."""
    return rows.select_related(
        "person", "post", "unit", "successor", "receiver", "duty", "filled_by__person", "excused_by__person"
    ).prefetch_related(
        "items__closed_by__person", "signatures__user__person", "signatures__person", "signatures__body", "files",
        "flaws__item", "flaws__noted_by__person",
    )  # fmt: skip


def findings_of(handover: Handover, user: User, on: date) -> QuerySet[Finding]:
    """What was found in a handover, as far as `user` may see it."""
    rows = visible_findings(user, on).filter(source=SOURCE, source_id=handover.pk)
    return rows.order_by("-raised_on", "-pk")


def happenings_of(handover: Handover) -> QuerySet[Event]:
    """What was done to a handover, in order."""
    done = Event.objects.filter(target_type="audits.handover", target_id=handover.pk)
    return done.select_related("actor__person").order_by("at", "pk")


def to_fill(user: User) -> QuerySet[Handover]:
    """The user's own leavings whose list is still to be filled in, or amended because the successor objects, or signed."""
    rows = own_handovers(user).filter(state__in=OPEN, excuse="")
    objected = Q(items__answer=ItemAnswer.OBJECTED)
    rows = rows.filter(Q(state=HandoverState.FILLING) | objected | _agreed(rows) & _unsigned(Part.LEAVER))
    return rows.select_related("unit", "post").distinct().order_by("due", "pk")


def to_check(user: User, on: date) -> QuerySet[Handover]:
    """Handovers given to the user to check, or all agreed and to be signed."""
    rows = received_handovers(user, on).filter(state=HandoverState.CHECKING)
    pending = Q(items__answer=ItemAnswer.PENDING)
    rows = rows.filter(pending | _agreed(rows) & _unsigned(Part.SUCCESSOR))
    return rows.select_related("unit", "person").distinct().order_by("due", "pk")


def to_witness(user: User, on: date) -> QuerySet[Handover]:
    """Handovers both sides signed, that wait for the leading witness."""
    rows = led_handovers(user, on).filter(state=HandoverState.CHECKING)
    both = Handover.objects.filter(signatures__part=Part.SUCCESSOR)
    left = Handover.objects.filter(Q(signatures__part=Part.LEAVER) | ~Q(excuse=""))
    rows = rows.filter(pk__in=both.values("pk")).filter(pk__in=left.values("pk"))
    return rows.select_related("unit", "person").order_by("due", "pk")


def to_follow(user: User, on: date) -> QuerySet[HandoverItem]:
    """Items the user took over that are not finished, neither by hand nor with the record they come from, by their day."""
    rows = followed_items(user, on).filter(left_open(on))
    rows = rows.select_related("handover__person", "handover__unit")
    return rows.order_by("due", "pk")


def witness_rules(user: User, on: date, handover: Handover) -> list[tuple[str, bool]]:
    """As what the user may witness `handover`: the function of the body and whether it leads; in the order of the rulebook."""
    return [
        (rule.function.value, rule.leads)
        for rule, rows in witnessed_handovers(user, on)
        if rows.filter(pk=handover.pk).exists()
    ]


def _agreed(rows: QuerySet[Handover]) -> Q:
    waiting = HandoverItem.objects.exclude(answer=ItemAnswer.AGREED)
    return Q(state=HandoverState.CHECKING) & ~Q(pk__in=waiting.order_by().values("handover"))


def _unsigned(part: Part) -> Q:
    signed = Handover.objects.filter(signatures__part=part)
    return ~Q(pk__in=signed.order_by().values("pk"))
