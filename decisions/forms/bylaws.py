"""Forms of a unit's bylaws (制度): entering one with its files, ending it, finding units."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from core import uploads
from core.forms import DayField
from decisions.checks.bylaws import Enacting
from decisions.choices import BYLAW_KINDS, FRACTION_CHOICES, QUORUM_CHOICES, BaseChoice, BylawPaper
from decisions.forms.lists import NamedUnitForm
from decisions.models import Bylaw
from decisions.selectors.bylaws import replaceable
from organisation.models import Unit

UNSAID = ("", _("没有规定"))
EVERY = ("", _("所有会议"))
COMPLETE = (("", _("全部")), ("no", _("制度不完整")), ("yes", _("制度完整")))


class FilesInput(forms.ClearableFileInput):
    """Several files at once."""

    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Files of one kind; what may come in at all is said in core.uploads, and by the service."""

    def __init__(self, **kwargs: Any) -> None:
        """Offer what may be kept."""
        kwargs.setdefault("widget", FilesInput(attrs={"accept": uploads.ACCEPT}))
        super().__init__(**kwargs)

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """The files sent. Raises ValidationError for an empty one, or for none where one is asked for."""
        sent = data if isinstance(data, list | tuple) else [data] if data else []
        if not sent:
            super().clean(None, initial)
        return [super(FilesField, self).clean(one, initial) for one in sent]


class BylawForm(forms.Form):
    """A bylaw, or a new version of one."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("制度类型"), choices=BYLAW_KINDS)
    name = forms.CharField(label=_("制度名称"), max_length=100)
    replaces = forms.ModelChoiceField(
        label=_("替代的前一版"),
        queryset=Bylaw.objects.none(),
        required=False,
        empty_label=_("不替代已有制度"),
        help_text=_("前一版到新的一版生效之日停止执行。"),
    )
    approved_on = DayField(label=_("审批日期"))
    approved_by = forms.CharField(label=_("审批的会议或文号"), max_length=200)
    since = DayField(label=_("生效日期"))
    meeting = forms.ChoiceField(label=_("适用的会议类型"), required=False)
    quorum = forms.ChoiceField(
        label=_("人数占比"),
        required=False,
        choices=[UNSAID, *QUORUM_CHOICES],
        help_text=_("到会成员须达到应到会成员的这个比例；与规定比例（N9、N10）相比，从严的起作用。"),
    )
    vote_base = forms.ChoiceField(
        label=_("默认表决方式：计票基数"), required=False, choices=[UNSAID, *BaseChoice.choices]
    )
    vote_fraction = forms.ChoiceField(
        label=_("默认表决方式：赞成票须超过"),
        required=False,
        choices=[UNSAID, *FRACTION_CHOICES],
        help_text=_("事项清单另有规定的事项，按清单。"),
    )
    official = FilesField(label=_("正式文件"))
    reviewed_on = DayField(label=_("合法合规审查日期"), required=False)
    reviewed_by = forms.CharField(label=_("审查机构或人员"), required=False, max_length=100)
    review = FilesField(label=_("审查材料"), required=False)

    def __init__(self, *args: Any, unit: Unit, meetings: Sequence[str], **kwargs: Any) -> None:
        """`unit` is whose bylaw it is, `meetings` the kinds of meeting its list of matters names."""
        super().__init__(*args, **kwargs)
        self.unit = unit
        fields: Any = self.fields
        fields["replaces"].queryset = replaceable(unit)
        fields["replaces"].label_from_instance = lambda row: f"{row.get_kind_display()}《{row.name}》"
        fields["meeting"].choices = [EVERY, *((kind, kind) for kind in meetings)]

    def typed(self) -> Enacting:
        """What was typed, as the service takes it."""
        found = {name: self.cleaned_data[name] for name in self.fields if name not in {"official", "review"}}
        found["replaces"] = found["replaces"].pk if found["replaces"] else None
        return Enacting(unit=self.unit, **found)


class EndForm(forms.Form):
    """From when on a bylaw holds no longer, and by what."""

    use_required_attribute = False

    until = DayField(label=_("停止执行日期"))
    reason = forms.CharField(label=_("停止执行的会议或文号"), max_length=200)


class PapersForm(forms.Form):
    """More files of a bylaw."""

    use_required_attribute = False

    paper = forms.ChoiceField(label=_("材料"), choices=BylawPaper.choices)
    added = FilesField(label=_("文件"))


class BylawSearchForm(NamedUnitForm):
    """Finds a unit by name, and by whether it has the bylaws it must have."""

    complete = forms.ChoiceField(label=_("制度"), required=False, choices=COMPLETE)


def initial_of(former: Bylaw | None) -> dict[str, Any]:
    """What the form of a new version begins with: what the former one says, but for days and files."""
    if former is None:
        return {}
    names = ("kind", "name", "meeting", "quorum", "vote_base", "vote_fraction")
    return {name: getattr(former, name) for name in names} | {"replaces": former.pk}
