"""What a row or a release says of a purchase, before it is stored."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from finance.models import Purchase
from finance.procedure.parties import Known
from finance.services.purchases import BidLine, ChangeLine, PaymentLine
from organisation.models import Unit

# A column that the file does not have says nothing; None in a draft.
BLANK: dict[str, Any] = dict.fromkeys(("part_of_works", "method_approved", "budget_adjusted", "cancelled"), False) | dict.fromkeys(("method", "method_name", "item_code", "budget_item", "project", "handled_by"), "")  # fmt: skip


@dataclass(slots=True)
class Draft:
    """A purchase to be stored: `key` is its number (spreadsheet) or source id (release), `values` the fields it gives.

    Bids, changes and payments are None where nothing is said of them.
    """

    line: int
    unit: Unit
    key: str
    values: dict[str, Any]
    supplier: Known | None = None
    says_supplier: bool = True
    bids: Sequence[BidLine] | None = None
    changes: Sequence[ChangeLine] | None = None
    payments: Sequence[PaymentLine] | None = None
    found: Purchase | None = field(default=None)

    @property
    def parties(self) -> list[Known]:
        """Everyone it names."""
        return [bid.supplier for bid in self.bids or ()] + ([self.supplier] if self.supplier else [])
