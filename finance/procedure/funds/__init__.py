"""A use of funds with its approval sheet, in one form, and what is missing in it. No database: the form before a signature or a payment
and the check after it ask the same judgement.
"""

from finance.procedure.funds.checklist import Line, LineState, checklist
from finance.procedure.funds.form import Allowance, Contract, Parts, Resolved, Sheet, Signature
from finance.procedure.funds.judging import judge
from finance.procedure.funds.splitting import Part, parts_of

__all__ = [
    "Allowance",
    "Contract",
    "Line",
    "LineState",
    "Part",
    "Parts",
    "Resolved",
    "Sheet",
    "Signature",
    "checklist",
    "judge",
    "parts_of",
]
