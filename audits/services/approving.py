"""The steps of a plan and of every change of it: proposed, discussed, approved, each by the body the rule names (C18)."""

from collections.abc import Mapping
from datetime import date

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from audits.choices import UNREPORTED, LineAction, ProposalState, RevisionState, State
from audits.duties.triggers import bring_to
from audits.models import Attendance, Audit, PlanLine, Proposal, Revision
from audits.policies import revisions_for
from audits.procedure.planning import period_of
from audits.selectors.plans import audits_planned
from audits.selectors.proposals import runs_of
from audits.services.states import NotPossible
from core import ledger
from core.locking import AUDITS, hold
from rulebook.establishment import Function
from rulebook.mandates import ACTS_UNDER
from rulebook.procedures.audits import CONFERENCE, CONFERENCE_NAMES, PlanStep
from supervision.selectors import Directory


@ledger.service("audit.plan.propose")
def propose_plan(*, revision: int, by: User, on: date) -> Revision:
    """Propose a draft for the organisation department. Raises ValidationError for an empty one, NotPossible."""
    found = _held(revision, PlanStep.PROPOSE, by, on)
    if not found.lines.exists():
        raise ValidationError(_("还没有选择列入或者调出的项目。"))
    found.state, found.proposed_on, found.proposed_by = RevisionState.PROPOSED, on, by
    found.save()
    return found


@ledger.service("audit.plan.discuss")
def note_discussion(
    *, revision: int, day: date, said: str, who: Mapping[Function, str], others: Mapping[str, str], by: User, on: date
) -> Revision:  # fmt: skip
    """Note what the joint conference said, and who took part for which body; `others` by their own names.

    Raises ValidationError where a body the rule names did not take part; NotPossible.
    """
    found = _held(revision, PlanStep.DISCUSS, by, on)
    problems: dict[str, list[str]] = {}
    if found.proposed_on is None or not found.proposed_on <= day <= on:
        problems["day"] = [_("联席会议日期不能早于提出日期，也不能晚于今天。")]
    if not said.strip():
        problems["said"] = [_("请写明联席会议的意见。")]
    for function in CONFERENCE:
        if not who.get(function, "").strip():
            told = {"body": CONFERENCE_NAMES[function]}
            problems[f"who_{function}"] = [_("联席会议须有%(body)s参加，请填写参加人。") % told]
    if problems:
        raise ValidationError(problems)
    found.state, found.discussed_on, found.discussed_by = RevisionState.DISCUSSED, day, by
    found.said = said.strip()
    found.save()
    rows = [
        Attendance(
            revision=found, function=function, body=CONFERENCE_NAMES[function], who=who[function].strip()
        )
        for function in CONFERENCE
    ]
    rows += [Attendance(revision=found, body=body, who=name) for body, name in others.items()]
    Attendance.objects.bulk_create(rows)
    return found


@ledger.service("audit.plan.approve")
def approve_plan(*, revision: int, day: date, document: str, by: User, on: date) -> Revision:
    """Note the approval by the county committee's audit commission: audits come to be, those dropped are terminated, and it is sealed.

    Raises ValidationError by field, or where a line's cause is gone meanwhile; NotPossible.
    """
    found = _held(revision, PlanStep.APPROVE, by, on)
    problems: dict[str, list[str]] = {}
    if found.discussed_on is None or not found.discussed_on <= day <= on:
        problems["day"] = [_("批准日期不能早于联席会议日期，也不能晚于今天。")]
    if not document.strip():
        problems["document"] = [_("请填写批准文号。")]
    if problems:
        raise ValidationError(problems)
    hold(AUDITS)
    bring_to(on)
    lines = list(found.lines.select_related("proposal").order_by("rank"))
    adds = [line for line in lines if line.action == LineAction.ADD]
    drops = [line for line in lines if line.action == LineAction.DROP]
    _terminate(drops, found)
    _plan(adds, found, day, by, on)
    number = audits_planned(found.plan.county_id, found.plan.year).count()
    if number > found.capacity:
        told = {"number": number, "most": found.capacity}
        raise ValidationError(_("计划共 %(number)s 项，超过可完成的 %(most)s 项，请撤回后重拟。") % told)
    found.state, found.approved_on, found.approved_by = RevisionState.APPROVED, day, by
    found.document = document.strip()
    found.save()
    return found


