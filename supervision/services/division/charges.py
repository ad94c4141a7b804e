"""What is entered of the work of units, brought to new divisions in memory, then written at once with its history."""

from bisect import bisect_left, bisect_right, insort
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from accounts.models import User
from core.writing import Writing
from organisation.models import Unit
from rulebook.division import Field
from supervision.models import Charge


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who is to be in charge of a field: a person (number), nobody (None), or that the unit has no such work."""

    field: Field
    person: int | None = None
    no_work: bool = False

    @property
    def says_something(self) -> bool:
        """Whether it names a person, or that there is no such work."""
        return bool(self.person or self.no_work)


class Charges:
    """What is entered of the work of some units through all days, and what a division entered by `by` changes in it."""

    def __init__(self, units: Iterable[int], by: User | None) -> None:
        """Read it (`units`: numbers of rows); one query."""
        self._by = by
        self._works: dict[int, _Work] = defaultdict(_Work)
        self._writing = Writing(Charge, by=by)
        for row in Charge.objects.filter(unit__in=[*units]).order_by("during"):
            self._works[row.unit_id].add(row)

    def entered_on(self, unit: int, since: date) -> dict[str, Charge]:
        """What holds of a unit's work from exactly `since` on, by field."""
        return self._works[unit].of_day.get(since, {})

    def stands(self, unit: int, since: date, basis: str, rows: Sequence[Assigned]) -> bool:
        """Whether exactly this was entered before."""
        known = {name: (one.person_id, one.basis) for name, one in self.entered_on(unit, since).items()}
        wanted = {row.field.value: (row.person, basis.strip()) for row in rows if row.says_something}
        return bool(known) and known == wanted

    def divide(self, unit: Unit, since: date, basis: str, rows: Sequence[Assigned]) -> None:
        """Let the unit's work be divided so; it holds until the next division entered. Nothing may stand against it."""
        work = self._works[unit.pk]
        until = work.next_turn(since)
        for row in rows:
            self._assign(work, unit, row, DateRange(since, until), basis.strip())

    def _assign(self, work: "_Work", unit: Unit, row: Assigned, during: DateRange, basis: str) -> None:
        """Bring one field to what was decided for `during`; what was before ends, what was entered for that very day is corrected."""
        same = work.of_day.get(during.lower, {}).get(row.field)
        before = work.before(row.field, during.lower)
        if before is not None:
            work.move(before, DateRange(before.during.lower, during.lower))
            self._touch(before)
        if not row.says_something:
            if same is not None:
                work.remove(same)
                self._writing.drop(same)
            return
        charge = same or Charge(unit=unit, field=row.field.value)
        charge.person_id, charge.basis, charge.entered_by = row.person, basis, self._by
        if same is None:
            charge.during = during
            work.add(charge)
        else:
            work.move(charge, during)
        self._touch(charge)

    def _touch(self, row: Charge) -> None:
        self._writing.touch(row, "person", "during", "basis", "entered_by")

    def write(self) -> None:
        """Write it in a constant number of statements: days only ever grow shorter, so that nothing new is in the way of what was."""
        self._writing.write()


class _Work:
    """What is entered of one unit's work: by day, by field in the order of its days, and the days on which anything begins or ends."""

    def __init__(self) -> None:
        self.of_day: dict[date, dict[str, Charge]] = {}
        self._days: dict[str, list[date]] = defaultdict(list)
        self._turns: list[date] = []

    def add(self, row: Charge) -> None:
        self.of_day.setdefault(row.during.lower, {})[row.field] = row
        insort(self._days[row.field], row.during.lower)
        self._turn(row)

    def move(self, row: Charge, during: DateRange) -> None:
        """Let `row` end on another day."""
        self._unturn(row)
        row.during = during
        self._turn(row)

    def remove(self, row: Charge) -> None:
        self._unturn(row)
        self._days[row.field].remove(row.during.lower)
        del self.of_day[row.during.lower][row.field]

    def before(self, field: Field, day: date) -> Charge | None:
        """Who was in charge of `field` until `day` and beyond, since a day before it."""
        days = self._days[field]
        at = bisect_left(days, day) - 1
        if at < 0:
            return None
        row = self.of_day[days[at]][field]
        return row if row.during.upper is None or day < row.during.upper else None

    def next_turn(self, since: date) -> date | None:
        """The first day after `since` on which the unit's work was divided anew."""
        at = bisect_right(self._turns, since)
        return self._turns[at] if at < len(self._turns) else None

    def _turn(self, row: Charge) -> None:
        for day in (row.during.lower, row.during.upper):
            if day is not None:
                insort(self._turns, day)

    def _unturn(self, row: Charge) -> None:
        for day in (row.during.lower, row.during.upper):
            if day is not None:
                self._turns.pop(bisect_left(self._turns, day))
