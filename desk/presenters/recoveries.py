"""What waits for a second person: letting others in again, and what is to become of roles."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import AccountRecovery, RoleChange, User
from accounts.policies import may_recover, waiting_changes, waiting_recoveries
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Recoveries, roles to be given or ended, proposed by a security administrator."""
    if not may_recover(user, on):
        return
    rows = waiting_recoveries(user, on).select_related("user__person", "proposed_by__person")
    yield Part(
        "recoveries",
        _("待我确认的账号找回"),
        _("安全管理员已经提出，须由您确认"),
        rows.order_by("proposed_at", "pk"),
        reverse("recovery-list"),
        each(_item),
    )
    changes = waiting_changes(user, on).select_related("user__person", "proposed_by__person")
    yield Part(
        "role-changes",
        _("待我确认的角色变更"),
        _("安全管理员已经提出，须由您确认后才生效"),
        changes.order_by("lapses_on", "pk"),
        reverse("role-change-list"),
        each(_change),
    )


def _item(row: AccountRecovery) -> Item:
    title = _("%(name)s：%(what)s") % {"name": row.user, "what": row.get_scope_display()}
    reason = _("%(who)s提出：%(reason)s") % {"who": row.proposed_by, "reason": row.reason}
    return Item(title=title, reason=reason, url=reverse("recovery-list"))


def _change(row: RoleChange) -> Item:
    title = _("%(what)s：%(name)s %(role)s") % {
        "what": row.get_kind_display(), "name": row.user, "role": row.get_role_display(),
    }  # fmt: skip
    reason = _("%(who)s提出：%(reason)s") % {"who": row.proposed_by, "reason": row.reason}
    return Item(title=title, reason=reason, url=reverse("role-change", args=[row.pk]), due=row.lapses_on)
