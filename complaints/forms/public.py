"""The public's forms. Nothing is asked that handling does not need; everything but the facts may be left out."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from complaints.models import ReceivingBody
from complaints.services.attachments import Clean, cleaned
from complaints.services.intake import Said
from core.uploads import ACCEPT
from integrity.forms.fields import ManyFilesInput
from organisation.models import Unit
from rulebook.establishment import Category
from rulebook.procedures.complaints import CONDUCTS

CONDUCT_CHOICES = [(one.key, one.title) for one in CONDUCTS]
LONGEST = 20_000
ROOM_BESIDE = 2_000  # characters of all that is not the facts
OPTIONAL = _("可以不填。")


class FilesField(forms.FileField):
    """Several files, checked and stripped of what tells of their sender."""

    widget = ManyFilesInput

    def clean(self, data: Any, initial: Any = None) -> list[Clean]:
        """Raises ValidationError naming each file that may not be kept."""
        files: Sequence[UploadedFile] = [one for one in (data or []) if one]
        try:
            return cleaned(files)
        except forms.ValidationError as error:
            raise forms.ValidationError(error.messages) from error


class ReportForm(forms.Form):
    """What somebody reports (检举控告). `website` is left empty by people."""

    use_required_attribute = False

    unit = forms.TypedChoiceField(
        label=_("反映哪个单位"),
        required=False,
        coerce=int,
        empty_value=None,
        help_text=_("找不到的，在“反映谁”里写明单位和职务。"),
    )
    person_words = forms.CharField(
        label=_("反映谁"), required=False, max_length=80, help_text=_("姓名或者职务；只反映单位的可以不填。")
    )
    conducts = forms.MultipleChoiceField(
        label=_("哪方面的问题"),
        required=False,
        choices=CONDUCT_CHOICES,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("可以选几项，也可以不选。"),
    )
    facts = forms.CharField(
        label=_("事情经过"),
        max_length=LONGEST,
        widget=forms.Textarea,
        help_text=_(
            "什么人、什么时间、什么地点、做了什么，您是怎样知道的，还有谁可以证明。想到什么写什么，以后可以补充。"
        ),
        error_messages={"required": _("请写明反映的问题。")},
    )
    when = forms.CharField(label=_("大约什么时间"), required=False, max_length=80, help_text=OPTIONAL)
    attachments = FilesField(
        label=_("照片、文件"),
        required=False,
        help_text=_(
            "可以不交。照片里的位置、设备等信息会自动去掉。可上传 PDF、docx、xlsx、png、jpg、txt，合计不超过 40 MB。"
        ),
    )
    name = forms.CharField(
        label=_("您的姓名"),
        required=False,
        max_length=40,
        help_text=_("可以不填。填写的作为实名举报，受理和办理结果会在规定的期限内告知您。"),
    )
    contact = forms.CharField(
        label=_("联系方式"),
        required=False,
        max_length=120,
        help_text=_("可以不填。不留联系方式，凭查询码也能看到答复。"),
    )
    website = forms.CharField(label=_("请留空"), required=False, max_length=200)
    answer = forms.CharField(label=_("验证"), required=False, max_length=4)

    def __init__(self, *args: Any, body: ReceivingBody, **kwargs: Any) -> None:
        """Offer the units of the body's county by category."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].choices = unit_choices(body.county_id)
        fields["attachments"].widget.attrs["accept"] = ACCEPT

    def said(self) -> Said:
        """What was said, files stripped."""
        given = self.cleaned_data
        return Said(
            facts=given["facts"],
            unit=given["unit"],
            person_words=given["person_words"],
            conducts=given["conducts"],
            when=given["when"],
            name=given["name"],
            contact=given["contact"],
            files=given["attachments"],
        )

    def draft(self) -> dict[str, Any]:
        """What was typed so far, without files, whether it is right or not. Raises ValidationError where it is longer than a report may be."""
        data: Any = self.data
        typed = {
            name: data.getlist(name) if name == "conducts" else data.get(name, "")
            for name in ("unit", "person_words", "conducts", "facts", "when", "name", "contact")
        }
        if sum(len(part) for words in typed.values() for part in words) > LONGEST + ROOM_BESIDE:
            raise forms.ValidationError(
                {"facts": [_("写得太长，最多 %(most)s 字，没有暂存。") % {"most": LONGEST}]}
            )
        return typed


class CodeForm(forms.Form):
    """The receipt code."""

    use_required_attribute = False

    code = forms.CharField(
        label=_("查询码"),
        max_length=40,
        help_text=_("16 位数字，空格可以不输。"),
        widget=forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"}),
        error_messages={"required": _("请输入查询码。")},
    )


class AddForm(forms.Form):
    """What is added to a complaint."""

    use_required_attribute = False

    text = forms.CharField(label=_("补充内容"), required=False, max_length=LONGEST, widget=forms.Textarea)
    attachments = FilesField(label=_("照片、文件"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say which files can be chosen."""
        super().__init__(*args, **kwargs)
        self.fields["attachments"].widget.attrs["accept"] = ACCEPT


def unit_choices(county: str) -> list[Any]:
    """The county's units, by category, in the order of the regulation."""
    groups: dict[str, list[tuple[int, str]]] = {category.value: [] for category in Category}
    for pk, name, category in (
        Unit.objects.filter(county=county).order_by("name").values_list("pk", "name", "category")
    ):
        groups[category].append((pk, name))
    return [("", _("请选择")), *((category, units) for category, units in groups.items() if units)]
