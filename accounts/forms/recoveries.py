"""Proposing to let somebody in again."""

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.choices import RecoveryScope


class RecoveryForm(forms.Form):
    """Whom, what they lost, and why."""

    username = forms.CharField(label=_("用户名"), max_length=150)
    scope = forms.ChoiceField(label=_("找回内容"), choices=RecoveryScope.choices, widget=forms.RadioSelect)
    reason = forms.CharField(
        label=_("理由"),
        max_length=200,
        help_text=_("写明本人怎样提出、怎样核对了身份，如“本人持工作证到办公室提出”。"),
        widget=forms.Textarea(attrs={"rows": 3}),
    )
