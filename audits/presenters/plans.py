"""Plans as shown: where each stands, its lines, its steps, and how it came to be what it is."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.utils.translation import gettext as _

from audits.choices import PLAN_STEP_TITLES, LineAction, ProposalState, RevisionState
from audits.models import Audit, Plan, PlanLine, Proposal, Revision
from audits.presenters.planning import TONES as AUDIT_TONES
from rulebook.procedures.audits import PlanStep

TONES = {
    RevisionState.DRAFT: "muted",
    RevisionState.PROPOSED: "info",
    RevisionState.DISCUSSED: "soon",
    RevisionState.APPROVED: "ok",
    RevisionState.WITHDRAWN: "muted",
}


def plans_shown(plans: Iterable[Plan]) -> list[dict[str, Any]]:
    """The rows of the list; the plan's revisions are loaded with it."""
    found = []
    for plan in plans:
        revisions = sorted(plan.revisions.all(), key=lambda one: one.number)
        approved = [one for one in revisions if one.state == RevisionState.APPROVED]
        latest = revisions[-1] if revisions else None
        found.append(
            {
                "plan": plan,
                "latest": latest,
                "tone": TONES[RevisionState(latest.state)] if latest else "muted",
                "changes": max(len(approved) - 1, 0),
                "approved": approved[-1] if approved else None,
                "capacity": (approved or revisions)[-1].capacity if revisions else 0,
            }
        )
    return found


def audits_shown(audits: Iterable[Audit]) -> list[dict[str, Any]]:
    """The audits in a plan."""
    return [{"audit": one, "tone": AUDIT_TONES[one.state]} for one in audits]  # type: ignore[index]


def revision_shown(
    revision: Revision, lines: Mapping[int, list[PlanLine]], steps: set[PlanStep]
) -> dict[str, Any]:
    """A revision with its lines and steps; `steps` are those this reader may take."""
    return {
        "row": revision,
        "tone": TONES[RevisionState(revision.state)],
        "lines": [line_shown(line) for line in lines.get(revision.pk, [])],
        "entries": list(_entries(revision)),
        "steps": {step.value: step in steps for step in PlanStep},
        "attendances": list(revision.attendances.all()),
    }


def line_shown(line: PlanLine) -> dict[str, Any]:
    """A line, whichever way it leads to the head's post."""
    of = line.proposal or line.audit
    return {
        "row": line,
        "unit": of.unit if of else None,
        "post": of.post if of else None,
        "kind": of.get_kind_display() if of else "",
        "tone": "ok" if line.action == LineAction.ADD else "late",
        "gone": _gone(line.proposal) if line.proposal else "",
    }


def _gone(proposal: Proposal) -> str:
    """Why what was planned has no cause any more."""
    return proposal.get_gone_display() if proposal.gone and proposal.state == ProposalState.PLANNED else ""


def _entries(revision: Revision) -> Iterable[dict[str, Any]]:
    title = _("起草") if revision.number == 1 else _("起草调整")
    yield {"on": revision.drafted_on, "title": title, "who": str(revision.drafted_by or "")}
    taken = (
        (PlanStep.PROPOSE, revision.proposed_on, revision.proposed_by, ""),
        (PlanStep.DISCUSS, revision.discussed_on, revision.discussed_by, revision.said),
        (PlanStep.APPROVE, revision.approved_on, revision.approved_by, revision.document),
    )
    for step, day, who, text in taken:
        if day is not None:
            yield {"on": day, "title": PLAN_STEP_TITLES[step], "who": str(who or ""), "text": text}
