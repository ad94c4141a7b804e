"""One's own password: a new one ends the other sessions and what was temporary."""

from datetime import date, timedelta
from secrets import choice

from accounts.choices import SessionEnd
from accounts.limits import TEMPORARY_HOURS
from accounts.models import User
from accounts.services.sessions import end_sessions
from core.clock import now
from core.ledger import service


@service("password.changed")
def change_password(*, password: str, by: User, on: date, keep: str) -> User:
    """Set a new password, already checked, and end all sessions of `by` but the one whose key is `keep`."""
    by.set_password(password)
    by.temporary_until = None
    by.save(update_fields=["password", "temporary_until"])
    end_sessions(by, SessionEnd.PASSWORD, by=by, keep=keep)
    return by


SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is read for another


def new_password() -> str:
    """A temporary password, nearly 80 bits by chance."""
    return "-".join("".join(choice(SIGNS) for _sign in range(4)) for _group in range(4))


def make_temporary(user: User) -> None:
    """Say, before `user` is saved, that the password is one somebody else made: good for a while, and to make an own one."""
    user.temporary_until = now() + timedelta(hours=TEMPORARY_HOURS)


def has_run_out(user: User) -> bool:
    """Whether the password of `user` is a temporary one that opens nothing any more."""
    return user.temporary_until is not None and user.temporary_until < now()
