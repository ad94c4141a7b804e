"""What keeps a write from happening, and holding an audit while it does."""

from datetime import date

from accounts.models import User
from audits.choices import State
from audits.models import Audit
from audits.policies import conducted_audits


class NotPossible(Exception):
    """The row is not this user's to write, or not any more."""


def conducted(audit: int, by: User, on: date) -> Audit:
    """The audit, locked to the end of the transaction. Raises NotPossible where `by` does not carry it out, or it was terminated."""
    if not conducted_audits(by, on).filter(pk=audit).exists():
        raise NotPossible
    rows = Audit.objects.select_for_update(of=("self",), no_key=True).select_related("person", "unit", "body")
    found = rows.get(pk=audit)
    if found.state == State.TERMINATED:
        raise NotPossible
    return found
