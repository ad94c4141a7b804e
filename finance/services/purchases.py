"""Entering and changing a purchase, with its bids, changes and payments."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from core.locking import PURCHASES, hold
from core.writing import moved
from finance.choices import METHOD_OF_TITLE, BidStatus, Origin
from finance.models import Bid, ContractChange, Payment, Purchase
from finance.policies import editable_purchases, entered_units
from finance.procedure.parties import Known
from finance.services.checking import recheck
from finance.services.funds.checking import recheck_funds
from finance.services.suppliers import suppliers_of
from organisation.models import Unit

# What is written as typed; the rest is derived.
PLAIN = (
    "number", "title", "category", "method_name", "item_code", "budget_item", "project", "part_of_works",
    "method_approved", "budget_adjusted", "estimate", "ceiling", "documents_on", "documents_until", "opened_on",
    "reported_on", "publicity_from", "publicity_until", "awarded_on", "award_amount", "contract_on",
    "contract_amount", "accepted_on", "handler", "handled_by", "matter", "cancelled",
)  # fmt: skip
# In which order the days of a purchase come; the first known is what it counts for where nothing was awarded yet.
IN_ORDER = (
    ("documents_on", "documents_until"),
    ("documents_on", "opened_on"),
    ("publicity_from", "publicity_until"),
)
FIRST_OF = ("awarded_on", "contract_on", "opened_on", "documents_on")


@dataclass(frozen=True, slots=True)
class BidLine:
    """A bid as typed."""

    supplier: Known
    amount: Decimal | None = None
    status: str = BidStatus.VALID.value
    lot: str = ""
    won: bool = False


@dataclass(frozen=True, slots=True)
class ChangeLine:
    """A change of the contract as typed: the sum it comes to from then on."""

    on: date
    amount: Decimal
    reason: str = ""


@dataclass(frozen=True, slots=True)
class PaymentLine:
    """A payment as typed."""

    on: date
    amount: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """All that is typed of a purchase: `values` by the names of PLAIN."""

    values: dict[str, Any]
    supplier: Known | None = None
    bids: Sequence[BidLine] = field(default_factory=tuple)
    changes: Sequence[ChangeLine] = field(default_factory=tuple)
    payments: Sequence[PaymentLine] = field(default_factory=tuple)


class NotPossible(Exception):
    """The purchase is not this user's to enter, or not any more."""


class AlreadyEntered(Exception):
    """The form was sent a second time; `purchase` is what it made the first time."""

    def __init__(self, purchase: Purchase) -> None:
        """`purchase` as it stands."""
        super().__init__(purchase.pk)
        self.purchase = purchase


class ChangedMeanwhile(Exception):
    """Another person changed the purchase after this user had opened it."""


@ledger.service("purchase.enter")
def enter_purchase(*, token: UUID, unit: Unit, content: Content, by: User, on: date) -> Purchase:
    """Enter a purchase of `unit` from the form `token`. Raises ValidationError by field, AlreadyEntered, NotPossible."""
    hold(PURCHASES)
    if not entered_units(by, on).filter(pk=unit.pk).exists():
        raise NotPossible
    known = Purchase.objects.filter(token=token).first()
    if known is not None:
        if known.entered_by_id != by.pk:
            raise NotPossible
        raise AlreadyEntered(known)
    purchase = Purchase(unit=unit, token=token, entered_by=by, origin=Origin.ENTERED)
    _fill(purchase, content, on)
    recheck(unit, on)
    return purchase


@ledger.service("purchase.change")
def change_purchase(
    *, purchase: int, content: Content, seen: datetime | None, by: User, on: date
) -> Purchase:
    """Change a purchase. `seen` is when it had last changed as the user saw it.

    Raises ValidationError by field, ChangedMeanwhile, NotPossible.
    """
    hold(PURCHASES)
    rows = editable_purchases(by, on).select_for_update(of=("self",)).select_related("unit")
    found = rows.filter(pk=purchase).first()
    if found is None:
        raise NotPossible
    if seen is None or found.changed_at > seen:
        raise ChangedMeanwhile
    _fill(found, content, on)
    recheck(found.unit, on)
    if found.fund_uses.exists():  # what was paid under it
        recheck_funds(found.unit, on)
    return found


