"""Form parts for days: a day as people type it, and a stretch of days entered as its first day (起) and the day it is over (止, not included)."""

from typing import Any

from django import forms
from django.contrib.postgres.forms import DateRangeField as PostgresDateRangeField
from django.contrib.postgres.forms import RangeWidget
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.db.backends.postgresql.psycopg_any import DateRange
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext_lazy as _

from rulebook.types import UNDATED

DAYS = "during"
DAY_FORMATS = ["%Y-%m-%d", "%Y/%m/%d", "%Y.%m.%d", "%Y年%m月%d日", "%Y%m%d"]


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


class DaysWidget(RangeWidget):
    """Two date inputs, labelled 起 and 止（不含）."""

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        """Use the browser's own date inputs."""
        super().__init__(forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), attrs)

    def render(
        self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None
    ) -> SafeString:
        """Both inputs with a label each; the field's own label points to the first."""
        values = value if isinstance(value, list | tuple) else self.decompress(value)
        given = self.build_attrs(self.attrs, attrs)
        identity = given.pop("id", f"id_{name}")
        inputs = [
            widget.render(f"{name}_{at}", part, given | {"id": f"{identity}_{at}"}, renderer)
            for at, (widget, part) in enumerate(zip(self.widgets, values or (None, None), strict=True))
        ]
        return format_html(
            '<span class="days"><label for="{0}_0" class="days-part">{1} {2}</label>'
            ' <label for="{0}_1" class="days-part">{3} {4}</label></span>',
            identity, _("起"), inputs[0], _("止（不含）"), inputs[1],
        )  # fmt: skip


class DaysField(PostgresDateRangeField):
    """A stretch of days. `open_start` allows 起 to be empty (since ever); an empty 止 means until further notice."""

    default_error_messages = {"bound_ordering": _("止日须晚于起日")}

    def __init__(self, *, open_start: bool = False, **kwargs: Any) -> None:
        """Take what a form field takes."""
        self.open_start = open_start
        kwargs["widget"] = DaysWidget()
        kwargs.setdefault("help_text", _("止日是不再属于这段时间的第一天；留空表示至今。"))
        super().__init__(**kwargs)

    def clean(self, value: Any) -> DateRange | None:
        """The range. Raises ValidationError for a missing 起 or a 止 that is not later."""
        during: DateRange | None = super().clean(value)
        first, end = (during.lower, during.upper) if during is not None else (None, None)
        if first is None and not self.open_start:
            raise ValidationError(_("请填写起日"), code="required")
        if first is not None and end is not None and end <= first:
            raise ValidationError(_("止日须晚于起日"), code="order")
        return during if during is not None else DateRange(None, None)


class DaysModelForm(forms.ModelForm):
    """A form of a row with `during`: what the database would refuse about its days is said beside the days."""

    def _post_clean(self) -> None:
        super()._post_clean()  # type: ignore[misc]
        if DAYS in self.fields and NON_FIELD_ERRORS in self.errors:
            for error in self.errors.pop(NON_FIELD_ERRORS).as_data():
                self.add_error(DAYS, error)
