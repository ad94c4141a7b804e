"""Tables of complaints: whose keys open them, what was received, what was done about it."""

from complaints.models.clarifications import Clarification
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

__all__ = [
    "BodyKey",
    "Clarification",
    "Complaint",
    "ComplaintFile",
    "ComplaintKey",
    "ComplaintStep",
    "CustodianShare",
    "Draft",
    "HandedOn",
    "KeyGrant",
    "MajorNotice",
    "Message",
    "PersonalKey",
    "ReceivingBody",
    "Recovery",
    "RecoveryShare",
    "SpentForm",
]
