"""The second person's word on an exception to the mandates made by hand: confirmed it takes effect, declined it never does."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core.ledger import service
from supervision.checks import problems_with
from supervision.models import MandateException
from supervision.policies import exceptions_to_confirm


class NothingToConfirm(Exception):
    """The exception waits for no answer of this user any more, or was changed since they read it."""


@service("mandateexception.confirmed")
def confirm_exception(*, exception: int, version: int, by: User, on: date) -> MandateException:
    """Let the exception numbered `exception`, read in its `version`, take effect from `on`.

    Raises NothingToConfirm, and ValidationError for what has come to stand against it since it was entered.
    """
    row = _waiting(exception, version, by, on)
    problems = problems_with(row)
    if problems:
        raise ValidationError(list(problems.values()))
    row.confirmed_on = on
    row.save()
    return row


@service("mandateexception.declined")
def decline_exception(*, exception: int, version: int, reason: str, by: User, on: date) -> MandateException:
    """Say no to the exception numbered `exception`. Raises NothingToConfirm, and ValidationError where no `reason` is given."""
    row = _waiting(exception, version, by, on)
    if not reason.strip():
        raise ValidationError({"reason": _("请写明不予批准的理由。")})
    row.declined_on, row.declined_because = on, reason.strip()
    row.save()
    return row


def _waiting(exception: int, version: int, by: User, on: date) -> MandateException:
    """The exception, locked, if it waits for `by` and is as they read it."""
    rows = exceptions_to_confirm(by, on).select_for_update(of=("self",))
    row: MandateException | None = rows.filter(pk=exception).first()
    if row is None or row.history.latest().pk != version:
        raise NothingToConfirm
    return row
