"""What waits of letting others in again: for the administrator who did not propose it."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import AccountRecovery, User
from accounts.policies import may_recover, waiting_recoveries
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Recoveries proposed by another administrator."""
    if not may_recover(user, on):
        return
    rows = waiting_recoveries(user, on).select_related("user__person", "proposed_by__person")
    yield Part(
        "recoveries",
        _("待我确认的账号找回"),
        _("另一名管理员已经提出，须由您确认"),
        rows.order_by("proposed_at", "pk"),
        reverse("recovery-list"),
        each(_item),
    )


def _item(row: AccountRecovery) -> Item:
    title = _("%(name)s：%(what)s") % {"name": row.user, "what": row.get_scope_display()}
    reason = _("%(who)s提出：%(reason)s") % {"who": row.proposed_by, "reason": row.reason}
    return Item(title=title, reason=reason, url=reverse("recovery-list"))
