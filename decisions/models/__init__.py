"""Matters from draft to carried-out resolution, meetings, and what a unit decides by."""

from decisions.models.bylaws import Bylaw, BylawFile
from decisions.models.doubts import Doubt
from decisions.models.execution import AccountabilityCase, Execution, Loss, Progress
from decisions.models.lists import ListedMatter, MatterList, Threshold
from decisions.models.matters import Candidate, Emergency, Matter, MatterDraft
from decisions.models.meetings import AgendaItem, CandidateVote, Meeting, Seat, Stance
from decisions.models.preparation import Attachment, Preparation, PublicComment
from decisions.models.resolutions import Resolution
from decisions.models.sittings import MeetingFile, Observer

__all__ = [
    "AccountabilityCase",
    "AgendaItem",
    "Attachment",
    "Bylaw",
    "BylawFile",
    "Candidate",
    "CandidateVote",
    "Doubt",
    "Emergency",
    "Execution",
    "ListedMatter",
    "Loss",
    "Matter",
    "MatterDraft",
    "MatterList",
    "Meeting",
    "MeetingFile",
    "Observer",
    "Preparation",
    "Progress",
    "PublicComment",
    "Resolution",
    "Seat",
    "Stance",
    "Threshold",
]
