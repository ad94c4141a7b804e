"""Plans of inspections, deputies, the inspections with what was drawn, said, answered and judged."""

from inspections.models.deputies import Deputy
from inspections.models.drawing import Candidate, Draw, Member
from inspections.models.inspections import Inspection, InspectionSeries, InspectionStep
from inspections.models.plans import Line, Plan, Revision
from inspections.models.said import Answer, Progress, Reply, Statement, StatementDraft, Suggestion, Verdict

__all__ = [
    "Answer",
    "Candidate",
    "Deputy",
    "Draw",
    "Inspection",
    "InspectionSeries",
    "InspectionStep",
    "Line",
    "Member",
    "Plan",
    "Progress",
    "Reply",
    "Revision",
    "Statement",
    "StatementDraft",
    "Suggestion",
    "Verdict",
]
