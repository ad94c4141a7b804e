"""Numbers of matters and resolutions: a unit's own, by year, without gaps."""

import re
from datetime import date

from django.db.models import QuerySet

from decisions.models import Matter, Resolution
from organisation.models import Unit

NUMBER = re.compile(r"^\d{4}-(\d+)$")


def next_matter_number(unit: Unit, on: date) -> str:
    """The next number of the unit's matters in the year of `on`, like 2026-0017. Call it inside a transaction: it locks the unit."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    return f"{on.year}-{_last(Matter.objects.filter(unit=unit), on.year) + 1:04d}"


def next_resolution_number(unit: Unit, on: date) -> str:
    """The next number of the unit's resolutions in the year of `on`, like 城关镇决〔2026〕17号 (N44). Locks the unit."""
    Unit.objects.select_for_update().get(pk=unit.pk)
    start = f"{unit.name}决〔{on.year}〕"
    count = Resolution.objects.filter(matter__unit=unit, number__startswith=start).count()
    return f"{start}{count + 1}号"


def _last(matters: QuerySet[Matter], year: int) -> int:
    numbers = matters.filter(number__startswith=f"{year}-").values_list("number", flat=True)
    return max((int(found[1]) for number in numbers if (found := NUMBER.match(number))), default=0)
