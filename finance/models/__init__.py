"""Tables of funds and purchases."""

from finance.models.bids import Bid, ContractChange, Payment
from finance.models.budgets import Budget, BudgetChange, BudgetItem
from finance.models.flags import Flag
from finance.models.offbook import OffBookAccount, RecoveryStep, SelfCheck
from finance.models.purchases import Purchase
from finance.models.suppliers import Supplier
from finance.models.uses import FundUse, LedgerColumns

__all__ = [
    "Bid",
    "Budget",
    "BudgetChange",
    "BudgetItem",
    "ContractChange",
    "Flag",
    "FundUse",
    "LedgerColumns",
    "OffBookAccount",
    "Payment",
    "Purchase",
    "RecoveryStep",
    "SelfCheck",
    "Supplier",
]
