"""Records of talks, reports and forums; responsibility lists, incidents, gifts, declarations."""

from integrity.models.declarations import Declaration, Extension, YearlyDeclaration
from integrity.models.gifts import Gift
from integrity.models.incidents import Attribution, Incident
from integrity.models.lists import (
    CountyItem,
    Evidence,
    EvidenceFile,
    ListItem,
    ListReview,
    ListVersion,
    ResponsibilityList,
    ReviewLine,
)
from integrity.models.records import Attachment, FollowUp, Participation, Record

__all__ = [
    "Attachment",
    "Attribution",
    "CountyItem",
    "Declaration",
    "Evidence",
    "EvidenceFile",
    "Extension",
    "FollowUp",
    "Gift",
    "Incident",
    "ListItem",
    "ListReview",
    "ListVersion",
    "Participation",
    "Record",
    "ResponsibilityList",
    "ReviewLine",
    "YearlyDeclaration",
]
