"""Telling the calendar that something was done for a head, and taking that back."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from simple_history.utils import bulk_update_with_history

from supervision.choices import DutyState, Reason
from supervision.models import Duty, Fulfilment
from supervision.services.calendar import lock, replan

BATCH = 500
TAKEN_BACK = ("state", "reason", "closed_on", "fulfilment", "late")


@dataclass(frozen=True, slots=True)
class Done:
    """What was done for one head (id), narrowed to a headed unit or post and entered for an earlier period where that is meant.

    `until` is the last day an audit covers, from which the five years run anew (L5).
    """

    person: int
    unit: int | None = None
    period: str = ""
    post: int | None = None
    until: date | None = None


def fulfil(
    *, proof: str, heads: Iterable[Done], held_on: date, record: int | None, on: date
) -> list[Fulfilment]:
    """Note that `proof` was given for `heads` on `held_on` by the record numbered `record` (None: it is no record of the
    integrity app, as a signed list), and close their duties. Return what was noted, so that it can be taken back.
    """
    with transaction.atomic():
        lock()
        rows = [
            Fulfilment(
                proof=proof,
                person_id=head.person,
                unit_id=head.unit,
                post_id=head.post,
                on=held_on,
                until=head.until,
                period=head.period,
                record=record,
            )
            for head in heads
        ]
        Fulfilment.objects.bulk_create(rows)
        replan(people=[row.person_id for row in rows], on=on, proofs={proof})
    return rows


def withdraw(*, record: int, on: date) -> None:
    """Take back what the record numbered `record` had closed; the duties stand open again as of `on`."""
    take_back(fulfilments=list(Fulfilment.objects.filter(record=record).values_list("pk", flat=True)), on=on)


def take_back(*, fulfilments: Iterable[int], on: date) -> None:
    """Take back what these fulfilments (numbers of rows) had closed; the duties stand open again as of `on`."""
    with transaction.atomic():
        lock()
        rows = list(Fulfilment.objects.filter(pk__in=list(fulfilments)))
        duties = list(Duty.objects.filter(fulfilment__in=rows))
        for duty in duties:
            duty.state, duty.reason, duty.closed_on = DutyState.CANCELLED, Reason.CORRECTED, on
            duty.fulfilment, duty.late = None, False
        if duties:
            bulk_update_with_history(duties, Duty, TAKEN_BACK, batch_size=BATCH)
        Fulfilment.objects.filter(pk__in=[row.pk for row in rows]).delete()
        replan(people=[row.person_id for row in rows], on=on, proofs={row.proof for row in rows})
