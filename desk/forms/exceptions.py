"""The approver's answer to an exception to the mandates."""

from django import forms
from django.utils.translation import gettext_lazy as _

CONFIRM, DECLINE = "confirm", "decline"


class ExceptionAnswerForm(forms.Form):
    """Confirm, or decline with a reason. `version` is what the approver read."""

    answer = forms.ChoiceField(
        label=_("是否批准"),
        choices=[(CONFIRM, _("批准")), (DECLINE, _("不予批准"))],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("请选择批准，或者不予批准。"),
            "invalid_choice": _("请选择批准，或者不予批准。"),
        },
    )
    reason = forms.CharField(
        label=_("不予批准的理由"),
        max_length=300,
        required=False,
        widget=forms.Textarea,
        help_text=_("不予批准时必填。"),
    )
    version = forms.IntegerField(min_value=1, max_value=2**31 - 1, widget=forms.HiddenInput)
