"""Who may see and handle the files of appointments, and of what else is decided about a head."""

from appointments.policies.actions import (
    action_matters,
    editable_actions,
    kept_actions,
    may_decide_about,
    own_actions,
    sees_actions,
    visible_actions,
    watched_actions,
)
from appointments.policies.cases import (
    deciding_units,
    editable_cases,
    kept_cases,
    linkable_matters,
    opinion_cases,
    sees_cases,
    visible_cases,
    watched_cases,
    watches,
)

__all__ = [
    "action_matters",
    "deciding_units",
    "editable_actions",
    "editable_cases",
    "kept_actions",
    "kept_cases",
    "linkable_matters",
    "may_decide_about",
    "opinion_cases",
    "own_actions",
    "sees_actions",
    "sees_cases",
    "visible_actions",
    "visible_cases",
    "watched_actions",
    "watched_cases",
    "watches",
]
