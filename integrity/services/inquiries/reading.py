"""Noting who read a case, and who took its letter."""

from accounts.models import User
from core import ledger
from integrity.models import Inquiry
from integrity.selectors.inquiries import DOWNLOADED, VIEWED


def note_viewing(*, inquiry: Inquiry, by: User, what: str = "") -> None:
    """Write in the ledger that `by` opened the case, or `what` of it."""
    ledger.record(VIEWED, by=by, target=inquiry, facts={"what": what} if what else {})


def note_download(*, inquiry: Inquiry, by: User) -> None:
    """Write in the ledger that `by` took the letter."""
    ledger.record(DOWNLOADED, by=by, target=inquiry, facts={"number": inquiry.number})
