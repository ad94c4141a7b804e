"""What waits in handovers: own ones, those to check, those to witness, items taken over (C21)."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from audits.models import Handover, HandoverItem
from audits.policies.handovers import may_lead, may_take_over
from audits.selectors.handovers import lists
from core.templatetags.wording import cn_date
from rulebook.procedures.handover import ITEMS
from supervision.presenters.waiting import Item, each
from supervision.presenters.waiting import Part as Group


def waiting(user: User, on: date) -> Iterator[Group]:
    """Own handovers to fill in or sign, those to check, those to witness, items taken over."""
    listed = reverse("handover-list")
    yield Group(
        "handovers-own",
        _("待我办理的离任交接"),
        _("您已离任，请填写、修改或者签署交接清单（C21）"),
        lists.to_fill(user),
        f"{listed}?whose=own",
        each(_own),
    )
    if may_take_over(user, on):
        yield Group(
            "handovers-taken",
            _("待我核对的离任交接"),
            _("您接任的岗位有交接清单，请逐项核对或者签字（C21）"),
            lists.to_check(user, on),
            f"{listed}?whose=taken",
            each(_taken),
        )
    if may_lead(user, on):
        yield Group(
            "handovers-led",
            _("待监交签字的离任交接"),
            _("移交人、接收人都已签字，请牵头单位监交签字（C21）"),
            lists.to_witness(user, on),
            f"{listed}?whose=led&state=checking",
            each(_led),
        )
    if may_take_over(user, on):
        yield Group(
            "handover-items",
            _("接任后继续办理的事项"),
            _("前任移交、尚未办结的事项"),
            lists.to_follow(user, on),
            reverse("handover-items"),
            each(_item),
        )


def _own(row: Handover) -> Item:
    reason = _("%(day)s离任，应当办理经济责任事项交接") % {"day": cn_date(row.left_on)}
    return Item(
        title=f"{row.unit.name} {row.post.title}", reason=reason, url=row.get_absolute_url(), due=row.due
    )


def _taken(row: Handover) -> Item:
    return Item(
        title=f"{row.unit.name}：{row.person.name}",
        reason=_("前任移交的事项等待核对"),
        url=row.get_absolute_url(),
        due=row.check_due or row.due,
    )


def _led(row: Handover) -> Item:
    return Item(
        title=f"{row.unit.name}：{row.person.name}",
        reason=_("双方已签字，等待监交人签字"),
        url=row.get_absolute_url(),
        due=row.due,
    )


def _item(row: HandoverItem) -> Item:
    told = {"name": row.handover.person.name, "kind": _(ITEMS[row.kind].title)}
    return Item(
        title=row.title,
        reason=_("%(name)s移交：%(kind)s") % told,
        url=reverse("handover-item-close", args=[row.pk]),
        due=row.due,
    )
