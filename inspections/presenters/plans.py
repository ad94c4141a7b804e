"""Yearly plans of inspections as their pages show them."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from accounts.models import User
from inspections.choices import RevisionState
from inspections.models import Line, Plan, Revision
from inspections.policies import approved_revisions, drafted_revisions, organising_bodies
from inspections.presenters.pages import TONES
from inspections.selectors.lists import lines_of, planned_in, revisions_of
from rulebook.procedures.inspections import State

REVISION_TONES = {
    RevisionState.DRAFT: "muted",
    RevisionState.SUBMITTED: "soon",
    RevisionState.APPROVED: "ok",
    RevisionState.WITHDRAWN: "muted",
}


def plans_shown(plans: Iterable[Plan]) -> list[dict[str, Any]]:
    """Plans with their latest revision and how often they were changed."""
    found = []
    for plan in plans:
        revisions = list(plan.revisions.all())
        latest = revisions[0] if revisions else None
        approved = [one for one in revisions if one.state == RevisionState.APPROVED]
        found.append(
            {
                "plan": plan,
                "latest": latest,
                "tone": REVISION_TONES[RevisionState(latest.state)] if latest else "muted",
                "changes": max(len(approved) - 1, 0),
                "approved": approved[-1] if approved else None,
            }
        )
    return found


def page_of_plan(plan: Plan, user: User, on: date) -> dict[str, Any]:
    """A plan: what is in it, what is being decided, how it came to be."""
    revisions, lines = revisions_of(plan), lines_of(plan, user, on)
    current = revisions[0] if revisions and not revisions[0].is_over else None
    drafts = organising_bodies(user, on).filter(pk=plan.body_id).exists()
    return {
        "plan": plan,
        "current": _revision(current, lines) if current else None,
        "history": [_revision(one, lines) for one in revisions if one.is_over],
        "rows": [
            {"inspection": row, "tone": TONES[State(row.state)], "promise": row.draw.promise}
            for row in planned_in(plan, user, on)
        ],
        "may_edit": current is not None and drafted_revisions(user, on).filter(pk=current.pk).exists(),
        "may_approve": current is not None and approved_revisions(user, on).filter(pk=current.pk).exists(),
        "may_change": drafts and current is None and bool(revisions),
        "may_withdraw": drafts
        and current is not None
        and current.number > 1
        and current.state == RevisionState.DRAFT,
    }


def _revision(row: Revision, lines: Mapping[int, list[Line]]) -> dict[str, Any]:
    return {"row": row, "tone": REVISION_TONES[RevisionState(row.state)], "lines": lines.get(row.pk, [])}
