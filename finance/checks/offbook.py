"""What is found about self-checks and off-book money (账外账、“小金库”, B3)."""

from datetime import date
from decimal import Decimal

from decisions.procedure import Found
from finance.choices import Discovery
from finance.models import OffBookAccount, SelfCheck
from rulebook.procedures.funds import CODES

SIGN_TITLES = {"finance": "财务人员签字", "discipline": "纪检委员签字", "head": "主要负责人签字"}


def found_in_self_check(check: SelfCheck, on: date) -> list[Found]:
    """A self-check that is not stated and signed by its day."""
    if check.is_done or on <= check.due:
        return []
    missing = ([] if check.none_found is not None else ["自查情况"]) + [
        SIGN_TITLES[one] for one in check.missing
    ]
    return [
        Found(CODES["self-check-overdue"], {"year": check.year, "due": str(check.due), "missing": missing})
    ]


def found_in_account(account: OffBookAccount, declared_none: bool, on: date) -> list[Found]:
    """Off-book money that is not closed; one that the unit's self-check of its year said was not there (`declared_none`); one late."""
    found: list[Found] = []
    amount, back = account.amount, recovered_of(account)
    told = {"found_on": str(account.found_on), "amount": f"{amount:.2f}"}
    if account.closed_on is None:
        how = Discovery(account.how).label
        found.append(Found(CODES["off-book-account"], told | {"how": str(how), "recovered": f"{back:.2f}"}))
        if on > account.due:
            left = max(amount - back, Decimal(0))
            found.append(Found(CODES["off-book-overdue"], {"due": str(account.due), "left": f"{left:.2f}"}))
    if declared_none and account.how != Discovery.DECLARED:
        found.append(Found(CODES["off-book-undeclared"], told | {"year": account.year}))
    return found


def recovered_of(account: OffBookAccount) -> Decimal:
    """What was recovered so far, in yuan; `account` loaded with its steps."""
    return sum((step.amount for step in account.steps.all()), Decimal(0))
