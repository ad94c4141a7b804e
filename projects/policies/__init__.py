"""Who may see and write what of projects, as conditions in SQL."""

from projects.policies.confidential import (
    may_declare_for,
    own_entries,
    own_interests,
    reportable_units,
    reports_interference,
    watched_interests,
    watched_interference,
    watched_matches,
    watches,
)
from projects.policies.projects import (
    editable_projects,
    entered_units,
    led_projects,
    sees_any_project,
    visible_projects,
)

__all__ = [
    "editable_projects",
    "entered_units",
    "led_projects",
    "may_declare_for",
    "own_entries",
    "own_interests",
    "reportable_units",
    "reports_interference",
    "sees_any_project",
    "visible_projects",
    "watched_interests",
    "watched_interference",
    "watched_matches",
    "watches",
]
