"""Tables of audits and handovers."""

from audits.models.audits import Audit, TeamMember
from audits.models.findings import AuditFinding, Evidence, Progress, Reaudit, Rectification
from audits.models.handovers import Handover, HandoverFile, HandoverFlaw, HandoverItem, HandoverSignature
from audits.models.plans import Attendance, Plan, PlanLine, Revision
from audits.models.proposals import Proposal
from audits.models.steps import (
    Delivery,
    Document,
    NumberSeries,
    Objection,
    PaperFile,
    RequestedItem,
    Step,
    StepFile,
    WorkingPaper,
)

__all__ = [
    "Attendance",
    "Audit",
    "AuditFinding",
    "Delivery",
    "Document",
    "Evidence",
    "Handover",
    "HandoverFile",
    "HandoverFlaw",
    "HandoverItem",
    "HandoverSignature",
    "NumberSeries",
    "Objection",
    "PaperFile",
    "Plan",
    "PlanLine",
    "Progress",
    "Proposal",
    "Reaudit",
    "Rectification",
    "RequestedItem",
    "Revision",
    "Step",
    "StepFile",
    "TeamMember",
    "WorkingPaper",
]
