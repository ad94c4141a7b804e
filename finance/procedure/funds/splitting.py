"""Which payments to one payee on one budget item belong together, though each stays below the threshold (L32)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from finance.procedure.funds.form import Parts


@dataclass(frozen=True, slots=True)
class Part:
    """A payment below the threshold of its day, without a resolution; `number` tells it from the others, `days` is how far back it counts."""

    number: int
    on: date
    amount: Decimal
    threshold: Decimal
    days: int


def parts_of(rows: Sequence[Part]) -> dict[int, Parts]:
    """By number: what each of `rows` (of one payee and item) is a part of; those that are none are left out.

    Payments within the days, the first and the last counted, that together reach the threshold of the last. Where one lies in
    several such stretches, the one with the largest sum is told, the earliest of them where they are alike.
    """
    ordered = sorted(rows, key=lambda one: (one.on, one.number))
    found: dict[int, Parts] = {}
    for last in ordered:
        first = last.on - timedelta(days=last.days - 1)
        within = [one for one in ordered if first <= one.on <= last.on]
        total = sum((one.amount for one in within), Decimal(0))
        if len(within) < 2 or total < last.threshold:
            continue
        made = Parts(len(within), total, within[0].on, last.on)
        for one in within:
            if one.number not in found or found[one.number].total < total:
                found[one.number] = made
    return found
