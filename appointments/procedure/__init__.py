"""How a cadre was appointed, in one form, and what is missing in it. No database: the form before a step and the check after it ask
the same judgement.
"""

from appointments.procedure.actions import judge_action
from appointments.procedure.checklist import Line, StepState, checklist
from appointments.procedure.consulting import unconsulted
from appointments.procedure.form import Admonished, Case, Conclusion, Entry
from appointments.procedure.judging import Found, blocking, judge

__all__ = [
    "Admonished",
    "Case",
    "Conclusion",
    "Entry",
    "Found",
    "Line",
    "StepState",
    "blocking",
    "checklist",
    "judge",
    "judge_action",
    "unconsulted",
]
