"""Judging a decision by C2–C11 as of a day: one finding a code, each with its facts. Pure; time is an argument."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from core.sentences import in_words
from core.workdays import WorkdayCalendar
from decisions.procedure import after, before, meeting
from decisions.procedure.facts import Facts, Report, facts_of
from decisions.procedure.form import Decision
from rulebook.procedures.decisions import CODES
from rulebook.types import FindingRule


@dataclass(frozen=True, slots=True)
class Found:
    """Something found: its rule, and the facts it rests on, fit for JSON."""

    rule: FindingRule
    facts: dict[str, Any]

    @property
    def message(self) -> str:
        """The facts in a sentence, in Chinese; in one each where the same was found more than once."""
        return self._said(self.rule.message)

    def message_ahead(self, *, planned: bool) -> str:
        """The same where nothing was decided yet, and a meeting is `planned` or not."""
        return self._said((self.rule.planned if planned else self.rule.unplanned) or self.rule.message)

    def _said(self, words: str) -> str:
        return "".join(self._sentence(words, facts) for facts in (self.facts, *self.facts.get("also", ())))

    def _sentence(self, words: str, facts: dict[str, Any]) -> str:
        shown = {
            name: "、".join(map(str, value)) if isinstance(value, list) else value
            for name, value in facts.items()
        }
        return in_words(words.format_map(shown))

    def as_json(self) -> dict[str, Any]:
        """The stable form of the interchange."""
        return {
            "clause": self.rule.clause,
            "code": self.rule.code,
            "facts": self.facts,
            "message": self.message,
        }


def judge(decision: Decision, on: date, calendar: WorkdayCalendar, *, as_if_met: bool = False) -> list[Found]:
    """Everything found in `decision` as of `on`, in the order of the clauses' steps.

    A decision still ahead of its meeting is judged only for what is already late; `as_if_met` asks what would be missing if it met
    on `on`. With an emergency C3–C5 and the circulation fall away; C6 and C8 then apply to the meeting that was reported to, if
    there was one.
    """
    facts = facts_of(decision, on, calendar, as_if_met=as_if_met)
    found: dict[str, Found] = {}

    def report(code: str, **given: Any) -> None:
        known = found.get(code)
        found[code] = Found(CODES[code], given if known is None else _joined(known.facts, given))

    before.classified(facts, report)
    if decision.emergency is None:
        before.prepared(facts, report)
    if facts.is_collective:
        _judge_collective(facts, report)
        after.traced(facts, found, report)
    return list(found.values())


def _judge_collective(facts: Facts, report: Report) -> None:
    emergency = facts.decision.emergency
    if emergency is None:
        before.circulated(facts, report)
    else:
        before.explained(facts, emergency, report)
    if meeting.decided_together(facts, report):
        meeting.attended(facts, report)
        meeting.spoken(facts, report)
        meeting.voted(facts, report)
        meeting.in_order(facts, report)
    elif emergency is None and facts.decision.meetings_held:
        meeting.in_order(
            facts, report
        )  # meetings that are named are judged by, though nothing else of the last one is known
    meeting.resolved(facts, report)
    after.carried_out(facts, report)
    after.followed_up(facts, report)


def _joined(known: dict[str, Any], more: dict[str, Any]) -> dict[str, Any]:
    """The facts of one code found twice (two candidates): the first sentence's facts, with the others listed beside them."""
    return known | {"also": [*known.get("also", []), more]}
