"""Which days are worked (工作日). A day is worked Monday to Friday unless the table of exceptions says otherwise.

Source of the exceptions: the yearly notice of the State Council's office on holidays (国务院办公厅节假日安排通知).
"""

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, timedelta
from itertools import accumulate
from time import monotonic
from typing import Any

SATURDAY = 5
KEPT_SECONDS = 60
_kept: list[Any] = [0.0, None]


@dataclass(frozen=True, slots=True)
class WorkdayCalendar:
    """The exceptions known, day → worked or not, and the years a notice was entered for."""

    exceptions: dict[date, bool]
    years: frozenset[int]
    # The days on which the table differs from the plain week, as ordinals, and by how many working days up to each.
    _differs: list[int] = field(init=False, repr=False, compare=False)
    _by: list[int] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        differing = sorted(day for day, worked in self.exceptions.items() if worked != _in_plain_week(day))
        steps = (1 if self.exceptions[day] else -1 for day in differing)
        object.__setattr__(self, "_differs", [day.toordinal() for day in differing])
        object.__setattr__(self, "_by", [0, *accumulate(steps)])

    def is_worked(self, day: date) -> bool:
        """Whether `day` is a working day."""
        known = self.exceptions.get(day)
        return _in_plain_week(day) if known is None else known

    def on_or_before(self, day: date) -> date:
        """Return `day`, or the last working day before it."""
        while not self.is_worked(day):
            day -= timedelta(days=1)
        return day

    def on_or_after(self, day: date) -> date:
        """Return `day`, or the next working day after it (N42: a period ending on a holiday ends on the next working day)."""
        while not self.is_worked(day):
            day += timedelta(days=1)
        return day

    def add(self, day: date, working_days: int) -> date:
        """Return the day `working_days` working days after `day`; the first day is not counted (N42)."""
        for _ in range(working_days):
            day = self.on_or_after(day + timedelta(days=1))
        return day

    def before(self, day: date, working_days: int) -> date:
        """Return the last day from which there are `working_days` working days through `day` (the first day not counted)."""
        for _ in range(working_days):
            day = self.on_or_before(day) - timedelta(days=1)
        return day

    def between(self, first: date, last: date) -> int:
        """Number of working days after `first` up to and including `last`; negative where last lies before first."""
        return self._through(last.toordinal()) - self._through(first.toordinal())

    def _through(self, ordinal: int) -> int:
        """Number of working days from the first day of the calendar, a Monday, through the day `ordinal`."""
        weeks, days = divmod(ordinal, 7)
        return weeks * SATURDAY + min(days, SATURDAY) + self._by[bisect_right(self._differs, ordinal)]

    def missing_years(self, days: Iterable[date]) -> list[int]:
        """Years among `days` for which no notice was entered, so that only weekends are known."""
        return sorted({day.year for day in days} - self.years)


def _in_plain_week(day: date) -> bool:
    return day.weekday() < SATURDAY


def load() -> WorkdayCalendar:
    """Read the calendar from the database: what planning rests on."""
    from core.models import CalendarException

    stored = dict(CalendarException.objects.values_list("day", "is_worked"))
    return WorkdayCalendar(stored, frozenset(day.year for day in stored))


def shown() -> WorkdayCalendar:
    """The calendar for showing days left on a page: at most a minute old, so that a list of deadlines costs no queries."""
    read_at, calendar = _kept
    if calendar is None or monotonic() - read_at > KEPT_SECONDS:
        calendar = load()
        _kept[:] = [monotonic(), calendar]
    return calendar


def forget() -> None:
    """Let the next page read the calendar anew."""
    _kept[:] = [0.0, None]


def working_days_between(first: date, last: date) -> int:
    """Number of working days after `first` up to and including `last`, for showing on a page; negative if last < first."""
    return shown().between(first, last)
