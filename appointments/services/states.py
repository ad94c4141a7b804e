"""What keeps a write from happening, and holding a file while it does."""

from datetime import date

from accounts.models import User
from appointments.models import Case
from appointments.policies import editable_cases


class NotPossible(Exception):
    """The file is not the user's to write in, or was closed meanwhile."""


def held(case: int, by: User, on: date) -> Case:
    """The file, locked to the end of the transaction. Raises NotPossible where `by` may not write in it."""
    if not editable_cases(by, on).filter(pk=case).exists():
        raise NotPossible
    return locked(case)


def locked(case: int) -> Case:
    """The file, locked to the end of the transaction."""
    rows = Case.objects.select_for_update(of=("self",), no_key=True)
    found = rows.select_related("unit", "person", "post__unit").get(pk=case)
    if not found.is_open:
        raise NotPossible
    return found
