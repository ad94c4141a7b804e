"""Fields as people in an office type them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from rulebook.types import UNDATED

DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]


class NeededToEnter(forms.Field):
    """Mixed into a field that entering a record asks for but a draft may leave empty: shown as needed, never refused here."""

    def validate(self, value: Any) -> None:
        """Let the empty pass."""
        if value not in self.empty_values:
            super().validate(value)


class DayField(forms.DateField):
    """A day, in the browser's calendar or typed; also 2026年3月1日 and 2026.3.1. Refuses days before the product's first."""

    def __init__(self, **kwargs: Any) -> None:
        """Set the formats and the words of the refusal."""
        kwargs.setdefault("widget", forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"))
        words = {"invalid": _("日期“%(value)s”无法识别，请按“2026-03-31”的格式填写。")}
        super().__init__(input_formats=DAY_FORMATS, error_messages=words, **kwargs)

    def to_python(self, value: Any) -> Any:
        """Read the day; the refusal repeats what was typed."""
        try:
            day = super().to_python(value)
        except forms.ValidationError as error:
            raise forms.ValidationError(
                self.error_messages["invalid"], code="invalid", params={"value": value}
            ) from error
        if day is not None and day < UNDATED:
            raise forms.ValidationError(_("日期过早，请检查年份。"))
        return day


class ManyFilesInput(forms.ClearableFileInput):
    """A file input that takes several."""

    allow_multiple_selected = True


class NeededDayField(NeededToEnter, DayField):
    """A day needed for entering."""


class NeededTextField(NeededToEnter, forms.CharField):
    """A text needed for entering."""


class NeededChoiceField(NeededToEnter, forms.TypedChoiceField):
    """A choice needed for entering."""


def long_text(label: Any, **kwargs: Any) -> forms.CharField:
    """A field for whole paragraphs, never required while drafting."""
    return forms.CharField(label=label, required=False, max_length=20_000, widget=forms.Textarea, **kwargs)
