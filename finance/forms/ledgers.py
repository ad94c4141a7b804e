"""Choosing a unit's ledger, and which of its columns says what."""

from collections.abc import Mapping, Sequence
from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.importing.tables import LARGEST_FILE
from finance.services.ledgers import FIELDS, missing_fields
from organisation.models import Unit

SUFFIXES = (".xlsx", ".csv")
NONE = ("", _("没有这一列"))


class LedgerForm(forms.Form):
    """A ledger and whose it is."""

    use_required_attribute = False
    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.none(), empty_label=None)
    file = forms.FileField(
        label=_("文件"), max_length=200, help_text=_("一个 .xlsx 或 .csv 文件，第一行是列名，不超过 200 MB、1,000,000 行。"),
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
        error_messages={"required": _("请选择要导入的文件。"), "empty": _("文件是空的。")},
    )  # fmt: skip

    def __init__(self, *args: Any, units: Sequence[Unit], **kwargs: Any) -> None:
        """`units` are those whose ledgers the user may import."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].queryset = Unit.objects.filter(pk__in=[one.pk for one in units]).order_by("name")

    def clean_file(self) -> UploadedFile:
        """Raises ValidationError for a file of another kind or too large a one."""
        file: UploadedFile = self.cleaned_data["file"]
        if PurePath(file.name or "").suffix.lower() not in SUFFIXES:
            raise forms.ValidationError(_("请选择 .xlsx 或 .csv 文件。"))
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("文件超过 200 MB，请按年度分成几个文件。"))
        return file


class ColumnsForm(forms.Form):
    """Which heading of the file says what."""

    use_required_attribute = False

    def __init__(self, *args: Any, headings: Sequence[str], first: Mapping[str, str], **kwargs: Any) -> None:
        """`headings` of the file; `first`: field → heading as remembered or guessed."""
        super().__init__(*args, **kwargs)
        for field in FIELDS:
            self.fields[field.key] = forms.ChoiceField(
                label=_(field.title),
                required=False,
                choices=[NONE, *((one, one) for one in dict.fromkeys(headings))],
                initial=first.get(field.key, ""),
            )

    def clean(self) -> dict[str, Any]:
        """Raises ValidationError by field where a needed one has no column, or two fields name the same."""
        found = super().clean() or {}
        for field in missing_fields(found):
            self.add_error(field.key, _("请选择哪一列是“%(title)s”。") % {"title": field.title})
        taken: set[str] = set()
        for name, heading in [*found.items()]:  # an error takes its field out of them
            if heading and heading in taken:
                self.add_error(name, _("“%(heading)s”已经用于另一项。") % {"heading": heading})
            taken.add(heading)
        return found

    def columns(self) -> dict[str, str]:
        """Field → heading, of those chosen."""
        return {name: heading for name, heading in self.cleaned_data.items() if heading}
