"""A bidder in which a leader has declared an interest: whether the leader withdrew in time (回避)."""

from dataclasses import dataclass
from datetime import date

from projects.procedure.judging import Found
from rulebook.procedures.projects import CODES, INTERESTS, RELATIONS, InterestKind, Relation, Stage


@dataclass(frozen=True, slots=True)
class Match:
    """A declared interest in a bidder of a part: whose, of which kind; `counts_on` is the day the bidder stood, `recused_on` the day the
    leader withdrew from the project, None where neither was noted.
    """

    bidder: int
    project: str
    part: str
    enterprise: str
    person: int
    name: str
    relation: str
    kind: str
    counts_on: date | None = None
    recused_on: date | None = None


def unresolved(match: Match, on: date) -> Found | None:
    """The finding about `match` as of `on`; None where the leader withdrew before the bids were opened, or the day is still ahead."""
    day = match.counts_on
    if match.recused_on is not None and match.recused_on <= on and (day is None or match.recused_on <= day):
        return None
    how = "没有登记回避"
    if match.recused_on is not None and match.recused_on <= on and day is not None:
        how = f"在 {match.recused_on.isoformat()} 才登记回避，开标（评审）在 {day.isoformat()}"
    facts = {
        "project": match.project,
        "part": match.part,
        "bidder": match.enterprise,
        "names": [match.name],
        "tie": RELATIONS[Relation(match.relation)],
        "kind": INTERESTS[InterestKind(match.kind)],
        "how": how,
    }
    return Found(CODES["project-interest"], facts, Stage.TENDER)
