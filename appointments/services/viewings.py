"""Noting who saw what of a file (B2)."""

from accounts.models import User
from appointments.models import ConsultedFile
from appointments.selectors.viewings import VIEWED
from core import ledger


def note_viewing(*, file: ConsultedFile, by: User, what: str) -> None:
    """Write in the ledger that `by` opened the file, and what of it."""
    ledger.record(VIEWED, by=by, target=file, facts={"what": what})
