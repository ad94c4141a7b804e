"""Lists of inspections, plans, deputies and what waits; always through the policies."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from accounts.models import User
from core.searching import matches
from inspections.models import Deputy, Inspection, Line, Member, Plan, Revision, Statement, Verdict
from inspections.policies import (
    answered_inspections,
    approved_revisions,
    organised_inspections,
    own_memberships,
    visible_deputies,
    visible_inspections,
    visible_lines,
    visible_plans,
)
from rulebook.procedures.inspections import OVER, OWING_REPLY, State

RUNNING, LATE = "running", "late"
NEEDED = ("person", "unit", "post", "body")


@dataclass(frozen=True, slots=True)
class InspectionQuery:
    """What the list is narrowed by; empty values ask for everything. `state` also RUNNING (not over) or LATE (no reply in time)."""

    text: str = ""
    state: str = ""
    year: int | None = None


def inspections_matching(user: User, on: date, query: InspectionQuery) -> QuerySet[Inspection]:
    """Inspections `user` may open that answer `query`, the latest first."""
    rows = visible_inspections(user, on)
    if query.text:
        rows = rows.filter(matches(query.text))
    if query.year:
        rows = rows.filter(year=query.year)
    if query.state == RUNNING:
        rows = rows.exclude(state__in=OVER)
    elif query.state == LATE:
        rows = unanswered(rows, on)
    elif query.state:
        rows = rows.filter(state=query.state)
    rows = rows.select_related(*NEEDED).defer("search_keys", "unit__search_keys", "person__search_keys")
    return rows.order_by("-year", "-pk")


def unanswered(rows: QuerySet[Inspection], on: date) -> QuerySet[Inspection]:
    """Of `rows` those whose unit let the day for its reply pass."""
    return rows.filter(state__in=OWING_REPLY, reply_due__lt=on)


def years_offered(user: User, on: date) -> list[int]:
    """The years of the inspections `user` may see, the latest first."""
    years = visible_inspections(user, on).order_by("-year").values_list("year", flat=True)
    return list(years.distinct())


def plans_listed(user: User, on: date) -> QuerySet[Plan]:
    """Plans `user` may see, the latest year first, each with its revisions."""
    revisions = Prefetch("revisions", Revision.objects.order_by("-number"))
    return (
        visible_plans(user, on)
        .select_related("county", "body")
        .prefetch_related(revisions)
        .order_by("-year", "pk")
    )


def revisions_of(plan: Plan) -> list[Revision]:
    """The plan as first made and its changes, the latest first."""
    return list(
        plan.revisions.select_related("drafted_by__person", "approved_by__person", "plan").order_by("-number")
    )


def lines_of(plan: Plan, user: User, on: date) -> dict[int, list[Line]]:
    """The lines of each revision (number of the row) that `user` may see."""
    rows = (
        visible_lines(user, on)
        .filter(revision__plan=plan)
        .select_related("person", "unit", "post", "inspection")
    )
    found: dict[int, list[Line]] = {}
    for row in rows.order_by("month", "pk"):
        found.setdefault(row.revision_id, []).append(row)
    return found


def planned_in(plan: Plan, user: User, on: date) -> QuerySet[Inspection]:
    """The inspections of a plan that `user` may open, by the month meant."""
    rows = visible_inspections(user, on).filter(plan=plan)
    return rows.select_related(*NEEDED, "draw").order_by("month", "pk")


def deputies_listed(
    user: User, on: date, *, kind: str = "", text: str = "", serving: bool = True
) -> QuerySet[Deputy]:
    """Deputies `user` may see, of one kind or all, those who serve on `on` or everybody."""
    rows = visible_deputies(user, on)
    if kind:
        rows = rows.filter(kind=kind)
    if text:
        rows = rows.filter(matches(text))
    if serving:
        rows = rows.filter(during__contains=on)
    return rows.select_related("unit", "person", "user").order_by("kind", "number", "pk")


def tasks_of(user: User) -> QuerySet[Member]:
    """What `user` was drawn for as a deputy, the latest first."""
    rows = own_memberships(user).select_related("inspection__unit", "inspection__body", "deputy", "statement")
    return rows.order_by("-inspection__held_on", "-pk")


def to_write(user: User) -> QuerySet[Member]:
    """Visits for which `user` has not handed in their words."""
    rows = tasks_of(user).filter(inspection__state__in=[State.CALLED, State.VISITED], statement=None)
    return rows.exclude(present=False)


def to_judge(user: User) -> QuerySet[Member]:
    """Replies `user` has not judged."""
    said = Verdict.objects.filter(member=OuterRef("pk"), round=OuterRef("inspection__round"))
    return tasks_of(user).filter(~Exists(said), inspection__state=State.REPLIED, present=True)


def to_reply(user: User, on: date) -> QuerySet[Inspection]:
    """Suggestions a unit of `user` has to answer."""
    return _waiting(answered_inspections(user, on).filter(state__in=OWING_REPLY))


def to_carry_out(user: User, on: date) -> QuerySet[Inspection]:
    """Suggestions a unit of `user` adopted and carries out."""
    return _waiting(answered_inspections(user, on).filter(state=State.FOLLOWED))


def announced(user: User, on: date) -> QuerySet[Inspection]:
    """Visits to a unit of `user` that are still to come."""
    return _waiting(answered_inspections(user, on).filter(state=State.CALLED, held_on__gte=on))


def to_organise(user: User, on: date) -> QuerySet[Inspection]:
    """What the organiser has to do next: draw once the day has come, call, record the visit, gather and send, end the judging, close."""
    ready = (
        Q(state=State.LISTED, draw__draw_on__lte=on)
        | Q(state=State.DRAWN)
        | Q(state=State.CALLED, held_on__lte=on)
        | Q(state=State.VISITED)
        | Q(state=State.REPLIED, judge_due__lt=on)
        | Q(state=State.PLANNED, year=on.year, month__lte=on.month)
    )
    return _waiting(organised_inspections(user, on).filter(ready))


def plans_to_approve(user: User, on: date) -> QuerySet[Revision]:
    """Plans and changes that wait for the approval of `user`."""
    return approved_revisions(user, on).select_related("plan__body").order_by("pk")


def statements_of(inspection: Inspection) -> QuerySet[Statement]:
    """What was handed in, in the deputies' own words."""
    rows = Statement.objects.filter(member__inspection=inspection).select_related("member__deputy")
    return rows.order_by("member__kind", "member__place")


def verdicts_of(inspection: Inspection) -> QuerySet[Verdict]:
    """How the replies were judged."""
    rows = Verdict.objects.filter(member__inspection=inspection).select_related("member__deputy")
    return rows.order_by("-round", "member__kind", "member__place")


def _waiting(rows: QuerySet[Inspection]) -> QuerySet[Inspection]:
    return rows.select_related(*NEEDED).order_by("reply_due", "pk")
