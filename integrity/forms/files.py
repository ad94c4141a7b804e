"""Forms of integrity files: narrowing them, asking for a correction and answering it, drafting an opinion."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from integrity.choices import CORRECTION_ANSWERS, OPINION_CONCLUSIONS, OPINION_PURPOSES, OPINION_STATES
from integrity.models import IntegrityOpinion
from integrity.selectors.files import LATE, OPEN, FileQuery, OpinionQuery
from integrity.services.opinions import Gathered, Wording
from supervision.selectors.timeline import chapters

ANY = ("", _("全部"))
YEARS_BACK = 20
LONGEST = 10_000


class FilesFilterForm(forms.Form):
    """Narrows the list of files."""

    q = forms.CharField(
        label=_("姓名或单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip

    def text(self) -> str:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        return self.cleaned_data.get("q") or ""


class FileFilterForm(forms.Form):
    """Narrows one file: chapter, years, words."""

    chapter = forms.ChoiceField(label=_("章节"), required=False)
    since = forms.TypedChoiceField(label=_("自年度"), required=False, coerce=int, empty_value=None)
    until = forms.TypedChoiceField(label=_("至年度"), required=False, coerce=int, empty_value=None)
    q = forms.CharField(
        label=_("文字"), required=False, max_length=40, widget=forms.TextInput(attrs={"type": "search"})
    )

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Offer every chapter there is, and the years through `on`."""
        super().__init__(*args, **kwargs)
        years = [ANY, *((year, str(year)) for year in range(on.year, on.year - YEARS_BACK, -1))]
        self.fields["chapter"].choices = [ANY, *((one.key, one.title) for one in chapters())]  # type: ignore[attr-defined]
        for name in ("since", "until"):
            self.fields[name].choices = years  # type: ignore[attr-defined]

    def query(self) -> FileQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return FileQuery(
            chapter=given.get("chapter") or "", since=given.get("since"), until=given.get("until"), text=given.get("q") or ""
        )  # fmt: skip


class CorrectionFilterForm(forms.Form):
    """Narrows the list of requests for a correction."""

    state = forms.ChoiceField(
        label=_("状态"), required=False, choices=[ANY, (OPEN, _("待答复")), (LATE, _("逾期没有答复"))]
    )

    def state_asked(self) -> str:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        return self.cleaned_data.get("state") or ""


class CorrectionForm(forms.Form):
    """What is wrong in an entry, and what it should be."""

    use_required_attribute = False

    wrong = forms.CharField(label=_("有误的内容"), max_length=LONGEST, widget=forms.Textarea)
    right = forms.CharField(label=_("应当更正为"), max_length=LONGEST, widget=forms.Textarea)


class CorrectionAnswerForm(forms.Form):
    """What the body says to a request."""

    use_required_attribute = False

    outcome = forms.ChoiceField(label=_("处理"), choices=CORRECTION_ANSWERS, widget=forms.RadioSelect)
    words = forms.CharField(
        label=_("答复"), max_length=LONGEST, widget=forms.Textarea,
        help_text=_("予以更正的，写明在哪个记录作了什么更正；不予更正的，写明理由。本人可以看到。"),
    )  # fmt: skip


class OpinionFilterForm(forms.Form):
    """Narrows the list of opinions."""

    q = forms.CharField(
        label=_("姓名或单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    purpose = forms.ChoiceField(label=_("用途"), required=False, choices=[ANY, *OPINION_PURPOSES])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *OPINION_STATES])

    def query(self) -> OpinionQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return OpinionQuery(
            text=given.get("q") or "", state=given.get("state") or "", purpose=given.get("purpose") or ""
        )


class OpinionForm(forms.Form):
    """An opinion, drafted from the file."""

    use_required_attribute = False

    purpose = forms.ChoiceField(label=_("用途"), choices=OPINION_PURPOSES, widget=forms.RadioSelect)
    occasion = forms.CharField(
        label=_("征求意见的单位和事由"), max_length=200, help_text=_("例如：县委组织部，拟任县水利局局长。")
    )
    text = forms.CharField(label=_("意见"), max_length=LONGEST, widget=forms.Textarea)
    conclusion = forms.ChoiceField(label=_("结论"), choices=OPINION_CONCLUSIONS, widget=forms.RadioSelect)
    until = DayField(label=_("影响期至"), required=False, help_text=_("只在结论为“有影响期”时填写。"))

    @classmethod
    def drafted(cls, gathered: Gathered, data: Any = None, **given: str) -> "OpinionForm":
        """The form of a new one, filled in by what the file tells."""
        initial = {"text": gathered.text, "conclusion": gathered.conclusion.value, "until": gathered.until}
        return cls(data, initial=initial | {"purpose": "appointment"} | given)

    @classmethod
    def of(cls, row: IntegrityOpinion, data: Any = None) -> "OpinionForm":
        """The form of a draft."""
        names = ("purpose", "occasion", "text", "conclusion", "until")
        return cls(data, initial={name: getattr(row, name) for name in names})

    def wording(self) -> Wording:
        """What was typed, as the service takes it."""
        return Wording(**self.cleaned_data)
