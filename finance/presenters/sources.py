"""Where findings about funds and purchases lead."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from accounts.models import User
from finance.policies import (
    visible_budgets,
    visible_off_book,
    visible_purchases,
    visible_self_checks,
    visible_uses,
)
from supervision.models import Finding
from supervision.presenters.sources import NOWHERE, Address


def find_purchase(user: User, finding: Finding, on: date) -> Address:
    """The purchase, for those who may open it (B4)."""
    if not visible_purchases(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("purchase", args=[finding.source_id])
    return Address(matter=page, facts=f"{page}#flags")


def find_use(user: User, finding: Finding, on: date) -> Address:
    """The use of funds with its checklist (B3)."""
    return _page(visible_uses(user, on), "fund-use", finding, "#checklist")


def find_budget(user: User, finding: Finding, on: date) -> Address:
    """The budget with its adjustments (B3)."""
    return _page(visible_budgets(user, on), "budget", finding, "")


def find_self_check(user: User, finding: Finding, on: date) -> Address:
    """The self-check for off-book money (B3)."""
    return _page(visible_self_checks(user, on), "self-check", finding, "")


def find_off_book(user: User, finding: Finding, on: date) -> Address:
    """Off-book money with what was done about it (B3)."""
    return _page(visible_off_book(user, on), "off-book", finding, "#steps")


def _page(rows: QuerySet[Any], name: str, finding: Finding, part: str) -> Address:
    if not rows.filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse(name, args=[finding.source_id])
    return Address(matter=page, facts=page + part)
