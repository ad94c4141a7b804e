"""Forms of records."""

from integrity.forms.editor import HeadRow, RecordEditor
from integrity.forms.lists import AnswerForm, FollowUpDoneForm, PlanForm, RecordFilterForm

__all__ = [
    "AnswerForm",
    "FollowUpDoneForm",
    "HeadRow",
    "PlanForm",
    "RecordEditor",
    "RecordFilterForm",
]
