"""Who answers for what is found in a purchase, a use of funds, a budget …: the unit's head on the day it counts for."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date
from typing import Protocol

from organisation.models import Person, Tenure


class Happened(Protocol):
    """A row of a unit that counts for a day."""

    pk: int
    unit_id: int
    happened_on: date


def answering(rows: Iterable[Happened], on: date) -> dict[int, Person | None]:
    """The head who answers for each of `rows` as of `on`, by number of the row; one query."""
    return heads_on({one.pk: (one.unit_id, min(one.happened_on, on)) for one in rows})


def heads_on(asked: dict[int, tuple[int, date]]) -> dict[int, Person | None]:
    """By number: the head of a unit (number) on a day; one query."""
    held: dict[int, list[Tenure]] = defaultdict(list)
    rows = Tenure.objects.filter(post__unit__in={unit for unit, _day in asked.values()}, post__is_head=True)
    for tenure in rows.select_related("person", "post").order_by("post_id", "during"):
        held[tenure.post.unit_id].append(tenure)
    return {
        number: next((tenure.person for tenure in held[unit] if holds(tenure, day)), None)
        for number, (unit, day) in asked.items()
    }


def holds(tenure: Tenure, day: date) -> bool:
    """Whether `tenure` ran on `day`."""
    during = tenure.during
    return bool(during.lower <= day and (during.upper is None or day < during.upper))
