"""Who sets up, states, publishes, seals and reads year-end appraisals. One place: the SQL filter every list goes through."""

from appraisals.policies.appraisals import (
    checked_appraisals,
    closed_to_others,
    followed_appraisals,
    follows_appraisals,
    kept_meetings,
    organised_appraisals,
    own_appraisals,
    remarked_appraisals,
    sealed_appraisals,
    sees_appraisals,
    visible_appraisals,
)
from appraisals.policies.rounds import appraisable_tenures, organised_rounds, organises, organising_bodies

__all__ = [
    "appraisable_tenures",
    "checked_appraisals",
    "closed_to_others",
    "followed_appraisals",
    "follows_appraisals",
    "kept_meetings",
    "organised_appraisals",
    "organised_rounds",
    "organises",
    "organising_bodies",
    "own_appraisals",
    "remarked_appraisals",
    "sealed_appraisals",
    "sees_appraisals",
    "visible_appraisals",
]
