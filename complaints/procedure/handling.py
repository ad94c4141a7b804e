"""Which step may follow in a complaint, and by when the next is due."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from core.periods import months_after
from core.workdays import WorkdayCalendar
from rulebook.procedures.complaints import (
    ACCEPTANCE_TOLD_DAYS,
    ACCUSATION,
    DISPOSAL_MONTHS,
    EXTENDED_MONTHS,
    HANDLED_MONTHS,
    MAJOR_DAYS,
    OVER,
    PROPOSED_ANEW,
    RECEIPT_DAYS,
    RESULT_TOLD_DAYS,
    ROUTED_DAYS,
    SHELVED_MONTHS,
    STEPS,
    TOLD_TO_THE_PERSON,
    TRANSFERRED_DAYS,
    Channel,
    Disposal,
    Result,
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


def possible(
    state: State, taken: Iterable[Taken], by: int, *, major: bool = False, named: bool = False
) -> list[StepRule]:
    """The steps `by` may take now, in order; `major` and `named` tell of the complaint."""
    steps = list(taken)
    return [
        rule
        for rule in STEPS.values()
        if state in rule.since
        and refused(rule, steps, by) == ""
        and not _needless(rule.step, state, steps, major=major, named=named)
    ]


def refused(rule: StepRule, taken: list[Taken], by: int) -> str:
    """Why `by` may not take the step though the state allows it; empty where they may.

    `another` must, it was done `once` already, it does not `follow`, or the person has still to be heard (`feedback`).
    """
    if rule.follows:
        return _out_of_line(rule, taken, by)
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


def _out_of_line(rule: StepRule, taken: list[Taken], by: int) -> str:
    """Of a step of an application (N32): only what was not founded at all can be one, each in its turn, signed by two."""
    results = [one.choice for one in taken if one.kind == Step.CONCLUDE]
    line = [one for one in taken if one.kind in ACCUSATION]
    if results[-1:] != [Result.UNFOUNDED] or (line[-1].kind if line else None) not in rule.follows:
        return "follow"
    return "another" if rule.by_another and line[-1].by == by else ""


def _needless(step: Step, state: State, taken: list[Taken], *, major: bool, named: bool) -> bool:
    """Whether the step makes no sense for this complaint: told already, marked already, days of its own, nothing to study anew."""
    if step == Step.PROPOSE:
        return state == State.DISPOSED and disposal_of(taken) not in PROPOSED_ANEW
    if step in {Step.MARK, Step.EXTEND}:
        return major
    if step == Step.NOTIFY:
        return not named or _since_begun(taken, Step.NOTIFY)
    return step == Step.RECEIPT and _since_begun(taken, Step.RECEIPT)


def disposal_of(taken: Iterable[Taken]) -> str:
    """The way of disposal proposed last; empty where none was."""
    return next((one.choice for one in reversed(list(taken)) if one.kind == Step.PROPOSE), "")


def _since_begun(taken: list[Taken], kind: Step) -> bool:
    """Whether the step was taken since handling began, or began anew."""
    kinds = [one.kind for one in taken]
    begun = len(kinds) - kinds[::-1].index(Step.REOPEN) if Step.REOPEN in kinds else 0
    return kind in kinds[begun:]


def _owes_feedback(taken: list[Taken]) -> bool:
    """Whether the person was looked into, and not told since what came of it (C23)."""
    proposals = [one for one in taken if one.kind == Step.PROPOSE]
    if not proposals or proposals[-1].choice not in TOLD_TO_THE_PERSON:
        return False
    kinds = [one.kind for one in taken]
    concluded = len(kinds) - 1 - kinds[::-1].index(Step.CONCLUDE) if Step.CONCLUDE in kinds else 0
    return Step.FEEDBACK not in kinds[concluded:]


def due_of(
    state: State,
    received_on: date,
    taken: Iterable[Taken],
    *,
    major: bool,
    calendar: WorkdayCalendar,
    named: bool = False,
    channel: str = "",
) -> date | None:
    """The last day for what comes next; None where nothing is due any more."""
    steps = list(taken)
    if state == State.REFERRED and not _since_begun(steps, Step.RECEIPT):
        referred = _last(steps, Step.REFER)
        return calendar.on_or_after(referred + timedelta(RECEIPT_DAYS.value)) if referred else None
    if state in OVER:
        return None
    begun = _last(steps, Step.REOPEN) or received_on
    if state in {State.RECEIVED, State.REGISTERED}:
        if channel == Channel.TRANSFER and begun == received_on:
            return calendar.add(begun, TRANSFERRED_DAYS.value)
        return calendar.on_or_after(begun + timedelta(ROUTED_DAYS.value))
    if state == State.CONCLUDED:
        return calendar.add(_last(steps, Step.CONCLUDE) or begun, RESULT_TOLD_DAYS.value)
    if state in {State.ACCEPTED, State.PROPOSED}:
        by = calendar.on_or_after(months_after(_studied_from(steps, begun), DISPOSAL_MONTHS.value))
    else:
        by = calendar.on_or_after(_handled_by(steps, begun, major))
    if named and not _since_begun(steps, Step.NOTIFY):
        return min(by, calendar.add(begun, ACCEPTANCE_TOLD_DAYS.value))
    return by


def _studied_from(steps: list[Taken], begun: date) -> date:
    """From when on a disposal is owed: the receipt; where another one had been approved, the day it was proposed anew."""
    approved = [at for at, one in enumerate(steps) if one.kind == Step.APPROVE and one.on >= begun]
    anew = [one.on for one in steps[approved[-1] :] if one.kind == Step.PROPOSE] if approved else []
    return anew[0] if anew else begun


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
