"""How a decision was taken, in one documented form, and what is missing in it. No database: the same judgement is asked of a
decision recorded here, of one recorded elsewhere, and of one still ahead of its meeting.
"""

from decisions.procedure.checklist import Line, StepState, checklist, missing_before
from decisions.procedure.form import Decision
from decisions.procedure.judging import Found, judge
from decisions.procedure.reading import Unfit, read

__all__ = [
    "Decision",
    "Found",
    "Line",
    "StepState",
    "Unfit",
    "checklist",
    "judge",
    "missing_before",
    "read",
]