def _plan(adds: list[PlanLine], revision: Revision, day: date, by: User, on: date) -> None:
    """Let the audits of these lines come to be."""
    numbers = [line.proposal_id for line in adds if line.proposal_id]
    rows = Proposal.objects.select_for_update(of=("self",)).filter(pk__in=numbers)
    proposals = {row.pk: row for row in rows.select_related("person", "post__unit")}
    gone = [row for row in proposals.values() if row.state != ProposalState.OPEN]
    if gone:
        told = {"names": "、".join(sorted(row.person.name for row in gone))}
        raise ValidationError(_("%(names)s的审计事由已经变化，请撤回后重拟。") % told)
    plan, runs = revision.plan, runs_of(proposals.values(), day)
    directory = Directory(counties=[plan.county_id], on=on)
    bureau = directory.function(plan.county_id, Function.AUDIT)
    for line in adds:
        proposal = proposals[line.proposal_id or 0]
        bearer = directory.bearer(bureau, proposal.person_id, plan.county_id, ACTS_UNDER[Function.AUDIT])
        if bearer.unit is None:
            told = {"name": proposal.person.name}
            raise ValidationError(_("%(name)s应当由上级审计机关审计，不能列入本县计划（回避）。") % told)
        begins, ends = runs[proposal.pk]
        since, until = period_of(proposal.kind, begins, ends, plan.year, day)
        same = Audit.objects.filter(
            person=proposal.person_id, post=proposal.post_id, kind=proposal.kind, until=until
        )
        if same.exclude(state=State.TERMINATED).exists():
            told = {"name": proposal.person.name}
            raise ValidationError(_("%(name)s已有同一期间的审计项目。") % told)
        line.audit = Audit.objects.create(
            body_id=bearer.unit, person=proposal.person, post=proposal.post, kind=proposal.kind, year=plan.year,
            since=since, until=until, reason=line.words, entered_by=by,
        )  # fmt: skip
        line.save()
        proposal.state = ProposalState.PLANNED
        proposal.save()


def _terminate(drops: list[PlanLine], revision: Revision) -> None:
    """Terminate the audits of these lines; what they were proposed for waits again, unless it is gone."""
    rows: QuerySet[Audit] = Audit.objects.select_for_update(of=("self",)).select_related(
        "person", "post__unit"
    )
    audits = {row.pk: row for row in rows.filter(pk__in=[line.audit_id for line in drops])}
    for audit in audits.values():
        if audit.state not in UNREPORTED:
            told = {"name": audit.person.name}
            raise ValidationError(_("%(name)s的审计已经出具报告或者终止，不能调出。") % told)
        audit._change_reason = revision.reason[:100]  # type: ignore[attr-defined]
        audit.state = State.TERMINATED
        audit.save()
    planned = Proposal.objects.select_for_update(of=("self",)).filter(
        state=ProposalState.PLANNED, lines__audit__in=audits, lines__action=LineAction.ADD
    )
    for proposal in planned.select_related("post__unit", "person"):
        proposal.state = ProposalState.FALLEN if proposal.gone else ProposalState.OPEN
        proposal.save()


def _held(revision: int, step: PlanStep, by: User, on: date) -> Revision:
    """The revision, locked, if it waits for `step` and the step is this user's."""
    rows = revisions_for(by, on, step).select_for_update(of=("self",)).select_related("plan")
    found = rows.filter(pk=revision).first()
    if found is None:
        raise NotPossible
    return found
