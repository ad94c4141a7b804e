"""The forms of a loss and of closing a case."""

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField


class LossForm(forms.Form):
    """That a decision caused a loss."""

    use_required_attribute = False

    found_on = DayField(label=_("发现日期"))
    description = forms.CharField(
        label=_("损失情况"),
        max_length=10_000,
        widget=forms.Textarea,
        help_text=_("写明损失的内容、金额和发现的经过。"),
        error_messages={"required": _("请写明损失情况。")},
    )


class CaseClosingForm(forms.Form):
    """What came of a case."""

    use_required_attribute = False

    outcome = forms.CharField(
        label=_("处理结果"),
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": _("请写明处理结果。")},
    )
