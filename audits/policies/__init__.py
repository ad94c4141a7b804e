"""Who sees an audit and who carries it out, who keeps proposals and plans: yes/no and SQL filter."""

from audits.policies.audits import (
    conducted_audits,
    own_audits,
    own_memberships,
    sees_audits,
    visible_audits,
)
from audits.policies.planning import (
    drafted_revisions,
    drafting_counties,
    droppable_audits,
    kept_proposals,
    offered_triggers,
    proposable_people,
    revisions_for,
    sees_plans,
    sees_proposals,
    visible_lines,
    visible_plans,
    visible_proposals,
    withdrawable_revisions,
)

__all__ = [
    "conducted_audits",
    "drafted_revisions",
    "drafting_counties",
    "droppable_audits",
    "kept_proposals",
    "offered_triggers",
    "own_audits",
    "own_memberships",
    "proposable_people",
    "revisions_for",
    "sees_audits",
    "sees_plans",
    "sees_proposals",
    "visible_audits",
    "visible_lines",
    "visible_plans",
    "visible_proposals",
    "withdrawable_revisions",
]
