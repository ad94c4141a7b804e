"""Where findings about purchases lead."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from finance.policies import visible_purchases
from supervision.models import Finding
from supervision.presenters.sources import NOWHERE, Address


def find_purchase(user: User, finding: Finding, on: date) -> Address:
    """The purchase, for those who may open it (B4)."""
    if not visible_purchases(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("purchase", args=[finding.source_id])
    return Address(matter=page, facts=f"{page}#flags")
