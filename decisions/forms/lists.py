"""Forms of a unit's list of matters and its large-sum threshold."""

import re
from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from decisions.choices import CATEGORIES, FRACTION_CHOICES, BaseChoice
from decisions.models import ListedMatter
from decisions.services.lists import ListedRow
from rulebook.procedures.decisions import MatterCategory

BY_BYLAW = ("", _("默认（按本单位制度）"))
BETWEEN = re.compile(r"[、，,；;\n]+")
LONGEST_MEETING = 30


class MoneyField(forms.DecimalField):
    """A sum in yuan with at most two decimals; commas are read over."""

    def __init__(self, **kwargs: Any) -> None:
        """Never below zero; says in Chinese what cannot be read."""
        super().__init__(max_digits=15, decimal_places=2, min_value=0, **kwargs)
        self.widget = forms.TextInput(attrs={"inputmode": "decimal"})
        self.error_messages["invalid"] = _("请填写金额，单位为元，如 120000.00。")

    def to_python(self, value: Any) -> Any:
        """Read the sum; 12,000 and 12，000 are twelve thousand."""
        return super().to_python(re.sub("[,，\\s元]", "", value) if isinstance(value, str) else value)


class MeetingsField(forms.CharField):
    """Meetings a matter must pass through, in order, as names separated by 、."""

    def clean(self, value: Any) -> list[str]:
        """The names. Raises ValidationError for one that is too long or comes twice."""
        names = [name.strip() for name in BETWEEN.split(super().clean(value)) if name.strip()]
        for name in names:
            if len(name) > LONGEST_MEETING:
                raise ValidationError(_("会议名称“%(name)s”太长。"), params={"name": name})
        if len(set(names)) < len(names):
            raise ValidationError(_("同一会议不能出现两次。"))
        return names

    def prepare_value(self, value: Any) -> Any:
        """Show stored names as typed."""
        return "、".join(value) if isinstance(value, list | tuple) else value


class ListRowForm(forms.Form):
    """One kind of matter. An empty row counts for nothing."""

    use_required_attribute = False

    code = forms.CharField(label=_("编码"), max_length=20)
    name = forms.CharField(label=_("事项名称"), max_length=100)
    category = forms.ChoiceField(label=_("类别"), choices=CATEGORIES, initial=MatterCategory.POLICY.value)
    meetings = MeetingsField(label=_("决策会议（按次序）"), max_length=300)
    vote_base = forms.ChoiceField(
        label=_("计票基数"), required=False, choices=[BY_BYLAW, *BaseChoice.choices]
    )
    vote_fraction = forms.ChoiceField(
        label=_("须超过"), required=False, choices=[BY_BYLAW, *FRACTION_CHOICES]
    )
    vote_other = forms.CharField(
        label=_("其他表决要求"),
        max_length=200,
        required=False,
        help_text=_("除多数赞成外还须满足的，如“须上级主管部门同意”；结束会议时由会议秘书说明是否满足。"),
    )
    needs_legality = forms.BooleanField(label=_("须合法性审查"), required=False)
    secret_ballot = forms.BooleanField(label=_("无记名投票"), required=False)
    threshold = MoneyField(label=_("金额标准（元）"), required=False)
    note = forms.CharField(label=_("备注"), max_length=200, required=False)

    def clean(self) -> dict[str, Any]:
        """Base and fraction are said together, or both left to the unit's bylaw."""
        found = super().clean() or {}
        if bool(found.get("vote_base")) != bool(found.get("vote_fraction")):
            name = "vote_fraction" if found.get("vote_base") else "vote_base"
            self.add_error(name, _("计票基数和须超过的比例请都选择，或者都选“默认”。"))
        if found.get("vote_other") and found.get("category") == MatterCategory.PERSONNEL:
            self.add_error("vote_other", _("人事任免按规定逐人表决（N9），不另设其他表决要求。"))
        return found

    def row(self) -> ListedRow:
        """The row as the service takes it."""
        found = {name: value for name, value in self.cleaned_data.items() if name != "DELETE"}
        return ListedRow(**found)


ListRowFormSet = forms.formset_factory(ListRowForm, extra=3, can_delete=True)
SHOWN = list(ListRowForm.base_fields)  # the form's fields are those of the table


def first_rows(matters: Iterable[ListedMatter]) -> list[dict[str, Any]]:
    """Stored rows as the formset's initial values."""
    return [{name: getattr(matter, name) for name in SHOWN} for matter in matters]


class AdoptForm(forms.Form):
    """By what a list was adopted; the service decides the rest."""

    use_required_attribute = False

    adopted_on = DayField(label=_("通过日期"))
    adopted_by = forms.CharField(label=_("通过的会议或文号"), max_length=200)


class ThresholdForm(forms.Form):
    """A new large-sum threshold; the service decides whether it may hold."""

    use_required_attribute = False

    amount = MoneyField(label=_("大额资金标准（元）"))
    since = DayField(label=_("自何日起"))
    basis = forms.CharField(label=_("依据（会议或文号）"), max_length=200)


LISTED = (("", _("全部")), ("yes", _("已通过清单")), ("no", _("还没有通过清单")))


class NamedUnitForm(forms.Form):
    """Finds a unit by name."""

    q = forms.CharField(
        label=_("单位"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )

    def asked(self, name: str) -> str:
        """What was asked for; a wrong value counts as not asked."""
        self.is_valid()
        return str(self.cleaned_data.get(name) or "")


class UnitSearchForm(NamedUnitForm):
    """Finds a unit by name, and by whether it decides by a list of its own."""

    listed = forms.ChoiceField(label=_("三重一大事项清单"), required=False, choices=LISTED)
