"""From which sum on a use of money by a unit was a large sum on a day (L8)."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from decimal import Decimal

from decisions.models import Threshold
from rulebook.procedures.decisions import numbers_on


class Thresholds:
    """The thresholds `units` set for themselves, with their days; one query."""

    def __init__(self, units: Iterable[int]) -> None:
        self._set: dict[int, list[Threshold]] = defaultdict(list)
        for one in Threshold.objects.filter(unit__in=units):
            self._set[one.unit_id].append(one)

    def on(self, unit: int, day: date) -> Decimal:
        """What held for `unit` (number) on `day`: its own, else the county's ceiling."""
        for one in self._set.get(unit, ()):
            if one.during.lower <= day and (one.during.upper is None or day < one.during.upper):
                return Decimal(one.amount)
        return numbers_on(day).ceiling
