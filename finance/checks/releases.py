"""Stored purchases in the form the signs are reckoned from: releases of the Open Contracting Data Standard.

The buyer is the unit by number, a bidder the supplier by its key, the process the purchase by number, whatever a kept form calls them.
"""

from collections.abc import Callable, Iterator
from datetime import date
from decimal import Decimal
from typing import Any

import msgspec
from django.db.models import QuerySet

from finance.checks.resolutions import Decided, decided_of
from finance.choices import BidStatus
from finance.models import Purchase
from finance.procedure.parties import known_parties
from rulebook.procedures.procurement import Category

AT_ONCE = 500
CNY = "CNY"
Form = dict[str, Any]


def loaded(purchases: QuerySet[Purchase]) -> QuerySet[Purchase]:
    """`purchases` with all a judgement reads, in a constant number of queries a batch."""
    return (
        purchases.select_related("unit", "supplier", "matter__emergency", "handler")
        .prefetch_related("bids__supplier", "changes", "payments", "matter__resolutions")
        .defer("search_keys", "unit__search_keys", "supplier__search_keys")
        .order_by("pk")
    )


def releases(purchases: QuerySet[Purchase], on: date) -> Callable[[], Iterator[tuple[int, bytes]]]:
    """What yields each of `purchases` as a line, numbered as its row is; read in batches, each time anew."""

    def lines() -> Iterator[tuple[int, bytes]]:
        for purchase in loaded(purchases).iterator(chunk_size=AT_ONCE):
            yield purchase.pk, msgspec.json.encode(release_of(purchase, on))

    return lines


def release_of(purchase: Purchase, on: date) -> Form:
    """One purchase as a release, as of `on`."""
    form = _kept(purchase) if purchase.form else _stored(purchase, on)
    if purchase.matter is not None:
        _rest_on(form, decided_of(purchase.matter), on)
    return form


def _kept(purchase: Purchase) -> Form:
    """The release it came in as, with our names for who takes part."""
    form: Form = dict(purchase.form or {})
    names = {name: one.key for name, one in known_parties(form).items()}
    buyer = form.get("buyer")
    if isinstance(buyer, dict) and buyer.get("id") is not None:
        names[str(buyer["id"])] = str(purchase.unit_id)
    form = _renamed(form, names)
    form["ocid"], form["buyer"] = str(purchase.pk), _buyer(purchase)
    return form


PLACES = frozenset({"parties", "tenderers", "suppliers", "procuringEntity"})


def _renamed(value: Any, names: dict[str, str], *, here: bool = False) -> Any:
    """A copy in which organisations bear other ids; only where organisations stand."""
    if isinstance(value, list):
        return [_renamed(one, names, here=here) for one in value]
    if not isinstance(value, dict):
        return value
    made = {name: _renamed(part, names, here=name in PLACES) for name, part in value.items()}
    if here and str(made.get("id")) in names:
        made["id"] = names[str(made["id"])]
    return made


def _stored(purchase: Purchase, on: date) -> Form:
    return {
        "ocid": str(purchase.pk),
        "date": on.isoformat(),
        "buyer": _buyer(purchase),
        "planning": _planning(purchase),
        "tender": _tender(purchase),
        "bids": {"details": [_bid(one) for one in purchase.bids.all()]},
        "awards": _awards(purchase),
        "contracts": _contracts(purchase),
    }


def _buyer(purchase: Purchase) -> Form:
    return {"id": str(purchase.unit_id), "name": purchase.unit.name}


def _value(amount: Decimal | None) -> Form | None:
    return None if amount is None else {"amount": float(amount), "currency": CNY}


