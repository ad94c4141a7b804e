"""Yearly plans, their revisions and what is in them."""

from collections.abc import Mapping, Sequence
from datetime import date

from django.db.models import Exists, OuterRef, QuerySet

from accounts.models import User
from audits.choices import State
from audits.models import Audit, Plan, PlanLine, Revision
from audits.policies import visible_audits, visible_lines, visible_plans


def plans_listed(user: User, on: date) -> QuerySet[Plan]:
    """Plans `user` may see, the latest first, each with its revisions."""
    rows = visible_plans(user, on).select_related("county", "body").prefetch_related("revisions")
    return rows.order_by("-year", "pk")


def audits_planned(county: str, year: int) -> QuerySet[Audit]:
    """The audits a county's plan of `year` holds: what was dropped is not in it any more."""
    rows = Audit.objects.filter(county=county, year=year, plan_lines__revision__plan__year=year)
    return rows.exclude(state=State.TERMINATED).distinct()


def audits_of(plan: Plan, user: User, on: date) -> QuerySet[Audit]:
    """The audits of `plan` whose lines `user` may see, in the order they came into it; `opens` says whether the audit itself may be opened."""
    theirs = visible_lines(user, on).filter(revision__plan=plan).order_by().values("audit")
    rows = audits_planned(plan.county_id, plan.year).filter(pk__in=theirs)
    opens = Exists(visible_audits(user, on).filter(pk=OuterRef("pk")))
    return rows.annotate(opens=opens).select_related("person", "unit", "post").order_by("pk")


def revisions_of(plan: Plan) -> list[Revision]:
    """The revisions of `plan`, the latest first, each with who took part."""
    rows = plan.revisions.select_related(
        "drafted_by__person", "proposed_by__person", "discussed_by__person", "approved_by__person"
    )
    return list(rows.prefetch_related("attendances").order_by("-number"))


def lines_of(plan: Plan, user: User, on: date) -> dict[int, list[PlanLine]]:
    """The lines of every revision of `plan` that `user` may see, by revision; one query."""
    rows = visible_lines(user, on).filter(revision__plan=plan)
    rows = rows.select_related("person", "proposal__unit", "proposal__post", "audit__unit", "audit__post")
    found: dict[int, list[PlanLine]] = {}
    for row in rows.order_by("revision__number", "rank"):
        found.setdefault(row.revision_id, []).append(row)
    return found


def shows_all(plan: Plan, revisions: Sequence[Revision], lines: Mapping[int, list[PlanLine]]) -> bool:
    """Whether `lines` are all there are of `revisions`; one query."""
    numbers = [one.pk for one in revisions]
    there = PlanLine.objects.filter(revision__plan=plan, revision__in=numbers).count()
    return there == sum(len(lines.get(number, [])) for number in numbers)


def waiting_for(rows: QuerySet[Revision]) -> QuerySet[Revision]:
    """The revisions among `rows` that hold something to decide, the longest waiting first."""
    holding = Exists(PlanLine.objects.filter(revision=OuterRef("pk")))
    return rows.filter(holding).select_related("plan").order_by("drafted_on", "pk")
