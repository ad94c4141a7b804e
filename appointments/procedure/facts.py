"""What every check asks of a case, worked out once: which steps were taken by the day of judgement, from when to when."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache

from appointments.procedure.form import Case, Entry
from core.workdays import WorkdayCalendar
from decisions.procedure.facts import Facts as Decided
from decisions.procedure.facts import facts_of as decided_facts
from rulebook.procedures.appointments import DISCUSSION, FOLLOWS, PROMOTIONS, TITLES, Record

Report = Callable[..., None]
PASSED = "passed"


@dataclass(frozen=True, slots=True)
class Span:
    """From when to when a step was taken."""

    begins: date
    ends: date


@dataclass(frozen=True, slots=True)
class Facts:
    """A case as it stood on the day `on`: `done` are the steps begun by then, the discussion among them once it was decided.

    `outcome` is what the decision came to for this candidate, None where it did not come to anything yet.
    """

    case: Case
    on: date
    calendar: WorkdayCalendar
    done: dict[str, Span]
    decided: Decided | None
    outcome: str | None

    @property
    def is_promotion(self) -> bool:
        """Whether the rules on promotions hold."""
        return self.case.kind in PROMOTIONS

    @property
    def people(self) -> dict[str, str]:
        """The candidate and the registered relatives: who may not take part."""
        return {self.case.staff_no: self.case.name or self.case.staff_no} | (self.case.kin or {})

    def entry(self, record: str) -> Entry | None:
        """The record if it was written, and had begun."""
        return (self.case.records or {}).get(record) if record in self.done else None

    def entries(self) -> Iterator[tuple[str, Entry]]:
        """Every record that had begun, in the order of the regulation."""
        for record in Record:
            entry = self.entry(record)
            if entry is not None:
                yield record, entry

    def after(self, step: str) -> str | None:
        """The first step taken of those that can only follow `step`; None where none was."""
        later = [name for name in self.done if step in before(name)]
        return min(later, key=lambda name: (self.done[name].begins, name), default=None)

    def facts_after(self, step: str) -> dict[str, str] | None:
        """The same as facts of a finding."""
        later = self.after(step)
        return {"later": TITLES[later], "later_on": day(self.done[later].begins)} if later else None


@cache
def before(step: str) -> frozenset[str]:
    """Every step that must be over before `step`, near and far."""
    direct = FOLLOWS.get(step, ())
    return frozenset(direct).union(*(before(one) for one in direct))


def facts_of(case: Case, on: date, calendar: WorkdayCalendar) -> Facts:
    """Work out the facts of `case` as of `on`."""
    done: dict[str, Span] = {}
    for record, entry in (case.records or {}).items():
        begins, ends = entry.begins, entry.ends
        if begins is not None and ends is not None and begins <= on:
            done[record] = Span(begins, ends)
    if Record.APPOINTMENT not in done and case.tenure_on is not None and case.tenure_on <= on:
        done[Record.APPOINTMENT] = Span(case.tenure_on, case.tenure_on)
    decided = decided_facts(case.decision, on, calendar) if case.decision is not None else None
    outcome = _outcome(case, decided)
    if decided is not None and decided.decided_on is not None and outcome is not None:
        done[DISCUSSION] = Span(decided.decided_on, decided.decided_on)
    return Facts(case, on, calendar, done, decided, outcome)


def _outcome(case: Case, decided: Decided | None) -> str | None:
    """What the decision came to for the candidate; None where they are not in it, or nothing was decided."""
    candidates = (decided.decision.candidates or ()) if decided is not None else ()
    mine = next((one for one in candidates if one.staff_no == case.staff_no), None)
    if decided is None or mine is None or decided.resolution is None:
        return None
    return decided.outcome if decided.outcome != PASSED else mine.outcome or decided.outcome


def day(value: date) -> str:
    """A day as a fact."""
    return value.isoformat()
