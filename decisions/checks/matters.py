"""Asking of stored matters what a clause still asks for, before and after they were decided."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone

from core import workdays
from decisions.checks.forms import deciding_item, decision_of, decisions_of
from decisions.choices import MeetingState
from decisions.models import Matter
from decisions.procedure import Found, Line, StepState, checklist, judge, missing_before


def found_in(matters: Sequence[Matter], on: date) -> dict[Matter, list[Found]]:
    """Everything found in each of `matters` as of `on`; a constant number of queries."""
    calendar, forms = workdays.load(), decisions_of(matters)
    return {matter: judge(forms[matter.pk], on, calendar) for matter in matters}


def lines_of(matter: Matter, on: date) -> list[Line]:
    """The steps of `matter`: done, missing, ahead or not needed, with the reason and the latest day."""
    return lines_of_all([matter], on)[matter.pk]


def lines_of_all(matters: Sequence[Matter], on: date) -> dict[int, list[Line]]:
    """The steps of each of `matters`, by number of the row; a constant number of queries."""
    calendar, forms = workdays.load(), decisions_of(matters)
    return {
        matter.pk: [
            _not_called(line, matter)
            for line in checklist(forms[matter.pk], on, calendar, planned_on(matter))
        ]
        for matter in matters
    }


def missing_for(matter: Matter, meets_on: date, on: date) -> list[Line]:
    """The steps that keep `matter` from going to a meeting on `meets_on`, as things stand on `on`; circulation not among them."""
    lines = missing_before(decision_of(matter), on, workdays.load(), meets_on)
    return [line for line in lines if line.step.key != "circulation"]


def _not_called(line: Line, matter: Matter) -> Line:
    """Papers of a meeting that was not called yet are not missing: they are ahead."""
    if line.step.key != "circulation" or not line.is_missing or matter.form or deciding_item(matter):
        return line
    return replace(line, state=StepState.AHEAD, why="")


def planned_on(matter: Matter) -> date | None:
    """The day of the meeting `matter` is to be put to; None where none was called, or it was held."""
    item = deciding_item(matter)
    if item is None or item.meeting.state == MeetingState.CLOSED:
        return None
    return timezone.localdate(item.meeting.at)
