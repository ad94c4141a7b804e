"""Which step of a clarification may be taken, and its days (N32)."""

from datetime import date

from core.workdays import WorkdayCalendar
from rulebook.procedures.clarification import CLARIFIED_DAYS, STEPS, WISH_DAYS, Scope, State, Step, StepRule


def clarify_by(concluded_on: date, calendar: WorkdayCalendar) -> date:
    """The last day for a clarification, or for saying why there is none (L65)."""
    return calendar.add(concluded_on, CLARIFIED_DAYS.value)


def wish_due(asked_on: date, calendar: WorkdayCalendar) -> date:
    """The last day for the head's wish (L66)."""
    return calendar.add(asked_on, WISH_DAYS.value)


def may_take(rule: StepRule, *, state: State, is_head: bool, is_drafter: bool, is_silent: bool) -> bool:
    """Whether the step can be taken by who asks: `is_silent` where the head's days have passed without a word."""
    if rule.by_head != is_head or (rule.by_another and is_drafter):
        return False
    return state == rule.since or (rule.step == Step.APPROVE and state == State.ASKED and is_silent)


def steps_of(state: State, *, is_head: bool, is_drafter: bool, is_silent: bool, scope: str) -> list[StepRule]:
    """The steps that can be taken now; only what stands on the public page can be withdrawn from it."""
    found = [
        rule
        for rule in STEPS.values()
        if may_take(rule, state=state, is_head=is_head, is_drafter=is_drafter, is_silent=is_silent)
    ]
    return [rule for rule in found if rule.step != Step.WITHDRAW or scope == Scope.PUBLIC]
