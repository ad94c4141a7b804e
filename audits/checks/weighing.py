"""Stored proposals as the plan weighs them."""

from collections.abc import Iterable

from audits.models import Proposal
from audits.procedure.planning import Candidate, in_order
from rulebook.procedures.audits import Trigger


def candidate_of(row: Proposal) -> Candidate:
    """A proposal, weighed by audits.selectors.proposals, as the plan takes it."""
    last, findings = row.last_audit, row.findings  # type: ignore[attr-defined]
    return Candidate(row.pk, Trigger(row.trigger), row.since, row.due, last, findings)


def ranked(rows: Iterable[Proposal], year: int) -> list[tuple[Proposal, Candidate]]:
    """`rows` in the order in which the plan of `year` takes them, each with what it was weighed by."""
    known = {row.pk: row for row in rows}
    weighed = in_order([candidate_of(row) for row in known.values()], year)
    return [(known[one.number], one) for one in weighed]
