"""Declaring personal events (个人有关事项报告, N48): a change within days, and once a year."""

from collections.abc import Iterable
from datetime import date, timedelta

from msgspec import Struct

from core.found import Found
from core.workdays import WorkdayCalendar
from integrity.procedure.found import found
from rulebook.procedures.integrity import CONFIRM_DAYS, EVENT_DAYS, EVENTS


class Change(Struct, frozen=True, kw_only=True):
    """A change of a kind (rulebook EVENTS), the day it happened and the day it was declared."""

    event: str
    happened_on: date
    reported_on: date


class Year(Struct, frozen=True, kw_only=True):
    """A yearly declaration owed in `year`, and the day it was made, if it was."""

    year: int
    confirmed_on: date | None = None


def change_due(change: Change, calendar: WorkdayCalendar) -> date:
    """The last day for declaring it; on a holiday the next working day (N42)."""
    return calendar.on_or_after(change.happened_on + timedelta(days=EVENT_DAYS.value))


def year_due(year: int, calendar: WorkdayCalendar) -> date:
    """The last day for the yearly declaration of `year` (31 January)."""
    return calendar.on_or_after(date(year, 1, 1) + timedelta(days=CONFIRM_DAYS.value - 1))


def judge_change(change: Change, on: date, calendar: WorkdayCalendar) -> list[Found]:
    """Declared later than the days allow."""
    due = change_due(change, calendar)
    if change.reported_on > on or change.reported_on <= due:
        return []
    told = {
        "event": EVENTS[change.event].title,
        "happened_on": change.happened_on.isoformat(),
        "due": due.isoformat(),
        "reported_on": change.reported_on.isoformat(),
    }
    return [found("event-declared-late", **told)]


def judge_years(years: Iterable[Year], on: date, calendar: WorkdayCalendar) -> list[Found]:
    """The yearly declarations among `years` that were not made in time, and are not made yet."""
    dues = ((one, year_due(one.year, calendar)) for one in years)
    return [
        found("events-unconfirmed", year=one.year, due=due.isoformat())
        for one, due in dues
        if on > due and (one.confirmed_on is None or one.confirmed_on > on)
    ]
