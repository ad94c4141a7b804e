"""Forms of records."""

from integrity.forms.editor import HeadRow, RecordEditor
from integrity.forms.lists import AnswerForm, FollowUpDoneForm, FollowUpFilterForm, PlanForm, RecordFilterForm

__all__ = [
    "AnswerForm",
    "FollowUpDoneForm",
    "FollowUpFilterForm",
    "HeadRow",
    "PlanForm",
    "RecordEditor",
    "RecordFilterForm",
]
