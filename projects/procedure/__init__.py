"""How a project was built, in one form, and what is missing in it. No database: the form before a step and the check after it ask the
same judgement.
"""

from projects.procedure.checklist import Line, LineState, checklist
from projects.procedure.form import Change, Measure, Part, Payment, Project, Record, Stage
from projects.procedure.judging import Found, blocking, judge

__all__ = [
    "Change",
    "Found",
    "Line",
    "LineState",
    "Measure",
    "Part",
    "Payment",
    "Project",
    "Record",
    "Stage",
    "blocking",
    "checklist",
    "judge",
]
