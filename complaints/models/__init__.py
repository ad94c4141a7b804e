"""Tables of complaints: whose keys open them, what was received, what was done about it, who may see it."""

from complaints.models.clarifications import Clarification
from complaints.models.clearances import Clearance
from complaints.models.complaints import (
    Complaint,
    ComplaintFile,
    ComplaintKey,
    ComplaintStep,
    Draft,
    HandedOn,
    Message,
    SpentForm,
)
from complaints.models.escalation import MajorNotice
from complaints.models.keys import (
    BodyKey,
    CustodianShare,
    KeyGrant,
    PersonalKey,
    ReceivingBody,
    Recovery,
    RecoveryShare,
)
from complaints.models.mails import Mail, MailFile
from complaints.models.past import PastFile

__all__ = [
    "BodyKey",
    "Clarification",
    "Clearance",
    "Complaint",
    "ComplaintFile",
    "ComplaintKey",
    "ComplaintStep",
    "CustodianShare",
    "Draft",
    "HandedOn",
    "KeyGrant",
    "Mail",
    "MailFile",
    "MajorNotice",
    "Message",
    "PastFile",
    "PersonalKey",
    "ReceivingBody",
    "Recovery",
    "RecoveryShare",
    "SpentForm",
]
