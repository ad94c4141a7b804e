"""What waits for a person in a unit's funds (B3): sheets and self-checks to sign, self-checks to state."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.templatetags.wording import money
from finance.models import FundUse, SelfCheck
from finance.selectors.funds import (
    checks_to_sign,
    checks_to_state,
    uses_to_name,
    uses_to_pay,
    uses_to_sign,
)
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Sheets and self-checks whose next signature is the user's, what is the user's to go on with, and self-checks the unit still owes."""
    yield Part(
        "sheets",
        _("待我签字的审批单"),
        _("按次序轮到您在资金审批单上签字"),
        uses_to_sign(user, on),
        f"{reverse('fund-list')}?state=mine",
        each(_sheet),
    )
    yield Part(
        "sheets-unnamed",
        _("待指定签字人的审批单"),
        _("审批单已经填写，还没有指定由谁签字"),
        uses_to_name(user, on),
        f"{reverse('fund-list')}?state=waiting",
        each(_unnamed),
    )
    yield Part(
        "sheets-to-pay",
        _("待登记支付的审批单"),
        _("签字已经齐全，支付后请登记支付日期"),
        uses_to_pay(user, on),
        f"{reverse('fund-list')}?state=waiting",
        each(_sheet),
    )
    yield Part(
        "self-checks",
        _("待我签字的“小金库”自查"),
        _("本单位已经填写自查情况，轮到您签字"),
        checks_to_sign(user, on),
        reverse("self-check-list"),
        each(_check),
    )
    yield Part(
        "self-checks-due",
        _("待填写的“小金库”自查"),
        _("年度终了后本单位应当自查账外账、“小金库”"),
        checks_to_state(user, on),
        f"{reverse('self-check-list')}?state=open",
        each(_check),
    )


def _sheet(row: FundUse) -> Item:
    told = {"unit": row.unit.name, "payee": row.payee.name, "amount": money(row.amount)}
    return Item(
        title=f"{row.number} {row.purpose}",
        reason=_("%(unit)s向%(payee)s支付 %(amount)s（B3）") % told,
        url=reverse("fund-use", args=[row.pk]),
    )


def _unnamed(row: FundUse) -> Item:
    return replace(_sheet(row), url=reverse("fund-signers", args=[row.pk]))


def _check(row: SelfCheck) -> Item:
    return Item(
        title=_("%(unit)s %(year)s年度自查") % {"unit": row.unit.name, "year": row.year},
        reason=_("账外账、“小金库”自查，由财务人员、纪检委员、主要负责人签字（B3）"),
        url=reverse("self-check", args=[row.pk]),
        due=row.due,
    )
