"""Tables of audits and handovers."""

from audits.models.audits import Audit, TeamMember
from audits.models.plans import Attendance, Plan, PlanLine, Revision
from audits.models.proposals import Proposal

__all__ = ["Attendance", "Audit", "Plan", "PlanLine", "Proposal", "Revision", "TeamMember"]
