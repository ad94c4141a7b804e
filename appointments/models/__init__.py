"""Tables of appointments, and of what else is decided about a head."""

from appointments.models.actions import ActionFile, PersonnelAction
from appointments.models.cases import Attachment, Case, CaseRecord, Handler
from appointments.models.consultations import ActionConsultation, CaseConsultation

# The files in which conclusions about their person are consulted: each has `person_id`, `past`, `consultations`.
ConsultedFile = Case | PersonnelAction

__all__ = [
    "ActionConsultation",
    "ActionFile",
    "Attachment",
    "Case",
    "CaseConsultation",
    "CaseRecord",
    "ConsultedFile",
    "Handler",
    "PersonnelAction",
]
