"""What a decision adds to the numbers of a unit: who was due and took part, and whether the head was outvoted (C6, C8)."""

from collections.abc import Iterator
from dataclasses import dataclass

from decisions.procedure.facts import PASSED, REJECTED, takes_part
from decisions.procedure.form import Decision

OUTVOTED = {("for", REJECTED), ("against", PASSED)}


@dataclass(frozen=True, slots=True)
class Counted:
    """Members due and taking part, none where attendance was not written down; whether an open vote of the head was not what came out."""

    due: int
    present: int
    head_outvoted: bool


def counted(decision: Decision) -> Counted:
    """Count `decision` as it says itself. Of a secret ballot nobody can tell how the head voted."""
    members = (decision.meeting.members if decision.meeting else None) or []
    noted = any(member.attended is not None for member in members)
    return Counted(
        due=len(members) if noted else 0,
        present=sum(takes_part(member) for member in members),
        head_outvoted=any(pair in OUTVOTED for pair in _votes_of_the_head(decision)),
    )


def _votes_of_the_head(decision: Decision) -> Iterator[tuple[str | None, str | None]]:
    """Each vote of the head with what came out: on the matter, and on each candidate."""
    members = (decision.meeting.members if decision.meeting else None) or []
    candidates = decision.candidates or []
    outcome = decision.resolution.outcome if decision.resolution else None
    for head in (member for member in members if member.head and takes_part(member)):
        yield head.vote, outcome
        for candidate in candidates:
            came_out = candidate.outcome or (outcome if len(candidates) == 1 else None)
            yield (candidate.votes or {}).get(head.staff_no), came_out
