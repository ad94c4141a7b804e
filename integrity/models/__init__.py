"""Records of talks, reports and forums; responsibility lists, incidents, gifts, declarations; letters of inquiry; corrections, opinions."""

from integrity.models.corrections import CorrectionAnswer, CorrectionFile, FileCorrection
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
from integrity.models.opinions import IntegrityOpinion, OpinionSeries
from integrity.models.records import Attachment, FollowUp, Participation, Record

__all__ = [
    "Admonition",
    "Attachment",
    "Attribution",
    "CorrectionAnswer",
    "CorrectionFile",
    "CountyItem",
    "Declaration",
    "Evidence",
    "EvidenceFile",
    "Explanation",
    "ExplanationFile",
    "Extension",
    "FileCorrection",
    "FollowUp",
    "Gift",
    "Incident",
    "Inquiry",
    "InquiryLetter",
    "InquirySeries",
    "InquiryStep",
    "IntegrityOpinion",
    "ListItem",
    "ListReview",
    "ListVersion",
    "OpinionSeries",
    "Participation",
    "Record",
    "ResponsibilityList",
    "ReviewLine",
    "SelfCriticism",
    "YearlyDeclaration",
]
