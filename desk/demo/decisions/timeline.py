"""What happens on which day: the files count in days before the day the county is loaded for, and everything is entered in its order."""

import csv
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from pathlib import Path

from django.utils import timezone

from core.workdays import WorkdayCalendar
from desk.demo.dates import start_of

FOLDER = Path(__file__).resolve().parent
Deed = Callable[[date], object]
YEARS = {"{上年}": -1, "{今年}": 0, "{下年}": 1}


@dataclass(frozen=True, slots=True)
class Days:
    """Turns "so many days before" of the files into days as seen from `today`; what lies ahead is negative."""

    today: date
    calendar: WorkdayCalendar

    def day(self, ago: str) -> date:
        """The day so long ago, worked or not."""
        return self.today - timedelta(days=int(ago))

    def work(self, ago: str) -> date:
        """The working day nearest to it: before it where it is past, but not before the county's calendar begins; after it where it
        lies ahead. Today stays today.
        """
        day = self.day(ago)
        if day >= self.today:
            return day if day == self.today else self.calendar.on_or_after(day)
        return max(self.calendar.on_or_before(day), self.calendar.on_or_after(start_of(self.today)))

    def maybe(self, ago: str) -> date | None:
        """The day, or None where the file names none."""
        return self.day(ago) if ago else None


@dataclass
class Timeline:
    """Deeds by day. Those of one day are done in the order in which they were noted."""

    deeds: list[tuple[date, int, Deed]] = field(default_factory=list)

    def on(self, day: date, deed: Deed) -> None:
        """Note that `deed` is done on `day`."""
        self.deeds.append((day, len(self.deeds), deed))

    def run(self) -> None:
        """Do everything, day by day."""
        for day, _place, deed in sorted(self.deeds, key=lambda one: one[:2]):
            deed(day)


def rows(file: str) -> Iterator[dict[str, str]]:
    """Yield the rows of a file of this folder."""
    with (FOLDER / file).open(encoding="utf-8", newline="") as source:
        yield from csv.DictReader(source)


def moment(day: date, clock: str) -> datetime:
    """A time of day where the county is, like 09:30."""
    return timezone.make_aware(datetime.combine(day, time.fromisoformat(clock)))


def dated(text: str, day: date) -> str:
    """`text` with the years it names as seen from `day`."""
    return re.sub(r"\{(上|今|下)年\}", lambda found: str(day.year + YEARS[found[0]]), text)
