"""Results: what the polls of an appraisal came to, last year's of the same head, and those of like units (同类单位), sealed ones alone."""

from dataclasses import dataclass
from fractions import Fraction
from statistics import median

from appraisals.models import Appraisal, Poll
from appraisals.procedure.results import Counted, counted_of, shares_in, well_of
from core.rows import as_product
from rulebook.procedures.appraisals import COMPARED_LEAST, FORMS, ORDER, State


@dataclass(frozen=True, slots=True)
class Like:
    """How heads of like units stand in the same year: of how many units, and by question the middle one of those well satisfied."""

    units: int
    well: dict[str, Fraction]

    @property
    def is_told(self) -> bool:
        """Whether there are enough of them to compare with."""
        return self.units >= COMPARED_LEAST


@as_product("the counts by grade, for who seals the result")
def counted_of_polls(row: Appraisal) -> list[Counted]:
    """The electorates of an appraisal as they were counted; two queries."""
    found = []
    polls: list[Poll] = list(row.polls.prefetch_related("tallies"))
    for poll in sorted(polls, key=lambda one: ORDER[one.electorate]):
        counts: dict[str, dict[str, int]] = {}
        for tally in poll.tallies.all():
            counts.setdefault(tally.question, {})[tally.grade] = tally.count
        found.append(
            counted_of(electorate=poll.electorate, issued=poll.issued, returned=poll.returned, counts=counts)
        )
    return found


def last_sealed(row: Appraisal) -> Appraisal | None:
    """The sealed appraisal of the same head in the same unit of the year before."""
    rows = Appraisal.objects.filter(
        person=row.person_id, unit=row.unit_id, year=row.year - 1, state=State.SEALED
    )
    found: Appraisal | None = rows.first()
    return found


def like_of(row: Appraisal) -> Like:
    """Heads of other units of the same category in the county, sealed in the same year; one query."""
    rows = Appraisal.objects.filter(
        county=row.county_id, year=row.year, state=State.SEALED, unit__category=row.unit.category
    )
    others = list(rows.exclude(unit=row.unit_id).order_by("pk").values_list("unit", "content"))
    well: dict[str, list[Fraction]] = {}
    for _unit, content in others:
        if not content:
            continue
        shares = shares_in(content) or {}
        for question in FORMS[content["form"]].questions:
            if question.key in shares:
                well.setdefault(question.key, []).append(well_of(question, shares[question.key]))
    middle = {key: median(values) for key, values in well.items() if len(values) >= COMPARED_LEAST}
    return Like(len({unit for unit, _content in others}), middle)