def _said(day: date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _planning(purchase: Purchase) -> Form:
    documents = (
        ("methodApproval", "procurementMethodApproval", purchase.method_approved),
        ("adjustment", "budgetAdjustment", purchase.budget_adjusted),
    )
    return {
        "budget": {
            "id": purchase.budget_item or None,
            "projectID": purchase.project or None,
            "amount": _value(purchase.estimate),
        },
        "documents": [{"id": name, "documentType": kind} for name, kind, there in documents if there],
        "milestones": [],
    }


def _tender(purchase: Purchase) -> Form:
    handed_out = {"documentType": "biddingDocuments", "datePublished": _said(purchase.documents_on)}
    reported = {"documentType": "evaluationReports", "datePublished": _said(purchase.reported_on)}
    return {
        "status": "cancelled" if purchase.cancelled else "complete",
        "procurementMethod": purchase.method or None,
        "procurementMethodDetails": purchase.method_name or None,
        "mainProcurementCategory": purchase.category,
        "numberOfTenderers": _tenderers(purchase),
        "additionalProcurementCategories": [Category.WORKS.value] if purchase.part_of_works else [],
        "value": _value(purchase.estimate if purchase.estimate is not None else purchase.ceiling),
        "tenderPeriod": _span(purchase.documents_on, purchase.opened_on),
        "documentsPeriod": _span(purchase.documents_on, purchase.documents_until),
        "items": [{"classification": {"id": purchase.item_code}}] if purchase.item_code else [],
        "documents": [one for one in (handed_out, reported) if one["datePublished"]],
    }


def _tenderers(purchase: Purchase) -> int | None:
    """How many stood to their bid; None where no bid is on record."""
    standing = {bid.supplier_id for bid in purchase.bids.all() if bid.status != BidStatus.WITHDRAWN}
    return len(standing) or None


def _span(first: date | None, last: date | None) -> Form | None:
    return None if first is None and last is None else {"startDate": _said(first), "endDate": _said(last)}


def _bid(bid: Any) -> Form:
    return {
        "status": bid.status,
        "value": _value(bid.amount),
        "tenderers": [{"id": bid.supplier.key, "name": bid.supplier.name}],
    }


def _awards(purchase: Purchase) -> list[Form]:
    winners = {bid.supplier.key for bid in purchase.bids.all() if bid.won}
    if purchase.supplier is not None:
        winners.add(purchase.supplier.key)
    if not winners and purchase.awarded_on is None:
        return []
    award = {
        "id": "1",
        "status": "active",
        "date": _said(purchase.awarded_on),
        "value": _value(purchase.award_amount),
        "suppliers": [{"id": key} for key in sorted(winners)],
        "publicityPeriod": _span(purchase.publicity_from, purchase.publicity_until),
    }
    return [award]


def _contracts(purchase: Purchase) -> list[Form]:
    payments = [{"date": _said(one.on)} for one in purchase.payments.all()]
    if purchase.contract_on is None and purchase.contract_amount is None and not payments:
        return []
    accepted = {"type": "acceptance", "dateMet": _said(purchase.accepted_on)}
    contract = {
        "awardID": "1",
        "status": "active",
        "dateSigned": _said(purchase.contract_on),
        "value": _value(
            purchase.contract_amount if purchase.current_amount is None else purchase.current_amount
        ),
        "amendments": _amendments(purchase),
        "implementation": {"transactions": payments, "milestones": [accepted]},
    }
    return [contract]


def _amendments(purchase: Purchase) -> list[Form]:
    """Each change with the sum before it."""
    made, before = [], purchase.contract_amount
    for change in purchase.changes.all():
        changes = [] if before is None else [{"property": "value", "former_value": float(before)}]
        made.append({"date": _said(change.on), "changes": changes})
        before = change.amount
    return made


def _rest_on(form: Form, decided: Decided, on: date) -> None:
    """Say when the collective decision was made; of one refused nothing is said, which is a finding of its own."""
    if decided.refused:
        return
    planning = dict(form["planning"]) if isinstance(form.get("planning"), dict) else {}
    planning["milestones"] = [{"type": "approval", "dateMet": _said(decided.on)}]
    form["planning"] = planning
    if decided.on is None:
        form["date"] = on.isoformat()
