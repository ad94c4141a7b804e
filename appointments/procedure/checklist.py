"""The steps of a case as a list: done, missing, ahead or not needed, why, and by when."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from appointments.procedure.appointing import probation_end
from appointments.procedure.facts import Facts, facts_of
from appointments.procedure.form import Case
from appointments.procedure.judging import Found, judge
from core.periods import months_after
from core.workdays import WorkdayCalendar
from rulebook.procedures.appointments import (
    DISCUSSION,
    PERSONAL,
    PROMOTED,
    PUBLICITY_DAYS,
    RECOMMENDATION_YEARS,
    STEPS,
    Record,
)
from rulebook.types import Step


class StepState(StrEnum):
    """How a step of a case stands."""

    DONE = "done"
    MISSING = "missing"
    AHEAD = "ahead"
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True)
class Line:
    """One step as it stands: `why` in Chinese where something is wrong or it is not needed, `by` the day it counts with."""

    step: Step
    state: StepState
    why: str = ""
    on: date | None = None
    by: date | None = None

    @property
    def is_missing(self) -> bool:
        """Whether the regulation still asks for it."""
        return self.state == StepState.MISSING


def checklist(
    case: Case, on: date, calendar: WorkdayCalendar, found: list[Found] | None = None
) -> list[Line]:
    """The steps of `case` as of `on`; `found` where it was judged already."""
    facts = facts_of(case, on, calendar)
    why: dict[str, list[str]] = defaultdict(list)
    for one in judge(case, on, calendar) if found is None else found:
        why[one.step].append(one.message)
    return [_line(step, facts, "".join(why[step.key])) for step in STEPS]


def _line(step: Step, facts: Facts, why: str) -> Line:
    reason = _not_needed(step, facts)
    if reason and step.key not in facts.done:
        return Line(step, StepState.NOT_NEEDED, reason)
    span, by = facts.done.get(step.key), _by(step, facts)
    if why:
        return Line(step, StepState.MISSING, why, span.ends if span else None, by)
    if span is not None and span.ends <= facts.on:
        return Line(step, StepState.DONE, on=span.ends)
    return Line(step, StepState.AHEAD, on=span.ends if span else None, by=by)


def _not_needed(step: Step, facts: Facts) -> str:
    if step.flag == PERSONAL and not facts.case.personal_matters:
        return "不属于报告个人有关事项的范围（N48）"
    if step.flag == PROMOTED and not facts.is_promotion:
        return "平级转任不要求"
    return ""


def _by(step: Step, facts: Facts) -> date | None:
    """The day a step still open counts with: the recommendation's last, the first on which publicity is long enough, probation's end."""
    recommended, decided = facts.done.get(Record.RECOMMENDATION), facts.done.get(DISCUSSION)
    appointed = facts.done.get(Record.APPOINTMENT)
    if step.key == DISCUSSION and recommended:
        return months_after(recommended.ends, 12 * RECOMMENDATION_YEARS.value)
    if step.key == Record.PUBLICITY and decided:
        return facts.calendar.add(decided.begins, PUBLICITY_DAYS.value)
    if step.key == Record.PROBATION and appointed:
        return probation_end(appointed.begins)
    return None
