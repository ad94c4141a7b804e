"""The steps of an audit as a list: done, missing, ahead or not needed, and by when."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from audits.procedure.days import due_of
from audits.procedure.form import Audit
from audits.procedure.judging import OF_ISSUES, judge
from core.workdays import WorkdayCalendar
from rulebook.procedures.auditing import BY_STEP, STEPS, Step, StepRule


class LineState(StrEnum):
    """How a step stands."""

    DONE = "done"
    SILENT = "silent"
    MISSING = "missing"
    OPEN = "open"
    AHEAD = "ahead"
    NOT_NEEDED = "not-needed"


@dataclass(frozen=True, slots=True)
class Line:
    """One step as it stands: `by` the last day for it; `can` whether what must come first is there."""

    rule: StepRule
    state: LineState
    on: date | None = None
    by: date | None = None

    @property
    def can(self) -> bool:
        """Whether it can be taken now."""
        return self.state in {LineState.OPEN, LineState.MISSING}


def checklist(audit: Audit, on: date, calendar: WorkdayCalendar) -> list[Line]:
    """Every step of `audit` as of `on`, in order; the termination only where there was one."""
    named: set[str] = set()
    for fault in judge(audit, on, calendar):
        missing = fault.facts.get("missing")
        named |= set(missing) if isinstance(missing, list) else set()
    return [
        _line(rule, audit, on, calendar, named)
        for rule in STEPS
        if rule.step != Step.TERMINATION or rule.step in audit.steps
    ]


def _line(rule: StepRule, audit: Audit, on: date, calendar: WorkdayCalendar, named: set[str]) -> Line:
    found, due = audit.steps.get(rule.step), due_of(audit, rule.step, calendar)
    if found is not None and found.on <= on:
        return Line(rule, LineState.SILENT if found.silent else LineState.DONE, found.on, due)
    if not _asked(rule, audit):
        return Line(rule, LineState.NOT_NEEDED)
    if rule.title in named or (due is not None and due < on and rule.step not in SAID):
        return Line(rule, LineState.MISSING, by=due)
    can = ready(rule.step, audit, on) and not (rule.step == Step.REPORT and _hears(audit, on, calendar))
    return Line(rule, LineState.OPEN if can else LineState.AHEAD, by=due)


SAID = (Step.HEAD_OPINION, Step.UNIT_OPINION)


def _asked(rule: StepRule, audit: Audit) -> bool:
    if Step.TERMINATION in audit.steps or not audit.asks(rule.step):
        return False
    if rule.step in SAID and Step.REPORT in audit.steps:
        return False
    return not (rule.step in OF_ISSUES and Step.REPORT in audit.steps and not audit.issues)


def _hears(audit: Audit, on: date, calendar: WorkdayCalendar) -> bool:
    """Whether somebody may still say what they think of the draft (N16)."""
    due = due_of(audit, Step.HEAD_OPINION, calendar)
    return due is not None and on <= due and any(step not in audit.steps for step in SAID if audit.asks(step))


def ready(step: Step, audit: Audit, on: date) -> bool:
    """Whether everything that must come before `step` is there; opinions may lack once their days have passed."""
    if Step.TERMINATION in audit.steps or (step in SAID and Step.REPORT in audit.steps):
        return False
    if not audit.asks(step):
        return False
    return all(
        (day := audit.day(earlier)) is not None and day <= on
        for earlier in BY_STEP[step].after
        if earlier not in SAID
    )
