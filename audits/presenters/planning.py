"""The facts of an audit and its place in the plan, as shown."""

from datetime import date
from typing import Any

from accounts.models import User
from audits.choices import LineAction, State
from audits.models import Audit
from audits.policies import visible_plans
from audits.selectors.audits import lines_of

TONES = {
    State.PLANNED: "info",
    State.NOTIFIED: "soon",
    State.ENTERED: "soon",
    State.DRAFTED: "soon",
    State.REPORTED: "soon",
    State.CLOSED: "ok",
    State.TERMINATED: "muted",
}


def facts_section(user: User, audit: Audit, on: date) -> tuple[str, dict[str, Any]] | None:
    """Whom, which post and days it covers, who carries it out."""
    return "audits/_facts.html", {"tone": TONES[State(audit.state)]}


def plan_section(user: User, audit: Audit, on: date) -> tuple[str, dict[str, Any]] | None:
    """The lines of the plan that took it in, or out; not for the head audited."""
    if user.person_id == audit.person_id:
        return None
    plans = set(visible_plans(user, on).values_list("pk", flat=True))
    lines = [
        {
            "row": row,
            "opens": row.revision.plan_id in plans,
            "tone": "ok" if row.action == LineAction.ADD else "late",
        }
        for row in lines_of(audit)
    ]
    return ("audits/_plan_lines.html", {"lines": lines}) if lines else None
