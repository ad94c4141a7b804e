"""Who plans, draws, visits, answers, judges and reads inspections by deputies. One place: the SQL filter every list goes through."""

from inspections.policies.deputies import (
    kept_deputies,
    kept_kinds,
    own_memberships,
    own_tasks,
    sees_deputies,
    visible_deputies,
)
from inspections.policies.inspections import (
    answered_inspections,
    followed_inspections,
    organised_inspections,
    sees_inspections,
    visible_inspections,
)
from inspections.policies.plans import (
    approved_revisions,
    drafted_revisions,
    inspectable_tenures,
    organises,
    organising_bodies,
    sees_plans,
    visible_lines,
    visible_plans,
)

__all__ = [
    "answered_inspections",
    "approved_revisions",
    "drafted_revisions",
    "followed_inspections",
    "inspectable_tenures",
    "kept_deputies",
    "kept_kinds",
    "organised_inspections",
    "organises",
    "organising_bodies",
    "own_memberships",
    "own_tasks",
    "sees_deputies",
    "sees_inspections",
    "sees_plans",
    "visible_deputies",
    "visible_inspections",
    "visible_lines",
    "visible_plans",
]
