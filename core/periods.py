"""Quarters, years and anniversaries, as plain dates."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True, order=True)
class Period:
    """A closed stretch of days, both ends included, with the key it is known by (2026Q3, 2026)."""

    starts: date
    ends: date
    key: str

    @property
    def days(self) -> int:
        """Number of days, both ends included."""
        return (self.ends - self.starts).days + 1


def quarter_of(day: date) -> Period:
    """Return the calendar quarter that contains `day`."""
    number = (day.month - 1) // 3 + 1
    last_month = number * 3
    ends = date(day.year, last_month, monthrange(day.year, last_month)[1])
    return Period(date(day.year, last_month - 2, 1), ends, f"{day.year}Q{number}")


def year_of(day: date) -> Period:
    """Return the calendar year that contains `day`."""
    return Period(date(day.year, 1, 1), date(day.year, 12, 31), str(day.year))


def quarters_between(first: date, last: date) -> Iterator[Period]:
    """Yield the quarters from the one containing `first` through the one containing `last`; none if last < first."""
    day = first
    while day <= last:
        period = quarter_of(day)
        yield period
        day = period.ends + timedelta(days=1)


def years_between(first: date, last: date) -> Iterator[Period]:
    """Yield the years from the one containing `first` through the one containing `last`; none if last < first."""
    for year in range(first.year, last.year + 1) if first <= last else ():
        yield year_of(date(year, 1, 1))


def years_after(day: date, years: int) -> date:
    """Return the day on which `years` years from `day` are complete (N42, 民法典 201–203).

    The corresponding day of the year reached, or that month's last day where there is none: 2020-02-29 + 5 → 2025-02-28.
    """
    return months_after(day, 12 * years)


def months_after(day: date, months: int) -> date:
    """Return the day on which `months` months from `day` are complete, counted as `years_after` counts."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def period_of(key: str) -> Period | None:
    """Return the quarter or year known by `key` (2026Q3, 2026); None where it is neither, as for a five-year duty's day."""
    year, _, number = key.partition("Q")
    if not (len(year) == 4 and year.isdecimal() and (number in {"", "1", "2", "3", "4"})):
        return None
    if "Q" in key:
        return quarter_of(date(int(year), int(number) * 3, 1)) if number else None
    return year_of(date(int(year), 1, 1))
