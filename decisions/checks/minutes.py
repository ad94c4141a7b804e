"""Stored meetings asked for their minutes, and the step of a matter that they are."""

from collections.abc import Iterable
from datetime import date

from django.utils import timezone

from core import workdays
from core.workdays import WorkdayCalendar
from decisions.choices import MINUTES, MeetingState
from decisions.models import AgendaItem, Meeting
from decisions.procedure import Found, Line, StepState
from decisions.procedure.minutes import MinutesOf, minutes_due, minutes_late
from rulebook.procedures.regulator import CODES, MINUTES_LATE, MINUTES_STEP


def minutes_of(meeting: Meeting) -> MinutesOf:
    """`meeting`, loaded with its files, as its minutes are judged."""
    made = min((file.dated for file in meeting.files.all() if file.paper in MINUTES), default=None)
    entered = meeting.closed_at if meeting.entered_later else None
    return MinutesOf(timezone.localdate(meeting.at), made, timezone.localdate(entered) if entered else None)


def late_minutes(meeting: Meeting, on: date, calendar: WorkdayCalendar) -> list[Found]:
    """What is found in the minutes of a closed `meeting`, loaded with its files."""
    facts = minutes_late(minutes_of(meeting), on, calendar)
    return [Found(CODES[MINUTES_LATE], facts)] if facts else []


def awaited(meetings: Iterable[Meeting]) -> list[tuple[Meeting, date | None]]:
    """Each of `meetings`, loaded with its files, with the last day for its minutes."""
    calendar = workdays.load()
    return [(row, minutes_due(minutes_of(row), calendar)) for row in meetings]


def minutes_line(items: Iterable[AgendaItem], on: date, calendar: WorkdayCalendar) -> Line:
    """The minutes as a step of a matter that was put to meetings as `items`: of the last one closed."""
    closed = [item.meeting for item in items if item.meeting.state == MeetingState.CLOSED]
    if not closed:
        return Line(MINUTES_STEP, StepState.AHEAD)
    return minutes_line_of(max(closed, key=lambda one: (one.at, one.pk)), on, calendar)


def minutes_line_of(meeting: Meeting, on: date, calendar: WorkdayCalendar) -> Line:
    """The minutes of a closed `meeting` as a step, with the last day for them."""
    held = minutes_of(meeting)
    late, due = late_minutes(meeting, on, calendar), minutes_due(held, calendar)
    if late:
        return Line(MINUTES_STEP, StepState.MISSING, late[0].message, due)
    return Line(MINUTES_STEP, StepState.DONE if held.made_on else StepState.AHEAD, by=due)
