"""What waits in responsibility lists, gifts and declarations."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.templatetags.wording import cn_date
from integrity.models import Gift, ResponsibilityList
from integrity.policies.gifts import takes_gifts_in
from integrity.policies.lists import signs_lists
from integrity.selectors.gifts import gifts_to_receive
from integrity.selectors.lists import DRAFTED, WAITING, lists_to_draft, lists_to_review, lists_to_sign
from supervision.policies import scope_of
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Lists to sign as a head, to sign and review as the body above; gifts to take in."""
    if scope_of(user, on).heads_units:
        yield _own(user, on)
    if signs_lists(user, on):
        yield from _from_above(user, on)
    if takes_gifts_in(user, on):
        yield Part(
            "gifts-to-receive",
            _("待接收的礼品"),
            _("“一把手”登记了收受的礼品，请接收并出具收据"),
            gifts_to_receive(user, on),
            f"{reverse('gifts')}?handed_in=no",
            each(_to_receive),
        )


def _own(user: User, on: date) -> Part:
    return Part(
        "lists-to-draft",
        _("待我签字的责任清单"),
        _("责任清单已经起草，请核对后签字"),
        lists_to_draft(user, on),
        f"{reverse('responsibility-lists')}?whose=own&state={DRAFTED}",
        each(_to_draft),
    )


def _from_above(user: User, on: date) -> Iterator[Part]:
    listed = reverse("responsibility-lists")
    yield Part(
        "lists-to-sign",
        _("待上级签字的责任清单"),
        _("“一把手”已经签字，请您所在机构签字或者退回"),
        lists_to_sign(user, on),
        f"{listed}?whose=above&state={WAITING}",
        each(_to_sign),
    )
    yield Part(
        "lists-to-review",
        _("待年终检查的责任清单"),
        _("年度已经结束，请您所在机构逐项检查"),
        lists_to_review(user, on),
        f"{listed}?whose=above&state=in-force",
        each(_to_review),
    )


def _to_draft(row: ResponsibilityList) -> Item:
    return _of(row, _("请核对责任事项后签字（C1）"))


def _to_sign(row: ResponsibilityList) -> Item:
    day = cn_date(row.signed_on)  # type: ignore[attr-defined]
    return _of(row, _("%(name)s %(day)s签字，待上级党组织签字（C1）") % {"name": row.person.name, "day": day})


def _to_review(row: ResponsibilityList) -> Item:
    return _of(row, _("年度已经结束，还没有年终检查（B6）"))


def _of(row: ResponsibilityList, reason: str) -> Item:
    told = {"year": row.year, "unit": row.unit.name, "name": row.person.name}
    return Item(
        title=_("%(year)s年责任清单 %(unit)s %(name)s") % told, reason=reason, url=row.get_absolute_url()
    )


def _to_receive(row: Gift) -> Item:
    told = {"name": row.person.name, "day": cn_date(row.received_on)}
    return Item(
        title=row.item,
        reason=_("%(name)s %(day)s收受，已经登记，尚未上交（B6）") % told,
        url=reverse("gift-receive", args=[row.pk]),
    )
