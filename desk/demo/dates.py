"""The demo's days: written as seen from one day, moved by whole quarters to the day the county is loaded for."""

from calendar import monthrange
from datetime import date, timedelta
from random import Random

from core.periods import Period, quarter_of, quarters_between
from core.workdays import WorkdayCalendar

WRITTEN_ON = date(2026, 11, 24)  # the day from which the dates in the files are meant
MONTHS_KEPT = 24  # how long before the day it is loaded for the county's calendar begins


def moved(day: date, *, today: date) -> date:
    """Return `day` of the files as seen from `today`: moved by the whole quarters between WRITTEN_ON and `today`."""
    return months_later(day, 3 * (_quarters(today) - _quarters(WRITTEN_ON)))


def months_later(day: date, months: int) -> date:
    """Return the corresponding day `months` later (earlier where negative), the month's last where there is none."""
    at = day.year * 12 + day.month - 1 + months
    year, month = divmod(at, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def start_of(today: date) -> date:
    """The day the demo's calendar begins: the first of the quarter two years ago."""
    return quarter_of(months_later(today, -MONTHS_KEPT)).starts


def quarters(today: date) -> list[Period]:
    """Every quarter from the calendar's beginning through the one of `today`."""
    return list(quarters_between(start_of(today), today))


def workday_between(first: date, last: date, *, by: Random, calendar: WorkdayCalendar) -> date:
    """A working day from `first` through `last` drawn by `by`; `last` moved back where there is none."""
    days = [first + timedelta(n) for n in range(max((last - first).days, 0) + 1)]
    worked = [day for day in days if calendar.is_worked(day)]
    return by.choice(worked) if worked else last


def _quarters(day: date) -> int:
    return day.year * 4 + (day.month - 1) // 3
