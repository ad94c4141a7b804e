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

    heard = forms.CharField(
        label=_("听取本人意见的情况"),
        required=False,
        max_length=2_000,
        widget=forms.Textarea,
        help_text=_("本人没有书面陈述的，写明何时、以何种方式听取了本人意见。"),
    )
    outcome = forms.CharField(
        label=_("处理结果"),
        max_length=10_000,
        widget=forms.Textarea,
        error_messages={"required": _("请写明处理结果。")},
    )


class StatementForm(forms.Form):
    """What the one who chaired says to a case."""

    use_required_attribute = False

    statement = forms.CharField(
        label=_("情况和理由"),
        max_length=10_000,
        widget=forms.Textarea,
        help_text=_("写明决策时的实际情况、您的意见和已经采取的补救措施。办结前可以修改。"),
        error_messages={"required": _("请写明陈述内容。")},
    )
