"""Choosing a file to import."""

from pathlib import PurePath
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core.importing.tables import LARGEST_FILE

SUFFIXES = (".xlsx", ".csv")


class ImportForm(forms.Form):
    """A spreadsheet; what is inside is judged by the dry run."""

    file = forms.FileField(
        label=_("文件"),
        help_text=_("一个 .xlsx 或 .csv 文件，不超过 200 MB、1,000,000 行。上传后先检查，确认后才保存。"),
        max_length=200,
        widget=forms.ClearableFileInput(attrs={"accept": ",".join(SUFFIXES)}),
        error_messages={
            "required": _("请选择要导入的文件。"),
            "empty": _("文件是空的。请使用下载的模板填写。"),
            "max_length": _("文件名太长，请改短后重新选择。"),
        },
    )

    def __init__(self, *args: Any, suffixes: tuple[str, ...] = SUFFIXES, **kwargs: Any) -> None:
        """`suffixes` are the endings a file may have."""
        super().__init__(*args, **kwargs)
        self._suffixes = suffixes
        fields: Any = self.fields
        fields["file"].widget.attrs["accept"] = ",".join(suffixes)
        if suffixes != SUFFIXES:
            fields["file"].help_text = _(
                "一个 %(endings)s 文件，不超过 200 MB、1,000,000 行。上传后先检查，确认后才保存。"
            ) % {"endings": "、".join(suffixes)}

    def clean_file(self) -> UploadedFile:
        """Raises ValidationError for a file of another kind or too large a one."""
        file: UploadedFile = self.cleaned_data["file"]
        suffix = PurePath(file.name or "").suffix.lower()
        if suffix == ".xls":
            raise forms.ValidationError(_("这是旧版 .xls 文件。请另存为 .xlsx，再重新选择。"))
        if suffix == ".xlsm":
            raise forms.ValidationError(_("不接受含宏的 .xlsm 文件。请另存为 .xlsx，再重新选择。"))
        if suffix not in self._suffixes:
            words = {"endings": "、".join(self._suffixes)}
            raise forms.ValidationError(
                _("只接受 .xlsx 或 .csv 文件。")
                if self._suffixes == SUFFIXES
                else _("只接受 %(endings)s 文件。") % words
            )
        if (file.size or 0) > LARGEST_FILE:
            raise forms.ValidationError(_("文件超过 200 MB。请删除图片和多余的工作表，或分成几个文件导入。"))
        return file
