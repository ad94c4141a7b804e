"""Large purchases for which a contract was made though no meeting decided on them (B4, C2)."""

from collections.abc import Iterator, Sequence
from datetime import date
from decimal import Decimal

from decisions.procedure import Found
from finance.checks.thresholds import Thresholds
from finance.models import Purchase
from rulebook.procedures.purchases import CODES


class Undecided:
    """What is asked of the contracts of `purchases`; one query."""

    def __init__(self, purchases: Sequence[Purchase]) -> None:
        self._thresholds = Thresholds({one.unit_id for one in purchases if one.matter_id is None})

    def found(self, purchase: Purchase, on: date) -> Iterator[Found]:
        """What is found in `purchase` as of `on`: its contract is of a large sum by the threshold of its day, and it rests on nothing.

        Whether what it rests on was decided in time, and passed, is asked elsewhere.
        """
        day = contracted_on(purchase)
        if purchase.matter_id is not None or day is None or day > on:
            return
        threshold, amount = self._thresholds.on(purchase.unit_id, day), contracted_amount(purchase)
        if amount is not None and amount >= threshold:
            told = {
                "contract_on": day.isoformat(),
                "amount": f"{amount:.2f}",
                "threshold": f"{threshold:.2f}",
            }
            yield Found(CODES["purchase-without-resolution"], told)


def contracted_on(purchase: Purchase) -> date | None:
    """The day a unit bound itself: that of the contract, where none is known that of the notice of award (采购法 46)."""
    return purchase.contract_on or purchase.awarded_on


def contracted_amount(purchase: Purchase) -> Decimal | None:
    """For which sum: the contract with its changes, else the award."""
    sums = (purchase.current_amount, purchase.contract_amount, purchase.award_amount)
    return next((one for one in sums if one is not None), None)
