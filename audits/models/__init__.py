"""Tables of audits and handovers."""

from audits.models.audits import Audit, TeamMember

__all__ = ["Audit", "TeamMember"]
