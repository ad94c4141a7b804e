"""Drafting a plan, choosing what is in it, and the steps of the conference and the commission."""

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from audits.choices import CONFERENCE_CHOICES
from audits.services.plans import MOST, Content
from core.forms import DayField
from organisation.models import Division
from rulebook.establishment import Function
from rulebook.procedures.audits import CONFERENCE

LINES_READ = 20


class PlanForm(forms.Form):
    """A plan to be drafted."""

    use_required_attribute = False

    county = forms.ModelChoiceField(label=_("县"), queryset=Division.objects.none(), empty_label=None)
    year = forms.TypedChoiceField(label=_("计划年度"), coerce=int)
    capacity = forms.IntegerField(
        label=_("年度可完成审计项目数"), min_value=1, max_value=MOST,
        help_text=_("按审计机关的力量填写。草案按建议的次序列满为止，提出以前可以增减。"),
    )  # fmt: skip

    def __init__(self, *args: Any, counties: Iterable[Division], years: Iterable[int], **kwargs: Any) -> None:
        """Offer `counties` and `years`."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["county"].queryset = counties
        fields["year"].choices = [(year, _now("%(year)s年") % {"year": year}) for year in years]
        found = list(counties)
        if len(found) == 1:
            fields["county"].widget = forms.HiddenInput()
            fields["county"].initial = found[0].pk


class ChangeForm(forms.Form):
    """Why an approved plan is to be changed."""

    use_required_attribute = False

    reason = forms.CharField(label=_("调整理由"), max_length=1000, widget=forms.Textarea)


class DraftForm(forms.Form):
    """What a draft takes in and out."""

    use_required_attribute = False

    capacity = forms.IntegerField(label=_("年度可完成审计项目数"), min_value=1, max_value=MOST)
    proposals = forms.TypedMultipleChoiceField(
        label=_("列入的审计建议"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    drops = forms.TypedMultipleChoiceField(
        label=_("调出的审计项目"), required=False, coerce=int, widget=forms.CheckboxSelectMultiple
    )
    note = forms.CharField(
        label=_("与建议次序不一致的理由"), required=False, max_length=1000, widget=forms.Textarea,
        help_text=_("按次序选择的，不需要填写。"),
    )  # fmt: skip

    def __init__(self, *args: Any, proposals: Iterable[int], drops: Iterable[int], **kwargs: Any) -> None:
        """Offer these numbers of proposals and of audits; what they are is shown beside the boxes."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["proposals"].choices = [(one, one) for one in proposals]
        fields["drops"].choices = [(one, one) for one in drops]

    def content(self) -> Content:
        """What was chosen, as the service takes it."""
        found = self.cleaned_data
        return Content(found["capacity"], found["proposals"], found["drops"], found["note"])


class ConferenceForm(forms.Form):
    """The joint conference: its day, what was said, who took part for which body."""

    use_required_attribute = False

    day = DayField(label=_("联席会议日期"))
    said = forms.CharField(label=_("联席会议意见"), max_length=5000, widget=forms.Textarea)
    others = forms.CharField(
        label=_("其他参加单位"), required=False, max_length=1000, widget=forms.Textarea,
        help_text=_("每行一个，如：县委编办：某某。"),
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask who came for each body the rule names."""
        super().__init__(*args, **kwargs)
        for function, name in CONFERENCE_CHOICES:
            label = _now("%(body)s参加人") % {"body": name}
            missing = _now("联席会议须有%(body)s参加，请填写参加人。") % {"body": name}
            self.fields[f"who_{function}"] = forms.CharField(
                label=label, max_length=80, error_messages={"required": missing}
            )

    def bodies(self) -> list[Any]:
        """The fields of the bodies the rule names."""
        return [self[f"who_{function}"] for function in CONFERENCE]

    def clean_others(self) -> dict[str, str]:
        """Each line as a body and who came for it."""
        found: dict[str, str] = {}
        for line in self.cleaned_data["others"].splitlines()[:LINES_READ]:
            if line.strip():
                body, _mark, who = line.replace(":", "：").partition("：")
                if not who.strip() or len(body) > 80 or len(who) > 80:
                    raise ValidationError(_now("“%(line)s”没有写明单位和参加人。") % {"line": line.strip()})
                found[body.strip()] = who.strip()
        return found

    def who(self) -> Mapping[Function, str]:
        """Who came for each body."""
        return {function: self.cleaned_data.get(f"who_{function}", "") for function in CONFERENCE}


class ApprovalForm(forms.Form):
    """The approval by the audit commission."""

    use_required_attribute = False

    day = DayField(label=_("批准日期"))
    document = forms.CharField(label=_("批准文号"), max_length=80, help_text=_("如：镇审委发〔2026〕1号。"))
