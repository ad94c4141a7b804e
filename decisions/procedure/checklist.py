"""The steps of a matter as a list: done, missing, ahead or not needed, why, and by when. Asked of the very judgement that finds
faults afterwards, so that a page cannot promise what a check refuses.
"""

from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from enum import StrEnum

from msgspec.structs import replace

from core.workdays import WorkdayCalendar
from decisions.procedure.facts import facts_of
from decisions.procedure.form import Decision, Meeting
from decisions.procedure.judging import Found, judge
from rulebook.procedures.decisions import AT, BEFORE, COLLECTIVE, FLAG_CLAUSES, STEP_OF_CODE, STEPS, Flag
from rulebook.types import Step


class StepState(StrEnum):
    """How a step of a matter stands."""

    DONE = "done"
    MISSING = "missing"
    AHEAD = "ahead"
    NOT_NEEDED = "not-needed"


FLAG_WORDS = {
    Flag.LIVELIHOOD: "国计民生和全局",
    Flag.TECHNICAL: "政策性、专业性、技术性较强",
    Flag.PUBLIC_INTEREST: "大多数群众利益",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One step as it stands: `why` in Chinese where it is missing or not needed, `by` the day it must be under way at the latest."""

    step: Step
    state: StepState
    why: str = ""
    by: date | None = None

    @property
    def is_missing(self) -> bool:
        """Whether the clause still asks for it."""
        return self.state == StepState.MISSING


def checklist(
    decision: Decision, on: date, calendar: WorkdayCalendar, planned_on: date | None = None
) -> list[Line]:
    """The steps of `decision` as of `on`. Ahead of a meeting the steps before it are judged as if it met on `planned_on`, else on the
    day the form says, else on `on`.
    """
    facts = facts_of(decision, on, calendar)
    met = facts.held_on is not None
    planned_on = planned_on or facts.planned_on
    found = judge(decision, on, calendar)
    if facts.decided_on is None:
        day = planned_on or on
        as_if = judge(_meeting_on(decision, day), day, calendar, as_if_met=True)
        found = [one for one in as_if if _is_before(one)] + [one for one in found if not _is_before(one)]
    why: dict[str, str] = defaultdict(str)
    for one in found:
        ahead = facts.decided_on is None and _is_before(one)
        words = one.message_ahead(planned=planned_on is not None) if ahead else one.message
        why[STEP_OF_CODE[one.rule.code].key] += words
    lines = [_line(step, decision, why[step.key], met, calendar, planned_on) for step in STEPS]
    wanting = {line.step.key for line in lines if line.is_missing}
    return [_waiting(line) if line.step.after in wanting and not line.is_missing else line for line in lines]


def missing_before(
    decision: Decision, on: date, calendar: WorkdayCalendar, planned_on: date | None = None
) -> list[Line]:
    """The steps that keep `decision` from going to a meeting on `planned_on`, or on `on`."""
    lines = checklist(decision, on, calendar, planned_on)
    return [line for line in lines if line.is_missing and line.step.stage == BEFORE]


def _meeting_on(decision: Decision, day: date) -> Decision:
    at = datetime.combine(day, time.max, UTC)
    meeting = decision.meeting
    return replace(decision, meeting=replace(meeting, at=at) if meeting else Meeting(at=at))


def _is_before(found: Found) -> bool:
    return STEP_OF_CODE[found.rule.code].stage == BEFORE


def _line(
    step: Step,
    decision: Decision,
    why: str,
    met: bool,
    calendar: WorkdayCalendar,
    planned_on: date | None,
) -> Line:
    reason = _not_needed(step, decision)
    if reason:
        return Line(step, StepState.NOT_NEEDED, reason)
    by = _latest(step, planned_on, calendar) if step.stage == BEFORE and not met else None
    if why:
        return Line(step, StepState.MISSING, why, by)
    if step.stage == BEFORE:
        return Line(step, StepState.DONE, by=by)
    decided = met if step.stage == AT else decision.resolution is not None
    return Line(step, StepState.DONE if decided else StepState.AHEAD)


def _waiting(line: Line) -> Line:
    """A step that follows one still missing is ahead, not done."""
    return Line(line.step, StepState.AHEAD, by=line.by) if line.state == StepState.DONE else line


def _not_needed(step: Step, decision: Decision) -> str:
    """Why `step` is not asked of this matter; empty where it is."""
    if step.key == "emergency":
        return "" if decision.emergency else "没有按紧急情况处置"
    if step.key == "accountability":
        return "" if decision.loss else "没有发现决策造成损失"
    if not step.ordinary and decision.category not in COLLECTIVE:
        return "一般事项不要求"
    if step.flag and step.flag not in (decision.flags or ()):
        words = FLAG_WORDS[Flag(step.flag)]
        return f"不属于{words}的事项（{FLAG_CLAUSES[Flag(step.flag)]}）"
    if step.falls_away and decision.emergency:
        return "特殊紧急情况，事后报告"
    return ""


def _latest(step: Step, planned_on: date | None, calendar: WorkdayCalendar) -> date | None:
    """The last day on which the step can be under way in time; None where no day is planned, or it would lie before the first one."""
    if planned_on is None:
        return None
    try:
        if step.in_working_days:
            return calendar.before(planned_on, step.days_before)
        return planned_on - timedelta(days=step.days_before)
    except OverflowError:
        return None
