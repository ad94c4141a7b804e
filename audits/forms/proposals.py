"""Narrowing the list of proposals, and proposing an audit by hand."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audits.choices import TRIGGER_CHOICES, Kind, ProposalState
from audits.forms.team import ANY, CHOOSE
from audits.policies import offered_triggers, proposable_people
from audits.selectors.proposals import ProposalQuery
from audits.services.proposals import Content
from core.forms import DayField
from organisation.models import Person


class ProposalFilterForm(forms.Form):
    """Narrows the list of proposals. A value that is none of the choices asks for nothing."""

    q = forms.CharField(
        label=_("姓名或单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *ProposalState.choices])
    trigger = forms.ChoiceField(label=_("立项事由"), required=False, choices=[ANY, *TRIGGER_CHOICES])
    due = DayField(label=_("期限不晚于"), required=False)

    def query(self) -> ProposalQuery:
        """What is asked for."""
        self.is_valid()
        asked = {name: self.cleaned_data.get(name) for name in ("state", "trigger")}
        return ProposalQuery(
            state=asked["state"] or "",
            trigger=asked["trigger"] or "",
            due=self.cleaned_data.get("due"),
            text=self.cleaned_data.get("q", ""),
        )


class ProposalForm(forms.Form):
    """An audit proposed by hand."""

    use_required_attribute = False

    person = forms.ModelChoiceField(
        label=_("一把手"), queryset=Person.objects.none(), empty_label=_("请选择")
    )
    trigger = forms.ChoiceField(
        label=_("立项事由"), help_text=_("任满五年、离任和任前考察的，每晚自动提出，不需要登记。")
    )
    kind = forms.ChoiceField(
        label=_("审计类型"), choices=[CHOOSE, *(one for one in Kind.choices if one[0] != Kind.LEAVING)]
    )
    due = DayField(label=_("完成期限"))
    words = forms.CharField(label=_("情况和理由"), max_length=2000, widget=forms.Textarea)

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """Offer what `user` may propose, and of whom."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        triggers = offered_triggers(user, on)
        titles = dict(TRIGGER_CHOICES)
        fields["trigger"].choices = [CHOOSE, *((trigger, titles[trigger]) for trigger in triggers)]
        people = [proposable_people(user, on, trigger).values("pk") for trigger in triggers]
        among = Q(pk__in=people[0]) if people else Q(pk=None)
        for more in people[1:]:
            among |= Q(pk__in=more)
        found = Person.objects.filter(among).order_by("staff_no")
        fields["person"].queryset = found
        fields["person"].label_from_instance = lambda one: f"{one.name}（{one.staff_no}）"

    def content(self) -> Content:
        """What was typed, as the service takes it."""
        return Content(**self.cleaned_data)
