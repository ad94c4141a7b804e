"""Reading records of talks, reports and forums."""

from integrity.selectors.follow_ups import (
    FollowUpQuery,
    actionable_follow_ups,
    follow_ups_due,
    listed_follow_ups,
    open_follow_ups,
    shown_follow_ups,
)
from integrity.selectors.heads import Candidate, candidates, find
from integrity.selectors.planning import (
    Meeting,
    PlanGroup,
    PlanRow,
    meetings_ahead,
    open_by_period,
    plan_of,
    planned_drafts,
)
from integrity.selectors.records import (
    RecordQuery,
    drafts,
    objections,
    objections_to_settle,
    records_awaiting_answer,
    records_matching,
    records_of,
    with_lines,
    withdrawn_lately,
)

__all__ = [
    "Candidate",
    "FollowUpQuery",
    "Meeting",
    "PlanGroup",
    "PlanRow",
    "RecordQuery",
    "actionable_follow_ups",
    "candidates",
    "drafts",
    "find",
    "follow_ups_due",
    "listed_follow_ups",
    "meetings_ahead",
    "objections",
    "objections_to_settle",
    "open_by_period",
    "open_follow_ups",
    "plan_of",
    "planned_drafts",
    "records_awaiting_answer",
    "records_matching",
    "records_of",
    "shown_follow_ups",
    "with_lines",
    "withdrawn_lately",
]
