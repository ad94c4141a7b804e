"""The day a page is asked about: `?on=2026-03-31`."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rulebook.types import UNDATED


class DayForm(forms.Form):
    """A day up to today; empty means today."""

    on = forms.DateField(
        label=_("查询日期"),
        required=False,
        widget=forms.DateInput(attrs={"type": "date", "class": "form-control"}, format="%Y-%m-%d"),
        error_messages={"invalid": _("查询日期无法识别，请按“2026-03-31”的格式填写；现按今天显示。")},
    )

    def __init__(self, *args: Any, today: date, **kwargs: Any) -> None:
        """`today` is the last day that can be asked about."""
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_on(self) -> date:
        """The day asked about, today where none was given. Raises ValidationError outside the days the product knows."""
        day: date | None = self.cleaned_data["on"]
        if day is None:
            return self.today
        if day > self.today:
            raise forms.ValidationError(_("查询日期不能晚于今天；现按今天显示。"))
        if day < UNDATED:
            raise forms.ValidationError(_("查询日期过早，没有可查的信息；现按今天显示。"))
        return day

    @property
    def day(self) -> date:
        """The day to show: the one asked about, or today where that was no day."""
        found: date = self.cleaned_data["on"] if self.is_valid() else self.today
        return found
