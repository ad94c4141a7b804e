"""Judging an appraisal, a reward or a removal. Pure; time is an argument."""

from collections.abc import Iterable
from datetime import date

from appointments.procedure.consulting import missed
from appointments.procedure.facts import day
from appointments.procedure.form import Conclusion
from appointments.procedure.judging import Found
from rulebook.findings import CODES

CONSULTING = "consulting"


def judge_action(decided_on: date | None, conclusions: Iterable[Conclusion]) -> list[Found]:
    """Everything found in a file: what was in force on the day of the decision and had not been consulted by then (C20)."""
    if decided_on is None:
        return []
    return [
        Found(CODES[code], CONSULTING, {"on": day(decided_on), "conclusions": titles})
        for code, titles in missed(conclusions, decided_on).items()
    ]
