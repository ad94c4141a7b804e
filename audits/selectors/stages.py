"""What findings about the stages of audits, and about what audits found, are found in."""

from audits.models import Audit, AuditFinding

AUDITS = Audit._meta.label_lower
OF_UNITS = f"{AUDITS}.unit"  # of one audit what the audited unit answers for
ISSUES = AuditFinding._meta.label_lower