def problems_with(
    unit: Unit, content: Content, on: date, *, besides: int | None = None
) -> dict[str, list[str]]:
    """What keeps a purchase of `unit` from being stored, by field; `besides` is the row it is stored in already."""
    values, found = content.values, _wrong_days(content, on)
    same = Purchase.objects.filter(unit=unit, number=values["number"])
    if (same.exclude(pk=besides) if besides is not None else same).exists():
        found.setdefault("number", []).append(_("本单位已有编号为“%(number)s”的采购。") % values)
    matter = values.get("matter")
    if matter is not None and matter.unit_id != unit.pk:
        found.setdefault("matter", []).append(_("只能选择本单位的决策事项。"))
    if values.get("award_amount") is not None and content.supplier is None:
        found.setdefault("supplier", []).append(_("填写了中标金额，请填写供应商。"))
    if content.changes and values.get("contract_amount") is None:
        found.setdefault("contract_amount", []).append(_("填写了合同变更，请填写原合同金额。"))
    return found


def _wrong_days(content: Content, on: date) -> dict[str, list[str]]:
    values = content.values
    found: dict[str, list[str]] = {}
    for first, last in IN_ORDER:
        if values.get(first) and values.get(last) and values[last] < values[first]:
            label = Purchase._meta.get_field(first).verbose_name  # type: ignore[union-attr]
            found.setdefault(last, []).append(_("不能早于%(label)s。") % {"label": label})
    for name in ("awarded_on", "contract_on", "accepted_on"):
        if values.get(name) and values[name] > on:
            found.setdefault(name, []).append(_("不能晚于今天。"))
    for place, lines in (("changes", content.changes), ("payments", content.payments)):
        if any(line.on > on for line in lines):
            found.setdefault(place, []).append(_("日期不能晚于今天。"))
    return found


def _fill(purchase: Purchase, content: Content, on: date) -> None:
    problems = problems_with(purchase.unit, content, on, besides=purchase.pk)
    if problems:
        raise ValidationError(problems)
    for name in PLAIN:
        setattr(purchase, name, content.values[name])
    derive(purchase, content, on)
    wanted = [bid.supplier for bid in content.bids] + ([content.supplier] if content.supplier else [])
    rows = suppliers_of(purchase.unit.county_id, wanted)
    purchase.supplier = rows[content.supplier.key] if content.supplier else None
    purchase.save()
    _write_bids(purchase, content, rows)
    rewrite(
        purchase.changes, [ContractChange(on=c.on, amount=c.amount, reason=c.reason) for c in content.changes]
    )
    rewrite(purchase.payments, [Payment(on=p.on, amount=p.amount) for p in content.payments])


def derive(purchase: Purchase, content: Content, on: date) -> None:
    """What follows from what is typed: the group of the method, the sum after changes, the day it counts for."""
    purchase.method = METHOD_OF_TITLE.get(purchase.method_name, purchase.method)
    last = max(content.changes, key=lambda one: one.on, default=None)
    purchase.current_amount = last.amount if last else None
    days = (getattr(purchase, name) for name in FIRST_OF)
    purchase.happened_on = next((day for day in days if day), None) or purchase.happened_on or on


def _write_bids(purchase: Purchase, content: Content, rows: dict[str, Any]) -> None:
    lines = {(rows[bid.supplier.key].pk, bid.lot): bid for bid in content.bids}
    if len(lines) < len(content.bids):
        raise ValidationError({"bids": [_("同一投标人在同一标段只能填一次。")]})
    winner = purchase.supplier_id
    made = [
        Bid(
            supplier_id=supplier,
            lot=lot,
            amount=bid.amount,
            status=bid.status,
            won=bid.won or supplier == winner,
        )
        for (supplier, lot), bid in lines.items()
    ]
    rewrite(purchase.bids, made)


SAME = ("supplier_id", "lot", "amount", "status", "won", "on", "reason")


def rewrite(related: Any, rows: Iterable[Any]) -> None:
    """Make the rows of a purchase those given."""
    new, gone = parts_moved(related, rows)
    for row in gone:
        row.delete()
    for row in new:
        row.save()


def parts_moved(related: Any, rows: Iterable[Any]) -> tuple[list[Any], list[Any]]:
    """The rows to be written so that those of a purchase are those given, and those to be deleted."""
    new, gone = moved(related.all(), rows, *SAME)
    for row in new:
        row.purchase = related.instance
    return new, gone
