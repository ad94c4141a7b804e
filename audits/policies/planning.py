"""Proposals and yearly plans: the audit bureau and the organisation department keep them, each step of a plan is the body's the rule names.

A proposal before somebody takes a post tells of a step in which cadres are considered (B2): until it is planned it is for the organisation
department and the discipline body alone. Of themself or a relative nobody sees one, nor its line in a plan (N14).
"""

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.models import AnonymousUser
from django.db.models import Q, QuerySet

from accounts.models import User
from audits.choices import ProposalState, RevisionState
from audits.models import Audit, Plan, PlanLine, Proposal, Revision
from audits.policies.audits import CONDUCTED_UNDER, USED_BY, not_of_kin
from organisation.models import Division, Person
from rulebook.procedures.audits import DRAFTED_BY, PLAN_STEPS, TRIGGERS, PlanStep, Trigger
from supervision.policies import mandated, scope_of

ORGANISING = USED_BY[0]
APPROVED_UNDER = (PLAN_STEPS[PlanStep.APPROVE].by, CONDUCTED_UNDER[1])
SEEN_UNDER = (CONDUCTED_UNDER, *USED_BY, APPROVED_UNDER)
# In which state a revision is ready for a step.
READY = {
    PlanStep.PROPOSE: RevisionState.DRAFT,
    PlanStep.DISCUSS: RevisionState.PROPOSED,
    PlanStep.APPROVE: RevisionState.DISCUSSED,
}


def counties_of(user: User | AnonymousUser, on: date, functions: Iterable[str]) -> QuerySet[Division]:
    """Counties whose body with one of `functions` the user acts for."""
    wanted = set(functions)
    bodies = scope_of(user, on).bodies
    return Division.objects.filter(pk__in={body.county_id for body in bodies if body.function in wanted})


def visible_proposals(user: User | AnonymousUser, on: date) -> QuerySet[Proposal]:
    """Proposals `user` may see on `on`."""
    scope = scope_of(user, on)
    found = Q()
    for function, clause in USED_BY:
        found |= mandated(scope, function, clause)
    conducted = mandated(scope, *CONDUCTED_UNDER)
    if conducted:
        found |= conducted & (~Q(trigger=Trigger.BEFORE) | Q(state=ProposalState.PLANNED))
    return Proposal.objects.filter(found & not_of_kin(scope)) if found else Proposal.objects.none()


def kept_proposals(user: User | AnonymousUser, on: date) -> QuerySet[Proposal]:
    """Proposals `user` may set aside or take up again: for the organisation department or the audit bureau."""
    scope = scope_of(user, on)
    found = mandated(scope, *ORGANISING) | mandated(scope, *CONDUCTED_UNDER)
    return visible_proposals(user, on).filter(found) if found else Proposal.objects.none()


def offered_triggers(user: User | AnonymousUser, on: date) -> list[Trigger]:
    """What `user` may propose an audit for by hand."""
    functions = {body.function for body in scope_of(user, on).bodies}
    return [rule.trigger for rule in TRIGGERS.values() if functions.intersection(rule.by)]


def proposable_people(user: User | AnonymousUser, on: date, trigger: Trigger) -> QuerySet[Person]:
    """Heads `user` may propose an audit of, for `trigger`."""
    scope = scope_of(user, on)
    held = Q(tenures__during__contains=on, tenures__post__is_head=True)
    found = Q()
    for function, clause in (CONDUCTED_UNDER, ORGANISING):
        if function in TRIGGERS[trigger].by:
            found |= mandated(scope, function, clause, person="pk", county="tenures__post__unit__county")
    if not found:
        return Person.objects.none()
    return Person.objects.filter(held, found & not_of_kin(scope, "pk")).distinct()


def visible_plans(user: User | AnonymousUser, on: date) -> QuerySet[Plan]:
    """Yearly plans `user` may see: of the county whose bodies in the procedure they act for."""
    functions = (function for function, _clause in SEEN_UNDER)
    return Plan.objects.filter(county__in=counties_of(user, on, functions))


def visible_lines(user: User | AnonymousUser, on: date) -> QuerySet[PlanLine]:
    """Lines of plans `user` may see; none about themself, a relative, or somebody the body stands back from."""
    scope = scope_of(user, on)
    found = Q()
    for function, clause in SEEN_UNDER:
        found |= mandated(scope, function, clause, county="revision__plan__county")
    return PlanLine.objects.filter(found & not_of_kin(scope)) if found else PlanLine.objects.none()


def drafting_counties(user: User | AnonymousUser, on: date) -> QuerySet[Division]:
    """Counties whose plans `user` drafts and changes."""
    return counties_of(user, on, DRAFTED_BY)


def drafted_revisions(user: User | AnonymousUser, on: date) -> QuerySet[Revision]:
    """Revisions `user` may still work on before they are proposed."""
    return Revision.objects.filter(
        plan__county__in=drafting_counties(user, on), state=RevisionState.DRAFT
    )  # fmt: skip


def withdrawable_revisions(user: User | AnonymousUser, on: date) -> QuerySet[Revision]:
    """Revisions `user` may give up, as long as they were not approved."""
    rows = Revision.objects.filter(plan__county__in=drafting_counties(user, on))
    return rows.exclude(state__in=[RevisionState.APPROVED, RevisionState.WITHDRAWN])


def revisions_for(user: User | AnonymousUser, on: date, step: PlanStep) -> QuerySet[Revision]:
    """Revisions on which `user` takes `step` for the body the rule names, once the step before was taken."""
    counties = counties_of(user, on, (PLAN_STEPS[step].by,))
    return Revision.objects.filter(plan__county__in=counties, state=READY[step])


def droppable_audits(user: User | AnonymousUser, on: date) -> QuerySet[Audit]:
    """Audits `user` may propose to take out of the plan."""
    scope = scope_of(user, on)
    found = mandated(scope, *CONDUCTED_UNDER) | mandated(scope, *ORGANISING)
    return Audit.objects.filter(found & not_of_kin(scope)) if found else Audit.objects.none()


def sees_plans(user: User | AnonymousUser, on: date) -> bool:
    """Whether plans are any business of `user`; no query."""
    functions = {function for function, _clause in SEEN_UNDER}
    return any(body.function in functions for body in scope_of(user, on).bodies)


def sees_proposals(user: User | AnonymousUser, on: date) -> bool:
    """Whether proposals are any business of `user`; no query."""
    functions = {CONDUCTED_UNDER[0], *(function for function, _clause in USED_BY)}
    return any(body.function in functions for body in scope_of(user, on).bodies)
