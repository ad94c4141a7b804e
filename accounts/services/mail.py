"""Whether a user wants the daily mail."""

from datetime import date

from accounts.models import User
from core.ledger import service


@service("user.digest_chosen")
def choose_digest(*, by: User, on: date, wanted: bool) -> User:
    """Turn the daily mail of `by` on or off; everyone decides for themself."""
    by.digest = wanted
    by.save(update_fields=["digest"])
    return by
