"""The forms of an appraisal's steps: statement, meeting, the head's words to the result."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from rulebook.procedures.appraisals import OUTLINE, REPLY_LENGTH, STATEMENT_LENGTH

LONGEST = 10_000


class StatementForm(forms.Form):
    """The statement, heading by heading."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """A field for each heading of the outline."""
        super().__init__(*args, **kwargs)
        for heading in OUTLINE:
            self.fields[heading.key] = forms.CharField(
                label=_(heading.title), max_length=STATEMENT_LENGTH.value * 2, required=False, widget=forms.Textarea
            )  # fmt: skip

    def parts(self) -> dict[str, str]:
        """What was written, by the key of the heading."""
        return {heading.key: self.cleaned_data[heading.key] for heading in OUTLINE}


class MeetingForm(forms.Form):
    """The meeting that heard the statement."""

    use_required_attribute = False

    day = DayField(label=_("会议日期"))
    place = forms.CharField(label=_("地点"), max_length=100)
    chair = forms.CharField(label=_("主持人"), max_length=60)
    present = forms.IntegerField(label=_("到会人数"), min_value=1, max_value=30_000)
    summary = forms.CharField(label=_("会议情况"), max_length=LONGEST, widget=forms.Textarea)
    asked = forms.CharField(label=_("提问和答复"), max_length=LONGEST, required=False, widget=forms.Textarea)


class CommentForm(forms.Form):
    """What the head says to the result."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("本人说明"), max_length=REPLY_LENGTH, widget=forms.Textarea,
        help_text=_("只能提交一次，和结果一起保存，提交后不能再改。"),
    )  # fmt: skip
