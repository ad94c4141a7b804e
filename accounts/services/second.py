"""What is still asked of who gave the right password, before anything else opens."""

from datetime import date

from django.conf import settings

from accounts.models import User
from accounts.policies import handles_rights_or_reports

VERIFY, PASSWORD, ENROL = "verify", "password", "enrol"


def must_have(user: User, on: date) -> bool:
    """Whether `user` may do nothing without a second factor on `on` (settings.REQUIRE_SECOND_FACTOR, from SECOND_FACTOR_FROM)."""
    if not settings.REQUIRE_SECOND_FACTOR:
        return False
    since = settings.SECOND_FACTOR_FROM
    return (since is None or on >= since) and handles_rights_or_reports(user, on)


def demands(user: User, on: date, *, proved: bool) -> list[str]:
    """What `user` must do, in this order; `proved`: the second factor was already shown elsewhere."""
    has = user.factors.exists()
    found = [VERIFY] if has and not proved else []
    found += [PASSWORD] if user.temporary_until is not None else []
    return found + ([ENROL] if not has and not proved and must_have(user, on) else [])
