"""Judging a case by the regulation as of a day. Pure; time is an argument."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from appointments.procedure import appointing, deciding, steps
from appointments.procedure.facts import facts_of
from appointments.procedure.form import Case
from core.sentences import in_words
from core.workdays import WorkdayCalendar
from rulebook.findings import CODES
from rulebook.procedures.appointments import FINDING_ONLY
from rulebook.types import FindingRule

RULES = (
    steps.recorded, steps.recommended, steps.qualified, steps.not_excluded, steps.not_admonished, steps.inspected, steps.checked, steps.handled,
    deciding.discussed, deciding.consulted, appointing.published, appointing.taken_up, appointing.in_order, appointing.kept_truthfully,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: its rule, the step it is about (empty: the file as a whole), and the facts it rests on, fit for JSON."""

    rule: FindingRule
    step: str
    facts: dict[str, Any]

    @property
    def message(self) -> str:
        """The facts in a sentence, in Chinese."""
        shown = {
            name: "、".join(map(str, value)) if isinstance(value, list) else value
            for name, value in self.facts.items()
        }
        return in_words(self.rule.message.format_map(shown))


def judge(case: Case, on: date, calendar: WorkdayCalendar) -> list[Found]:
    """Everything found in `case` as of `on`. A record is missing only once a later step was taken without it."""
    facts = facts_of(case, on, calendar)
    found: list[Found] = []

    def report(code: str, step: str, **given: Any) -> None:
        found.append(Found(CODES[code], step, given))

    for rule in RULES:
        rule(facts, report)
    return found


def blocking(before: Case, after: Case, on: date, calendar: WorkdayCalendar) -> list[Found]:
    """What keeps a step from being entered: everything found in the case as it would be `after`, and not `before`, that the rule does
    not leave to a finding.
    """
    known = {(one.rule.code, one.step) for one in judge(before, on, calendar)}
    return [
        one
        for one in judge(after, on, calendar)
        if one.rule.code not in FINDING_ONLY and (one.rule.code, one.step) not in known
    ]
