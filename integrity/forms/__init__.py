"""Forms of records."""

from integrity.forms.editor import HeadRow, RecordEditor
from integrity.forms.lists import AnswerForm, FollowUpDoneForm, PlanForm, RecordFilterForm
from integrity.forms.record import WORDING

__all__ = [
    "WORDING",
    "AnswerForm",
    "FollowUpDoneForm",
    "HeadRow",
    "PlanForm",
    "RecordEditor",
    "RecordFilterForm",
]
