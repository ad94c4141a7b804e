"""Who may see and do what with records, responsibility lists, incidents, gifts and declarations; decided in SQL."""

from integrity.policies.records import (
    actionable_tenures,
    answerable_participations,
    editable_drafts,
    entered_kinds,
    open_duties,
    own_bodies,
    own_participations,
    readable_participations,
    readable_records,
    shown_participations,
    withdrawable_records,
)

__all__ = [
    "actionable_tenures",
    "answerable_participations",
    "editable_drafts",
    "entered_kinds",
    "open_duties",
    "own_bodies",
    "own_participations",
    "readable_participations",
    "readable_records",
    "shown_participations",
    "withdrawable_records",
]
