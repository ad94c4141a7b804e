"""The parts of the form on which a talk, report or forum is written down."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from core.templatetags.wording import period_label
from integrity.choices import WORDING
from integrity.forms.fields import NeededChoiceField, NeededDayField, NeededTextField, long_text
from integrity.selectors import Candidate
from organisation.models import Unit
from rulebook.duties import BY_KIND
from rulebook.types import Cadence, Proof


class RecordForm(forms.Form):
    """What a record says as a whole. While drafting nothing is required; entering it is checked by integrity.checks."""

    use_required_attribute = False

    held_on = NeededDayField(label=_("日期"))
    place = forms.CharField(label=_("地点"), required=False, max_length=100)
    body = NeededChoiceField(label=_("主持机构"), coerce=int, empty_value=None)
    host = forms.CharField(label=_("主持人"), required=False, max_length=100)
    others = forms.CharField(
        label=_("其他参加人员"),
        required=False,
        max_length=300,
        widget=forms.TextInput,
        help_text=_("姓名和职务，用顿号隔开。"),
    )
    summary = NeededTextField(label=_("主要内容"), max_length=20_000, widget=forms.Textarea)
    problems = long_text(_("指出的问题"))
    measures = long_text(_("要求和整改措施"))
    heads = forms.CharField(label=_("参加的“一把手”"), required=False, widget=forms.HiddenInput)

    def __init__(self, *args: Any, kind: str, bodies: list[Unit], **kwargs: Any) -> None:
        """`bodies` are the units the record may be held by."""
        super().__init__(*args, **kwargs)
        host, summary, problems, measures = WORDING[Proof(kind)]
        for name, label in (
            ("host", host),
            ("summary", summary),
            ("problems", problems),
            ("measures", measures),
        ):
            self.fields[name].label = label
        choices = [(body.pk, body.name) for body in bodies]
        blank = [] if len(choices) == 1 else [("", _("请选择"))]
        self.fields["body"].choices = [*blank, *choices]  # type: ignore[attr-defined]

    @property
    def written(self) -> dict[str, Any]:
        """The fields that could be read, by the names of Record; one that could not is left as it was."""
        self.is_valid()
        names = ("held_on", "place", "host", "others", "summary", "problems", "measures")
        found = {name: self.cleaned_data[name] for name in names if name in self.cleaned_data}
        if "body" in self.cleaned_data:
            found["body_id"] = self.cleaned_data["body"]
        return found


class HeadForm(forms.Form):
    """What is noted of one head alone."""

    period = forms.ChoiceField(label=_("登记于"), required=False)
    present = forms.BooleanField(label=_("到会"), required=False)
    statement = forms.CharField(
        label=_("本人表态"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )
    problems = forms.CharField(
        label=_("向本人指出的问题"), required=False, max_length=5000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, kind: str, candidate: Candidate | None, **kwargs: Any) -> None:
        """Offer the periods whose overdue duty this head still owes."""
        super().__init__(*args, **kwargs)
        own = _("按记录日期所在年度") if BY_KIND[kind].cadence == Cadence.YEAR else _("按记录日期所在季度")
        periods = list(candidate.overdue) if candidate else []
        kept = self.initial.get("period")
        if kept and kept not in periods:
            periods.append(kept)
        self.fields["period"].choices = [("", own)] + [  # type: ignore[attr-defined]
            (key, _("补办 %(period)s") % {"period": period_label(key)}) for key in periods
        ]
        if candidate and candidate.overdue:
            late = "、".join(period_label(key) for key in candidate.overdue)
            self.fields["period"].help_text = _("%(periods)s逾期未办，可在此补办。") % {"periods": late}
        if kind != Proof.INTEGRITY_FORUM:
            del self.fields["present"], self.fields["problems"]

    @property
    def offers_periods(self) -> bool:
        """Whether there is anything to make up for."""
        return len(self.fields["period"].choices) > 1  # type: ignore[attr-defined]


class FollowUpForm(forms.Form):
    """One thing agreed: what, by whom, by when. An empty row counts for nothing."""

    number = forms.IntegerField(required=False, widget=forms.HiddenInput)
    text = forms.CharField(label=_("事项"), required=False, max_length=300)
    person = forms.TypedChoiceField(label=_("责任人"), required=False, coerce=int, empty_value=None)
    due = DayField(label=_("期限"), required=False)

    def __init__(
        self, *args: Any, people: list[tuple[int, str]], strict: bool = False, **kwargs: Any
    ) -> None:
        """`people` are the heads in the record; `strict` asks for text and deadline together."""
        super().__init__(*args, **kwargs)
        self.strict = strict
        self.fields["person"].choices = [("", _("主持机构")), *people]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """When entering, what is agreed needs words and a day."""
        found = super().clean() or {}
        if self.strict and found.get("text") and found.get("due") is None and "due" not in self.errors:
            self.add_error("due", _("请填写期限。"))
        if self.strict and found.get("due") and not found.get("text") and "text" not in self.errors:
            self.add_error("text", _("请写明事项。"))
        return found


FollowUpFormSet = forms.formset_factory(FollowUpForm, extra=1, can_delete=True)
