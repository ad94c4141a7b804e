"""Duties as they stand, or stood, on a day."""

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import QuerySet

from rulebook.duties import BY_KIND
from supervision.choices import DutyState
from supervision.models import Duty


def duties_on(on: date) -> QuerySet[Duty]:
    """Every duty that had come up by `on`, with head, unit and post."""
    known = Duty.objects.filter(owed_from__lte=on, opens__lte=on)
    return known.select_related("person", "unit", "post").defer("unit__search_keys", "person__search_keys")


def state_on(duty: Duty, on: date) -> DutyState:
    """The state of `duty` on `on` (L20): closed from the day it was closed, before that by its due day."""
    if duty.closed_on is not None and duty.closed_on <= on:
        return DutyState(duty.state)
    if on > duty.due:
        return DutyState.OVERDUE
    warned_from = duty.due - timedelta(days=BY_KIND[duty.kind].warn_days)
    return DutyState.DUE_SOON if on >= warned_from else DutyState.PLANNED


def in_batches(duties: QuerySet[Duty], size: int = 2000) -> Iterator[list[Duty]]:
    """Yield `duties` in lists of at most `size`, without holding all of them."""
    batch: list[Duty] = []
    for duty in duties.iterator(chunk_size=size):
        batch.append(duty)
        if len(batch) == size:
            yield batch
            batch = []
    if batch:
        yield batch
