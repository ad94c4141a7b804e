"""Putting off a reminder, and the daily mail."""

from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.templatetags.wording import cn_date
from rulebook.limits import SNOOZE


class SnoozeForm(forms.Form):
    """Until when, and why, a user does not want to be reminded of a duty."""

    until = forms.DateField(
        label=_("暂缓至"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("“暂缓至”无法识别，请按“2026-03-31”的格式填写。")},
    )
    reason = forms.CharField(label=_("理由"), max_length=200, widget=forms.TextInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """`on` is today: the first day that can be chosen is tomorrow."""
        super().__init__(*args, **kwargs)
        last = on + timedelta(days=SNOOZE.value)
        attrs = self.fields["until"].widget.attrs
        attrs["min"], attrs["max"] = (on + timedelta(days=1)).isoformat(), last.isoformat()
        self.fields["until"].help_text = _("最迟 %(last)s；期限本身不变。") % {"last": cn_date(last)}


class DigestForm(forms.Form):
    """Whether to get the daily mail."""

    digest = forms.BooleanField(label=_("每天早上把待办事项发到我的邮箱"), required=False)
