"""Tables of projects."""

from projects.models.interests import Interest, Match, Recusal
from projects.models.interference import Interference, InterferenceSource
from projects.models.parts import Bidder, Change, Measure, Part, Payment
from projects.models.projects import Project
from projects.models.stages import Attachment, Stage, StageRecord, Visit

__all__ = [
    "Attachment",
    "Bidder",
    "Change",
    "Interest",
    "Interference",
    "InterferenceSource",
    "Match",
    "Measure",
    "Part",
    "Payment",
    "Project",
    "Recusal",
    "Stage",
    "StageRecord",
    "Visit",
]
