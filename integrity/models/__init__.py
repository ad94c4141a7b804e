"""Records of talks, reports and forums; responsibility lists, incidents, gifts, declarations; letters of inquiry."""

from integrity.models.declarations import Declaration, Extension, YearlyDeclaration
from integrity.models.explanations import Admonition, Explanation, ExplanationFile, SelfCriticism
from integrity.models.gifts import Gift
from integrity.models.incidents import Attribution, Incident
from integrity.models.inquiries import Inquiry, InquiryLetter, InquirySeries, InquiryStep
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
    "Admonition",
    "Attachment",
    "Attribution",
    "CountyItem",
    "Declaration",
    "Evidence",
    "EvidenceFile",
    "Explanation",
    "ExplanationFile",
    "Extension",
    "FollowUp",
    "Gift",
    "Incident",
    "Inquiry",
    "InquiryLetter",
    "InquirySeries",
    "InquiryStep",
    "ListItem",
    "ListReview",
    "ListVersion",
    "Participation",
    "Record",
    "ResponsibilityList",
    "ReviewLine",
    "SelfCriticism",
    "YearlyDeclaration",
]
