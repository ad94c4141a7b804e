"""Tables of audits and handovers."""

from audits.models.audits import Audit, TeamMember
from audits.models.handovers import Handover, HandoverFile, HandoverFlaw, HandoverItem, HandoverSignature
from audits.models.plans import Attendance, Plan, PlanLine, Revision
from audits.models.proposals import Proposal

__all__ = [
    "Attendance",
    "Audit",
    "Handover",
    "HandoverFile",
    "HandoverFlaw",
    "HandoverItem",
    "HandoverSignature",
    "Plan",
    "PlanLine",
    "Proposal",
    "Revision",
    "TeamMember",
]
