"""Tables of appointments."""

from appointments.models.cases import Attachment, Case, CaseRecord, Handler
from appointments.models.consultations import CaseConsultation

__all__ = ["Attachment", "Case", "CaseConsultation", "CaseRecord", "Handler"]
