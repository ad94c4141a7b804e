"""Everything found in stored purchases, each with its clause, formula, numbers and source."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal
from math import isinf
from typing import Any

from django.db.models import QuerySet
from django.db.models.functions import Coalesce

from decisions.procedure import Found
from finance.checks.handling import Handling
from finance.checks.resolutions import decided_of
from finance.checks.undecided import Undecided
from finance.models import Flag, Purchase
from rulebook.procedures.procurement import FLAGS
from rulebook.procedures.purchases import CODES, limits_of, measure_of

ENDLESS = "无穷大"
Judged = dict[Purchase, list[Found]]


def loaded(purchases: QuerySet[Purchase]) -> QuerySet[Purchase]:
    """`purchases` with all that is asked of them beside their signs, in a constant number of queries a batch."""
    return (
        purchases.select_related("unit", "matter__emergency", "handler")
        .prefetch_related("matter__resolutions")
        .defer("form", "search_keys", "unit__search_keys")
        .order_by("pk")
    )


def found_in(purchases: Sequence[Purchase], on: date) -> Judged:
    """What is found in each of `purchases` (as `loaded`) as of `on`, by the signs last reckoned; a constant number of queries."""
    flags: dict[int, list[Flag]] = defaultdict(list)
    for flag in Flag.objects.filter(purchase__in=[one.pk for one in purchases]).order_by("code"):
        if flag.purchase_id is not None:
            flags[flag.purchase_id].append(flag)
    handling, totals, undecided = Handling(purchases), _totals(purchases), Undecided(purchases)
    return {
        one: []
        if one.cancelled
        else [
            *(Found(CODES[flag.code], facts_of(flag.code, flag.value)) for flag in flags[one.pk]),
            *handling.found(one),
            *_by_resolution(one, totals, on),
            *undecided.found(one, on),
        ]
        for one in purchases
    }


def facts_of(code: str, value: float) -> dict[str, Any]:
    """A sign's number with what explains it."""
    rule = FLAGS[code]
    facts: dict[str, Any] = {"value": _told(value)}
    facts |= {"measure": measure_of(rule), "formula": rule.formula}
    limits = limits_of(code)
    return facts | ({"limits": limits} if limits else {}) | {"source": str(rule.source)}


def _told(value: float) -> int | float | str:
    if isinf(value):  # the second bid beside a winning one of nothing
        return ENDLESS
    return int(value) if value == int(value) else round(value, 4)


def _by_resolution(purchase: Purchase, totals: dict[int, Decimal], on: date) -> Iterator[Found]:
    """Whether the purchase keeps within the resolution it rests on; that it came first is a sign of its own."""
    matter = purchase.matter
    if matter is None:
        return
    decided = decided_of(matter)
    awarded = purchase.awarded_on or purchase.contract_on
    if decided.refused and awarded is not None and awarded <= on:
        yield Found(
            CODES["resolution-not-passed"], {"matter": matter.title, "awarded_on": awarded.isoformat()}
        )
    total = totals.get(matter.pk)
    if decided.passed and decided.amount is not None and total is not None and total > decided.amount:
        facts = {"amount": f"{total:.2f}", "decided": f"{decided.amount:.2f}", "matter": matter.title}
        yield Found(CODES["purchase-beyond-resolution"], facts)


def _totals(purchases: Sequence[Purchase]) -> dict[int, Decimal]:
    """What all purchases that rest on a matter come to together: parts of it may not exceed it either."""
    matters = {one.matter_id for one in purchases if one.matter_id is not None}
    if not matters:
        return {}
    sums = Coalesce("current_amount", "contract_amount", "award_amount")
    rows = Purchase.objects.filter(matter__in=matters, cancelled=False).annotate(sum=sums)
    totals: dict[int, Decimal] = defaultdict(Decimal)
    for matter, amount in rows.order_by().values_list("matter_id", "sum"):
        totals[matter] += amount or 0
    return dict(totals)
