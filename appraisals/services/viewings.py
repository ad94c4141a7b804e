"""That a result was looked at before it was sealed: by whom, in the ledger."""

from accounts.models import User
from appraisals.models import Appraisal
from core import ledger

VIEWED = "appraisal.result-viewed"


def note_viewing(*, appraisal: Appraisal, by: User) -> None:
    """Note that who is to seal the result looked at it."""
    ledger.record(VIEWED, by=by, target=appraisal)
