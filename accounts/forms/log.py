"""Narrowing what the log shows."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.selectors import LogQuery, kept_tables
from core.forms import DayField


class LogForm(forms.Form):
    """Days, who acted, and what; `of_table` asks whose rows, `of_action` what was done. A wrong value counts as not asked."""

    since = DayField(label=_("自"), required=False)
    until = DayField(label=_("至"), required=False)
    who = forms.CharField(label=_("姓名或用户名"), required=False, max_length=40)
    action = forms.CharField(
        label=_("操作"),
        required=False,
        max_length=60,
        widget=forms.TextInput(attrs={"placeholder": _("名称或者代码")}),
    )
    table = forms.ChoiceField(label=_("数据表"), required=False)

    def __init__(self, *args: Any, of_action: bool, of_table: bool, **kwargs: Any) -> None:
        """Offer what the log can be narrowed to."""
        super().__init__(*args, **kwargs)
        if not of_action:
            del self.fields["action"]
        if not of_table:
            del self.fields["table"]
            return
        tables = ((label, model._meta.verbose_name) for label, model in kept_tables().items())
        self.fields["table"].choices = sorted(tables, key=lambda one: one[0] != "accounts.roleheld")  # type: ignore[attr-defined]

    @property
    def query(self) -> LogQuery:
        """What is asked for."""
        self.is_valid()
        return LogQuery(**{name: value for name, value in self.cleaned_data.items() if value})
