"""Asking of stored matters what a clause still asks for, before and after they were decided."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import date

from django.utils import timezone

from core import workdays
from core.workdays import WorkdayCalendar
from decisions.checks.forms import advised, deciding_item, decision_of, decisions_of
from decisions.checks.minutes import minutes_line
from decisions.choices import ItemState, MeetingState
from decisions.models import Matter, Observer
from decisions.procedure import Found, Line, StepState, checklist, judge, missing_before
from rulebook.procedures.decisions import AFTER, AT, STEP_OF_CODE
from rulebook.types import Step


def found_in(matters: Sequence[Matter], on: date) -> dict[Matter, list[Found]]:
    """Everything found in each of `matters` as of `on`; a constant number of queries."""
    calendar, forms = workdays.load(), decisions_of(matters)
    return {
        matter: [
            one
            for one in judge(forms[matter.pk], on, calendar)
            if not _may_still_come(one.rule.code, matter, on)
        ]
        for matter in matters
    }


def lines_of(matter: Matter, on: date) -> list[Line]:
    """The steps of `matter`: done, missing, ahead or not needed, with the reason and the latest day."""
    return lines_of_all([matter], on)[matter.pk]


def lines_of_all(matters: Sequence[Matter], on: date) -> dict[int, list[Line]]:
    """The steps of each of `matters`, by number of the row; a constant number of queries."""
    calendar, forms = workdays.load(), decisions_of(matters)
    return {
        matter.pk: [
            _as_it_stands(line, matter, on)
            for line in _with_minutes(
                checklist(forms[matter.pk], on, calendar, planned_on(matter)), matter, on, calendar
            )
        ]
        for matter in matters
    }


def missing_for(matter: Matter, meets_on: date, on: date, observers: Iterable[Observer] = ()) -> list[Line]:
    """The steps that keep `matter` from going to a meeting on `meets_on`, as things stand on `on`; circulation not among them.
    `observers` are those called to that meeting, of whom a legal adviser may stand for the review of its legality.
    """
    decision = advised(decision_of(matter), matter, observers)
    lines = missing_before(decision, on, workdays.load(), meets_on)
    return [line for line in lines if line.step.key != "circulation"]


def _with_minutes(lines: list[Line], matter: Matter, on: date, calendar: WorkdayCalendar) -> list[Line]:
    """The steps with the minutes after the resolution; of an imported matter nobody knows them here."""
    if matter.form is not None:
        return lines
    at = next(place for place, line in enumerate(lines) if line.step.stage == AFTER)
    return [*lines[:at], minutes_line(matter.items.all(), on, calendar), *lines[at:]]


def _as_it_stands(line: Line, matter: Matter, on: date) -> Line:
    """Papers of a meeting that was not called yet are ahead, not missing; so is what a meeting that goes on may still do."""
    if matter.form or line.state == StepState.NOT_NEEDED:
        return line
    item = deciding_item(matter)
    not_called = line.step.key == "circulation" and line.is_missing and item is None
    undecided = item is not None and item.state != ItemState.DECIDED
    goes_on = _goes_on(line.step, matter, on) and (line.is_missing or undecided)
    return replace(line, state=StepState.AHEAD, why="") if not_called or goes_on else line


def _may_still_come(code: str, matter: Matter, on: date) -> bool:
    """Whether what `code` finds missing may still be done, because the meeting goes on."""
    step = STEP_OF_CODE.get(code)
    return step is not None and _goes_on(step, matter, on)


def _goes_on(step: Step, matter: Matter, on: date) -> bool:
    """Whether `step` belongs to a meeting that goes on, on its own day; one never closed is judged from the next day on."""
    item = None if matter.form else deciding_item(matter)
    if step.stage != AT or item is None:
        return False
    return item.meeting.state == MeetingState.OPEN and timezone.localdate(item.meeting.at) == on


def planned_on(matter: Matter) -> date | None:
    """The day of the meeting `matter` is to be put to; None where none was called, or it was held."""
    item = deciding_item(matter)
    if item is None or item.meeting.state == MeetingState.CLOSED:
        return None
    return timezone.localdate(item.meeting.at)
