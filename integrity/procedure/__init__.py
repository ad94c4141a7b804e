"""What the head answers for as first responsible person, in plain forms, and what is found in them. No database: a form before a step and
the check after it ask the same judgement.
"""

from core.found import Found
from integrity.procedure.checklist import Line, StepState, checklist
from integrity.procedure.events import Change, Year, judge_change, judge_years
from integrity.procedure.gifts import Gift, judge_gift, last_day
from integrity.procedure.incidents import Incident, judge_incident
from integrity.procedure.lists import Item, ListForm, Reviewed, judge_list, review_opens

__all__ = [
    "Change",
    "Found",
    "Gift",
    "Incident",
    "Item",
    "Line",
    "ListForm",
    "Reviewed",
    "StepState",
    "Year",
    "checklist",
    "judge_change",
    "judge_gift",
    "judge_incident",
    "judge_list",
    "judge_years",
    "last_day",
    "review_opens",
]
