"""Which step may follow in a complaint, and by when the next is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.periods import months_after
from core.workdays import WorkdayCalendar
from rulebook.procedures.complaints import (
    DISPOSAL_MONTHS,
    EXTENDED_MONTHS,
    HANDLED_MONTHS,
    MAJOR_DAYS,
    OVER,
    RESULT_TOLD_DAYS,
    ROUTED_DAYS,
    SHELVED_MONTHS,
    STEPS,
    TOLD_TO_THE_PERSON,
    Disposal,
    State,
    Step,
    StepRule,
)


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken: what, when, by whom, with which choice."""

    kind: Step
    on: date
    by: int
    choice: str = ""


def possible(state: State, taken: Iterable[Taken], by: int) -> list[StepRule]:
    """The steps `by` may take now, in order."""
    steps = list(taken)
    return [rule for rule in STEPS.values() if state in rule.since and refused(rule, steps, by) == ""]


def refused(rule: StepRule, taken: list[Taken], by: int) -> str:
    """Why `by` may not take the step though the state allows it; empty where they may.

    `another` must, it was done `once` already, or the person has still to be heard (`feedback`).
    """
    proposals = [one for one in taken if one.kind == Step.PROPOSE]
    if rule.by_another and proposals and proposals[-1].by == by:
        return "another"
    since = _last(taken, Step.APPROVE)
    if rule.step == Step.EXTEND and any(
        one.kind == Step.EXTEND and (since is None or one.on >= since) for one in taken
    ):
        return "once"
    if rule.step == Step.TELL and _owes_feedback(taken):
        return "feedback"
    return ""


def _owes_feedback(taken: list[Taken]) -> bool:
    """Whether the person was looked into, and not told since what came of it (C23)."""
    proposals = [one for one in taken if one.kind == Step.PROPOSE]
    if not proposals or proposals[-1].choice not in TOLD_TO_THE_PERSON:
        return False
    kinds = [one.kind for one in taken]
    concluded = len(kinds) - 1 - kinds[::-1].index(Step.CONCLUDE) if Step.CONCLUDE in kinds else 0
    return Step.FEEDBACK not in kinds[concluded:]


def due_of(
    state: State, received_on: date, taken: Iterable[Taken], *, major: bool, calendar: WorkdayCalendar
) -> date | None:
    """The last day for what comes next; None where nothing is due any more."""
    steps = list(taken)
    if state in OVER:
        return None
    begun = _last(steps, Step.REOPEN) or received_on
    if state in {State.RECEIVED, State.REGISTERED}:
        return calendar.on_or_after(begun + timedelta(ROUTED_DAYS.value))
    if state in {State.ACCEPTED, State.PROPOSED}:
        return calendar.on_or_after(months_after(begun, DISPOSAL_MONTHS.value))
    if state == State.CONCLUDED:
        return calendar.add(_last(steps, Step.CONCLUDE) or begun, RESULT_TOLD_DAYS.value)
    return calendar.on_or_after(_handled_by(steps, begun, major))


def _handled_by(steps: list[Taken], begun: date, major: bool) -> date:
    approved = _last(steps, Step.APPROVE) or begun
    proposals = [one for one in steps if one.kind == Step.PROPOSE]
    if proposals and proposals[-1].choice == Disposal.SHELVED:
        return months_after(approved, SHELVED_MONTHS.value)
    extended = any(one.kind == Step.EXTEND and one.on >= approved for one in steps)
    by = months_after(approved, HANDLED_MONTHS.value + (EXTENDED_MONTHS.value if extended else 0))
    if not major:
        return by
    registered = _last(steps, Step.REGISTER) or begun
    return min(by, registered + timedelta(MAJOR_DAYS.value))


def _last(steps: list[Taken], kind: Step) -> date | None:
    return max((one.on for one in steps if one.kind == kind), default=None)
