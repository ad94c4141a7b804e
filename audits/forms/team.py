"""Narrowing the list of audits, and taking somebody into a team."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audits.choices import Kind, Origin, State, TeamRole
from audits.selectors.audits import AuditQuery, units_offered, years_offered
from organisation.models import Person

ANY, CHOOSE = ("", _("全部")), ("", _("请选择"))


class AuditFilterForm(forms.Form):
    """Narrows the list of audits. A value that is none of the choices asks for nothing."""

    q = forms.CharField(
        label=_("姓名或单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    year = forms.TypedChoiceField(label=_("计划年度"), required=False, coerce=int, empty_value=None)
    kind = forms.ChoiceField(label=_("审计类型"), required=False, choices=[ANY, *Kind.choices])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *State.choices])
    origin = forms.ChoiceField(label=_("来源"), required=False, choices=[ANY, *Origin.choices])
    unit = forms.TypedChoiceField(label=_("单位"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """`user` decides which units and years are offered."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        years = years_offered(user, on)
        fields["year"].choices = [ANY, *((year, _("%(year)s年") % {"year": year}) for year in years)]
        units = units_offered(user, on)
        fields["unit"].choices = [ANY, *((unit.pk, unit.name) for unit in units)]
        if len(units) < 2:
            fields["unit"].widget = forms.HiddenInput()

    def query(self) -> AuditQuery:
        """What is asked for."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if name != "q"}
        return AuditQuery(text=self.cleaned_data.get("q", ""), **asked)


class MemberForm(forms.Form):
    """Who joins the team, as what."""

    use_required_attribute = False

    person = forms.ModelChoiceField(
        label=_("成员"), queryset=Person.objects.none(), empty_label=_("请选择"),
        help_text=_("与被审计人有亲属关系，或者曾在其领导下任职的，不能参加。"),
    )  # fmt: skip
    role = forms.ChoiceField(label=_("分工"), choices=[CHOOSE, *TeamRole.choices])

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        """Offer `people`."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["person"].queryset = people
        fields["person"].label_from_instance = lambda one: f"{one.name}（{one.staff_no}）"
