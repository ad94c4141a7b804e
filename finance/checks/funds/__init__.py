"""What is found in stored uses of funds: the database picks those with a fault, all at once, and the same judgement that the form asks
says of each of them what it is.
"""

from finance.checks.funds.sheets import sheets_of
from finance.checks.funds.suspects import suspects

__all__ = ["sheets_of", "suspects"]
