"""Judging stored files."""

from collections.abc import Sequence
from datetime import date

from appointments.checks.forms import case_of, cases_of
from appointments.models import Case
from appointments.procedure import Found, Line, checklist, judge
from core import workdays


def found_in(cases: Sequence[Case], on: date) -> dict[Case, list[Found]]:
    """Everything found in each of `cases` as of `on`; a constant number of queries."""
    forms, calendar = cases_of(cases, on), workdays.load()
    return {case: judge(forms[case.pk], on, calendar) for case in cases}


def lines_of(case: Case, on: date) -> tuple[list[Line], list[Found]]:
    """The steps of `case` as of `on`, and everything found in it."""
    form, calendar = case_of(case, on), workdays.load()
    found = judge(form, on, calendar)
    return checklist(form, on, calendar, found), found
