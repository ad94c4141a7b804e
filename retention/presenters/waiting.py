"""What waits: destruction lists for the bodies that approve them."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from retention.models import DestructionList
from retention.policies import approves, lists_to_approve
from retention.presenters.words import rule_title
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Lists `user` may approve, the oldest first."""
    if approves(user, on):
        rows = lists_to_approve(user, on).order_by("made_on", "pk")
        yield Part(
            "destruction-lists", _("待批准的销毁清册"), _("保存期满，须两个机关各一人批准后销毁"), rows, reverse("destruction-lists"), each(_to_approve)
        )  # fmt: skip


def _to_approve(row: DestructionList) -> Item:
    title = _("%(title)s %(n)s 件") % {"title": rule_title(row.rule), "n": row.size}
    return Item(
        title=title, reason=_("请核对后批准或者不同意"), url=reverse("destruction-list", args=[row.pk])
    )
