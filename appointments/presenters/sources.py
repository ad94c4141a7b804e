"""Where findings in appointment files lead."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from appointments.policies import visible_cases
from supervision.models import Finding
from supervision.presenters.sources import NOWHERE, Address


def find(user: User, finding: Finding, on: date) -> Address:
    """The file, for those who may open it (B2)."""
    if not visible_cases(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    checklist = reverse("appointment", args=[finding.source_id]) + "#checklist"
    return Address(matter=checklist, facts=checklist)
