"""Tables of complaints: whose keys open them, what was received, what was done about it."""

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
    "Complaint",
    "ComplaintFile",
    "ComplaintKey",
    "ComplaintStep",
    "CustodianShare",
    "Draft",
    "HandedOn",
    "KeyGrant",
    "Message",
    "PersonalKey",
    "ReceivingBody",
    "Recovery",
    "RecoveryShare",
    "SpentForm",
]
