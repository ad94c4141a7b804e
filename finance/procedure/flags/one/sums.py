"""Sums against thresholds: N33, N38, N41, and sums that stay just below one."""

from decimal import Decimal

from finance.procedure.flags.form import Change, Contract, Value
from finance.procedure.flags.one.windows import award_of
from finance.procedure.flags.purchase import Purchase, day_of, fen, in_fen
from finance.procedure.flags.results import Put
from rulebook.procedures.procurement import Group

PERCENT = 100


class Thresholds:
    """A purchase that should have been tendered, or that stays below the threshold by at most `near_percent` of it."""

    def __init__(self, near_percent: int) -> None:
        self._from = PERCENT - near_percent

    def __call__(self, purchase: Purchase, put: Put) -> None:
        bar, amount = purchase.bar, purchase.demands
        if bar is None or amount is None or amount * PERCENT < bar.fen * self._from:
            return
        if not purchase.is_below_method or purchase.is_approved:
            return
        if amount < bar.fen:
            put(Group.OCID, purchase.release.ocid, "near-threshold", amount / bar.fen)
        elif purchase.method is not None:
            put(Group.OCID, purchase.release.ocid, "method-below-threshold", amount / bar.fen)


def additions(purchase: Purchase, put: Put) -> None:
    """What was added to a contract after it was made, or to an award by its contracts (N38)."""
    limit = purchase.numbers.addition
    if limit is None:
        return
    for now, before in (*_amended(purchase), *_beyond_award(purchase)):
        if before > 0 and Decimal(now - before) > limit * before:
            put(Group.OCID, purchase.release.ocid, "addition-above-limit", (now - before) / before)


def _amended(purchase: Purchase) -> list[tuple[int, int]]:
    """Of each contract whose amendments tell its former sum: what it comes to now, and came to before the first of them."""
    found = []
    for contract in purchase.contracts:
        now, before = fen(contract.value), _before_amendments(contract)
        if now is not None and before is not None:
            found.append((now, before))
    return found


def _before_amendments(contract: Contract) -> int | None:
    amendments = sorted(contract.amendments or (), key=lambda one: (day_of(one.date) is None, one.date or ""))
    for amendment in amendments:
        for change in amendment.changes or ():
            before = _former(change)
            if before is not None:
                return before
    return None


def _former(change: Change) -> int | None:
    """The sum before a change of the contract's value, told as `value` or `value.amount`."""
    if change.property is None or change.property.split("/")[-1].split(".")[-1] not in {"value", "amount"}:
        return None
    if isinstance(change.former, Value):
        return fen(change.former)
    return in_fen(change.former)


def _beyond_award(purchase: Purchase) -> list[tuple[int, int]]:
    """Of each award with contracts: what these come to, and what was awarded."""
    found = []
    for award in purchase.awards:
        awarded = fen(award.value)
        sums = [fen(one.value) for one in purchase.contracts if award_of(one, purchase.awards) is award]
        if awarded is not None:
            found.append((sum(one for one in sums if one is not None), awarded))
    return found
