"""In which order proposals come into the plan and why, in words; which days an audit covers (N20, L41). Pure; time is an argument."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from audits.choices import Kind
from core.periods import years_after
from core.sentences import in_words
from rulebook.procedures.audits import (
    AUDITED,
    COMPULSORY,
    HORIZON,
    LATER,
    LINE_WORDS,
    NEVER,
    PERIOD_YEARS,
    TRIGGERS,
    Trigger,
)

ORDER = {trigger: at for at, trigger in enumerate(TRIGGERS)}
ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Candidate:
    """A proposal as the plan weighs it: what for, since when, by when, to which day the head was last audited, findings still open."""

    number: int
    trigger: Trigger
    since: date
    due: date
    last_audit: date | None = None
    findings: int = 0

    def is_later(self, year: int) -> bool:
        """Whether it is due so long after the year that others come first (L41)."""
        return self.due > date(year, 12, 31) + timedelta(days=HORIZON.value)

    def words(self, year: int) -> str:
        """Why it stands where it does in the plan of `year`."""
        rule = TRIGGERS[self.trigger]
        told = {
            "trigger": rule.title,
            "clause": rule.clause,
            "compulsory": COMPULSORY if rule.compulsory else "",
            "since": self.since,
            "due": self.due,
            "audited": AUDITED.format(until=self.last_audit) if self.last_audit else NEVER,
            "findings": self.findings,
            "later": LATER.format(days=HORIZON.value) if self.is_later(year) else "",
        }
        return in_words(LINE_WORDS.format(**told))


def in_order(candidates: Sequence[Candidate], year: int) -> list[Candidate]:
    """`candidates` as the plan of `year` takes them: due by then before later ones, by trigger, longest unaudited, due first, most findings."""

    def key(one: Candidate) -> tuple[bool, int, date, date, int, int]:
        last = one.last_audit or date.min
        return one.is_later(year), ORDER[one.trigger], last, one.due, -one.findings, one.number

    return sorted(candidates, key=key)


def period_of(kind: str, begins: date, ends: date | None, year: int, on: date) -> tuple[date, date]:
    """First and last day audited, of a head on a post from `begins` up to `ends` (None: still), in the plan of `year` approved on `on`.

    A leaving audit runs to the last day held; the others to the end of the year before the plan's, or to `on` where the post was not held
    so long. Over three years it is chiefly the last three (N20).
    """
    before_year = date(year - 1, 12, 31)
    until = before_year if begins < before_year <= on and kind != Kind.LEAVING else on
    if ends is not None:
        until = min(until, ends - ONE_DAY) if kind != Kind.LEAVING else ends - ONE_DAY
    until = max(until, begins)
    return max(begins, years_after(until, -PERIOD_YEARS.value) + ONE_DAY), until
