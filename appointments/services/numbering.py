"""Numbers of files: one row of them a year, without gaps."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Length

from appointments.models import Case


def next_number(files: QuerySet[Any], on: date) -> str:
    """The number after the last of `files` in the year of `on`; the caller holds their unit, or the lock of imports. No file is deleted."""
    rows = files.filter(number__startswith=f"{on.year}-").order_by(Length("number").desc(), "-number")
    last = rows.values_list("number", flat=True).first()
    return number_after(int(last.split("-")[1]) if last else 0, on)


def number_after(last: int, on: date) -> str:
    """The number that follows the `last` of a unit in the year of `on`."""
    return f"{on.year}-{last + 1:04d}"


def last_numbers(units: Iterable[int], on: date) -> dict[int, int]:
    """The last number given to a file in the year of `on`, by unit (number of its row); one query. As numbers: 10000 follows 9999."""
    rows = Case.objects.filter(unit__in=[*units], number__startswith=f"{on.year}-").order_by(
        "unit", Length("number").desc(), "-number"
    )
    last = rows.distinct("unit").values_list("unit", "number")
    return {unit: int(number.split("-")[1]) for unit, number in last}
