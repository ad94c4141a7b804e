"""What an audit found as a sign a head may be asked about (函询谈话, C17)."""

from datetime import date
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audits.models import AuditFinding
from audits.policies import visible_audits
from audits.policies.stages import visible_audit_findings
from integrity.selectors.inquiries import tenure_of
from integrity.selectors.origins import Origin, OriginKind


def _find(user: User, row: int, on: date) -> Origin | None:
    rows = visible_audit_findings(user, on).filter(audit__in=visible_audits(user, on).order_by().values("pk"))
    found: AuditFinding | None = rows.filter(pk=row, withdrawn_on=None).select_related("audit").first()
    if found is None:
        return None
    return Origin(
        title=found.title,
        facts=found.facts,
        person=found.audit.person_id,
        unit=found.audit.unit_id,
        url=reverse("audit-finding", args=[found.pk]),
    )


SIGNS = OriginKind(key="audit-finding", title=_("审计发现问题"), is_confidential=False, find=_find)


def ask_url(found: AuditFinding, user: User, on: date) -> str:
    """Where `user` asks the head to explain what was found; empty where they do not."""
    if tenure_of(user, on, person=found.audit.person_id, unit=found.audit.unit_id) is None:
        return ""
    return f"{reverse('inquiry-new')}?{urlencode({'origin': SIGNS.key, 'row': found.pk})}"
