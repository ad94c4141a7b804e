"""Where findings about the division of work lead."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from supervision.models import Finding
from supervision.policies import divided_units
from supervision.presenters.sources import NOWHERE, Address


def find(user: User, finding: Finding, on: date) -> Address:
    """The unit's division of work, for those who may open it."""
    if not divided_units(user, on).filter(pk=finding.unit_id).exists():
        return NOWHERE
    page = reverse("unit-division", args=[finding.unit_id])
    return Address(matter=page, facts=page)
