"""Tables of purchases."""

from finance.models.bids import Bid, ContractChange, Payment
from finance.models.flags import Flag
from finance.models.purchases import Purchase
from finance.models.suppliers import Supplier

__all__ = ["Bid", "ContractChange", "Flag", "Payment", "Purchase", "Supplier"]
