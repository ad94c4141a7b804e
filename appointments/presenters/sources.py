"""Where findings in files of appointments, and of what else was decided about a head, lead."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from appointments.policies import visible_actions, visible_cases
from supervision.models import Finding
from supervision.presenters.sources import NOWHERE, Address


def find(user: User, finding: Finding, on: date) -> Address:
    """The file, for those who may open it (B2)."""
    if not visible_cases(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    checklist = reverse("appointment", args=[finding.source_id]) + "#checklist"
    return Address(matter=checklist, facts=checklist)


def find_action(user: User, finding: Finding, on: date) -> Address:
    """The appraisal, reward or removal, for those who may open it."""
    if not visible_actions(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("personnel-action", args=[finding.source_id])
    return Address(matter=page, facts=f"{page}#conclusions")
