"""Where findings about the stages of audits, and what audits found, lead."""

from datetime import date

from django.urls import reverse

from accounts.models import User
from audits.models import AuditFinding
from audits.policies import visible_audits
from audits.policies.stages import visible_audit_findings
from supervision.models import Finding
from supervision.presenters.sources import NOWHERE, Address


def find_audit(user: User, finding: Finding, on: date) -> Address:
    """The audit at its stages, for those who may open it."""
    if not visible_audits(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("audit", args=[finding.source_id])
    return Address(matter=page, facts=f"{page}#stages")


def find_issue(user: User, finding: Finding, on: date) -> Address:
    """What the audit found, and its rectification; the audit itself for those who may open it."""
    row = AuditFinding.objects.filter(pk=finding.source_id).only("audit").first()
    if row is None or not visible_audit_findings(user, on).filter(pk=row.pk).exists():
        return NOWHERE
    page = reverse("audit-finding", args=[row.pk])
    late = finding.code == "audit-rectification-late"
    opens = visible_audits(user, on).filter(pk=row.audit_id).exists()
    audit = reverse("audit", args=[row.audit_id])
    return Address(matter=audit if opens else page, facts=f"{page}#rectification" if late else page)
