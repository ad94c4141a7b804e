"""The list of proposals, and what the plan weighs of each."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, DateField, IntegerField, Max, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from accounts.models import User
from audits.choices import ProposalState
from audits.models import Proposal
from audits.policies import kept_proposals, visible_proposals
from core.searching import matches
from organisation.models import Tenure
from rulebook.duties import WARNED_DAYS
from rulebook.procedures.audits import Trigger
from rulebook.procedures.decisions import MatterCategory
from rulebook.tenure import OWING
from rulebook.types import Proof
from supervision.choices import FindingState
from supervision.models import Finding, Fulfilment

AUDITS_DONE = (Proof.PRE_AUDIT, Proof.IN_TERM_AUDIT, Proof.LEAVING_AUDIT)


@dataclass(frozen=True, slots=True)
class ProposalQuery:
    """What the list is narrowed by; empty values ask for everything."""

    state: str = ""
    trigger: str = ""
    due: date | None = None
    text: str = ""


def proposals_matching(user: User, on: date, query: ProposalQuery) -> QuerySet[Proposal]:
    """Proposals `user` may see that answer `query`, the soonest due first, each weighed."""
    found = Q()
    if query.state:
        found &= Q(state=query.state)
    if query.trigger:
        found &= Q(trigger=query.trigger)
    if query.due:
        found &= Q(due__lte=query.due)
    if query.text:
        found &= matches(query.text, field="person__search_keys") | matches(
            query.text, field="unit__search_keys"
        )
    rows = weighed(visible_proposals(user, on).filter(found)).select_related("person", "unit", "post")
    return rows.defer("unit__search_keys", "person__search_keys").order_by("due", "pk")


def proposals_near(user: User, on: date) -> QuerySet[Proposal]:
    """Open proposals `user` keeps that are due within the calendar's days of warning, or late, the longest late first."""
    rows = kept_proposals(user, on).filter(
        state=ProposalState.OPEN, due__lte=on + timedelta(days=WARNED_DAYS)
    )
    return rows.select_related("person", "unit").order_by("due", "pk")


def weighed(rows: QuerySet[Proposal]) -> QuerySet[Proposal]:
    """`rows` with `last_audit`, the last day the head was audited to, and `findings`, the number still open (none about cadres)."""
    audits = Fulfilment.objects.filter(person=OuterRef("person"), proof__in=AUDITS_DONE).order_by()
    last = audits.values("person").annotate(last=Max(Coalesce("until", "on"))).values("last")
    still = _still_open().filter(person=OuterRef("person"))
    findings = still.values("person").annotate(number=Count("pk")).values("number")
    return rows.annotate(
        last_audit=Subquery(last, output_field=DateField()),
        findings=Coalesce(Subquery(findings, output_field=IntegerField()), 0),
    )


def _still_open() -> QuerySet[Finding]:
    rows = Finding.objects.exclude(state=FindingState.CLOSED)
    return rows.exclude(subject=MatterCategory.PERSONNEL).order_by()


def open_findings(person: int) -> int:
    """How many findings of `person` are still open (none about cadres)."""
    return _still_open().filter(person=person).count()


def open_in(county: str) -> QuerySet[Proposal]:
    """The proposals of a county that wait to be planned, weighed."""
    rows = Proposal.objects.filter(county=county, state=ProposalState.OPEN, gone="")
    return weighed(rows).select_related("person", "unit", "post")


def runs_of(rows: Iterable[Proposal], on: date) -> dict[int, tuple[date, date | None]]:
    """For each proposal, by number, the unbroken tenure it is about: that left on its day, else the one that lasts on `on`, or the last.

    One query. Before a post is taken, the kind of tenure does not matter.
    """
    asked = list(rows)
    held: dict[tuple[int, int], list[Tenure]] = {}
    tenures = Tenure.objects.filter(
        person__in=[row.person_id for row in asked], post__in=[row.post_id for row in asked]
    )
    for tenure in sorted(tenures, key=lambda one: one.during.lower):
        held.setdefault((tenure.person_id, tenure.post_id), []).append(tenure)
    found: dict[int, tuple[date, date | None]] = {}
    for row in asked:
        run: tuple[date, date | None] | None = None
        for tenure in held.get((row.person_id, row.post_id), []):
            if row.trigger != Trigger.BEFORE and tenure.kind not in OWING:
                continue
            if tenure.during.lower > on:
                break
            goes_on = run is not None and run[1] == tenure.during.lower
            run = (run[0] if run and goes_on else tenure.during.lower, tenure.during.upper)
            if row.trigger == Trigger.LEAVING and run[1] == row.since:
                break
        if run is not None:
            found[row.pk] = run
    return found
