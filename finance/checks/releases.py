"""Stored purchases in the form the signs are reckoned from: releases of the Open Contracting Data Standard.

The buyer is the unit by number, a bidder the supplier by its key, the process the purchase by number, whatever a kept form calls them.
Rows are read as plain values and put straight into the form: a county may have a million of them.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Set
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from django.db.models import FloatField, Model, QuerySet, TextField
from django.db.models.functions import Cast

from decisions.models import Matter
from finance.checks.kept import kept_release
from finance.checks.resolutions import Decided, decided_of
from finance.choices import BidStatus
from finance.models import Bid, ContractChange, Payment, Purchase
from finance.procedure.flags.form import (
    Amendment,
    Award,
    Bids,
    Budget,
    Change,
    Classification,
    Contract,
    Document,
    Implementation,
    Item,
    Milestone,
    Planning,
    Reference,
    Release,
    Span,
    Tender,
    Transaction,
    Value,
)
from finance.procedure.flags.form import Bid as Offer
from rulebook.procedures.procurement import Category

AT_ONCE = 2000
CNY = "CNY"
WORKS = (Category.WORKS.value,)


class Plain(Cast):
    """A cast whose values are taken as the driver gives them."""

    def get_db_converters(self, connection: Any) -> list[Any]:
        """None: Django would look at each value once more."""
        return []


class Row(NamedTuple):
    """A purchase as it is read: sums in yuan, days as ISO text."""

    pk: int
    unit_id: int
    method: str
    method_name: str
    category: str
    item_code: str
    budget_item: str
    project: str
    part_of_works: bool
    method_approved: bool
    budget_adjusted: bool
    cancelled: bool
    matter_id: int | None
    supplier_key: str | None
    estimate: float | None
    ceiling: float | None
    award_amount: float | None
    contract_amount: float | None
    current_amount: float | None
    documents_on: str | None
    documents_until: str | None
    opened_on: str | None
    reported_on: str | None
    publicity_from: str | None
    publicity_until: str | None
    awarded_on: str | None
    contract_on: str | None
    accepted_on: str | None
    form: str | None


PLAIN = tuple(name for name in Row._fields[: Row._fields.index("supplier_key")])
SUMS = Row._fields[Row._fields.index("estimate") : Row._fields.index("documents_on")]
TEXTS = Row._fields[Row._fields.index("documents_on") :]
VALUES: tuple[Any, ...] = (
    *PLAIN,
    "supplier__key",
    *(Plain(name, FloatField()) for name in SUMS),
    *(Plain(name, TextField()) for name in TEXTS),
)


class Parts(NamedTuple):
    """What belongs to a purchase: bids (supplier's key, sum, status, whether it won), contract changes and payments in order."""

    bids: list[tuple[str, float | None, str, bool]]
    changes: list[tuple[str, float]]
    payments: list[str]


class StoredReleases:
    """The releases of `purchases` as of `on`, each with the number of its row, read anew each time they are asked for."""

    def __init__(self, purchases: QuerySet[Purchase], on: date) -> None:
        """Within a transaction, so that they are read in batches."""
        self._purchases, self._on = purchases.order_by("pk"), on

    def __call__(self, only: Set[int] | None = None) -> Iterator[tuple[int, Release]]:
        """All of them, or `only` those of these numbers; a constant number of queries a batch."""
        for batch in self._batches(only):
            parts, decided = _parts_of([row.pk for row in batch]), _decided(batch)
            for row in batch:
                yield row.pk, _release(row, parts[row.pk], decided.get(row.matter_id), self._on)

    def _batches(self, only: Set[int] | None) -> Iterator[list[Row]]:
        if only is None:
            rows = map(Row._make, self._purchases.values_list(*VALUES).iterator(chunk_size=AT_ONCE))
            while batch := list(islice(rows, AT_ONCE)):
                yield batch
            return
        numbers = sorted(only)
        for at in range(0, len(numbers), AT_ONCE):
            chosen = self._purchases.filter(pk__in=numbers[at : at + AT_ONCE])
            yield [Row._make(row) for row in chosen.values_list(*VALUES)]


def _parts_of(numbers: list[int]) -> defaultdict[int, Parts]:
    found: defaultdict[int, Parts] = defaultdict(lambda: Parts([], [], []))
    bids = _rows(
        Bid, numbers, "supplier__key", _sum("amount"), "status", "won", order=("lot", "amount", "pk")
    )
    for number, *bid in bids:
        found[number].bids.append(tuple(bid))
    for number, *change in _rows(ContractChange, numbers, _text("on"), _sum("amount"), order=("on", "pk")):
        found[number].changes.append(tuple(change))
    for number, paid_on in _rows(Payment, numbers, _text("on"), order=("on", "pk")):
        found[number].payments.append(paid_on)
    return found


def _rows(model: type[Model], numbers: list[int], *values: Any, order: tuple[str, ...]) -> Iterable[Any]:
    rows = model._default_manager.filter(purchase__in=numbers).order_by("purchase", *order)
    return rows.values_list("purchase_id", *values)


def _sum(name: str) -> Any:
    return Plain(name, FloatField())


def _text(name: str) -> Any:
    return Plain(name, TextField())


def _decided(batch: list[Row]) -> dict[int | None, Decided]:
    """How the matters that these purchases rest on stand."""
    numbers = {row.matter_id for row in batch if row.matter_id is not None}
    if not numbers:
        return {}
    matters = (
        Matter.objects.filter(pk__in=numbers).select_related("emergency").prefetch_related("resolutions")
    )
    return {matter.pk: decided_of(matter) for matter in matters}


def _release(row: Row, parts: Parts, decided: Decided | None, on: date) -> Release:
    release = _stored(row, parts, on) if row.form is None else kept_release(row.form, row.pk, row.unit_id)
    if decided is not None:
        _rest_on(release, decided, on)
    return release


def _rest_on(release: Release, decided: Decided, on: date) -> None:
    """Say when the collective decision was made; of one refused nothing is said, which is a finding of its own."""
    if decided.refused:
        return
    if release.planning is None:
        release.planning = Planning()
    made_on = None if decided.on is None else decided.on.isoformat()
    release.planning.milestones = [Milestone(kind="approval", met=made_on)]
    if decided.on is None:
        release.date = on.isoformat()


def _stored(row: Row, parts: Parts, on: date) -> Release:
    return Release(
        ocid=str(row.pk),
        date=on.isoformat(),
        buyer=Reference(id=str(row.unit_id)),
        planning=_planning(row),
        tender=_tender(row, parts),
        bids=Bids(details=[_bid(*bid) for bid in parts.bids]),
        awards=_awards(row, parts),
        contracts=_contracts(row, parts),
    )


def _value(amount: float | None) -> Value | None:
    return None if amount is None else Value(amount=amount, currency=CNY)


def _span(first: str | None, last: str | None) -> Span | None:
    return None if first is None and last is None else Span(start=first, end=last)


def _planning(row: Row) -> Planning:
    documents = []
    if row.method_approved:
        documents.append(Document(kind="procurementMethodApproval"))
    if row.budget_adjusted:
        documents.append(Document(kind="budgetAdjustment"))
    budget = Budget(id=row.budget_item or None, project_id=row.project or None, amount=_value(row.estimate))
    return Planning(budget=budget, documents=documents)


def _tender(row: Row, parts: Parts) -> Tender:
    documents = []
    if row.documents_on is not None:
        documents.append(Document(kind="biddingDocuments", published=row.documents_on))
    if row.reported_on is not None:
        documents.append(Document(kind="evaluationReports", published=row.reported_on))
    # How many stood to their bid; None where no bid is on record.
    standing = {key for key, _amount, status, _won in parts.bids if status != BidStatus.WITHDRAWN}
    return Tender(
        status="cancelled" if row.cancelled else "complete",
        method=row.method or None,
        method_details=row.method_name or None,
        category=row.category,
        tenderers_number=len(standing) or None,
        more_categories=list(WORKS) if row.part_of_works else None,
        value=_value(row.ceiling if row.estimate is None else row.estimate),
        period=_span(row.documents_on, row.opened_on),
        documents_offered=_span(row.documents_on, row.documents_until),
        items=[Item(classification=Classification(id=row.item_code))] if row.item_code else None,
        documents=documents,
    )


def _bid(supplier: str, amount: float | None, status: str, _won: bool) -> Offer:
    return Offer(status=status, value=_value(amount), tenderers=[Reference(id=supplier)])


def _awards(row: Row, parts: Parts) -> list[Award]:
    winners = {key for key, _amount, _status, won in parts.bids if won}
    if row.supplier_key is not None:
        winners.add(row.supplier_key)
    if not winners and row.awarded_on is None:
        return []
    award = Award(
        id="1",
        status="active",
        date=row.awarded_on,
        value=_value(row.award_amount),
        suppliers=[Reference(id=key) for key in sorted(winners)],
        publicity=_span(row.publicity_from, row.publicity_until),
    )
    return [award]


def _contracts(row: Row, parts: Parts) -> list[Contract]:
    if row.contract_on is None and row.contract_amount is None and not parts.payments:
        return []
    carried_out = Implementation(
        transactions=[Transaction(date=paid_on) for paid_on in parts.payments],
        milestones=[Milestone(kind="acceptance", met=row.accepted_on)],
    )
    contract = Contract(
        award_id="1",
        status="active",
        signed=row.contract_on,
        value=_value(row.contract_amount if row.current_amount is None else row.current_amount),
        amendments=_amendments(row, parts),
        implementation=carried_out,
    )
    return [contract]


def _amendments(row: Row, parts: Parts) -> list[Amendment]:
    """Each change with the sum before it."""
    made, before = [], row.contract_amount
    for changed_on, amount in parts.changes:
        changes = [] if before is None else [Change(property="value", former=before)]
        made.append(Amendment(date=changed_on, changes=changes))
        before = amount
    return made
