"""Where findings about audit teams lead."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from audits.models import TeamMember
from audits.policies import visible_audits
from supervision.models import Finding
from supervision.presenters.sources import NOWHERE, Address


def find_member(user: User, finding: Finding, on: date) -> Address:
    """The audit's team, for those who may open it (C18)."""
    row = TeamMember.objects.filter(pk=finding.source_id).first()
    if row is None or not visible_audits(user, on).filter(pk=row.audit_id).exists():
        return NOWHERE
    page = reverse("audit", args=[row.audit_id])
    return Address(matter=page, facts=f"{page}#team")
