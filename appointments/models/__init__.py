"""Tables of appointments."""

from appointments.models.cases import Attachment, Case, CaseRecord, Handler

__all__ = ["Attachment", "Case", "CaseRecord", "Handler"]
