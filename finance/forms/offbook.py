"""Forms of self-checks and of off-book money."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from decisions.forms.lists import MoneyField
from finance.choices import Discovery
from finance.models import SelfCheck
from finance.models.offbook import SIGNS
from finance.services.funds.offbook import Discovered, who_signs_check
from organisation.models import Person, Unit

ANY = ("", _("全部"))
TITLES = {"finance": _("财务人员"), "discipline": _("纪检委员"), "head": _("主要负责人")}
YEARS_BACK = 10


class SelfCheckFilterForm(forms.Form):
    """Narrows the list of self-checks."""

    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[ANY, ("open", _("未完成")), ("late", _("逾期")), ("done", _("已完成"))],
    )  # fmt: skip

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """`on` decides which years are offered."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        years = range(on.year, on.year - YEARS_BACK, -1)
        fields["year"].choices = [ANY, *((year, _("%(year)s年") % {"year": year}) for year in years)]


class OffBookFilterForm(forms.Form):
    """Narrows the list of off-book money."""

    state = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[ANY, ("open", _("清理中")), ("late", _("逾期")), ("closed", _("已办结"))],
    )  # fmt: skip


class SelfCheckForm(forms.Form):
    """What a self-check came to, and who signs it."""

    use_required_attribute = False
    none_found = forms.TypedChoiceField(
        label=_("自查结论"), required=False, coerce=lambda value: value == "yes", empty_value=None,
        choices=[("yes", _("没有账外账、“小金库”")), ("no", _("有，另行申报"))], widget=forms.RadioSelect,
    )  # fmt: skip
    words = forms.CharField(
        label=_("自查情况"),
        required=False,
        widget=forms.Textarea,
        help_text=_("写明查了哪些账户、票据和往来。"),
    )

    def __init__(self, *args: Any, check: SelfCheck, on: date, **kwargs: Any) -> None:
        """`check` is the self-check."""
        stated = {None: "", True: "yes", False: "no"}[check.none_found]
        first = {sign: getattr(check, f"{sign}_id") for sign in SIGNS}
        kwargs["initial"] = {"none_found": stated, "words": check.words} | first
        super().__init__(*args, **kwargs)
        for sign in SIGNS:
            self.fields[sign] = forms.ModelChoiceField(
                label=TITLES[sign],
                queryset=who_signs_check(check.unit, sign, on),
                required=False,
                empty_label=_("请选择"),
            )

    def signers(self) -> dict[str, Person | None]:
        """Who was chosen."""
        return {sign: self.cleaned_data[sign] for sign in SIGNS}


class OffBookForm(forms.Form):
    """Off-book money as typed."""

    use_required_attribute = False
    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.none(), empty_label=_("请选择"))
    title = forms.CharField(label=_("账户或资金"), max_length=100)
    how = forms.ChoiceField(label=_("来源"), choices=[("", _("请选择")), *Discovery.choices])
    year = forms.IntegerField(label=_("所属年度"), min_value=2000, max_value=2100)
    found_on = DayField(label=_("发现日期"))
    amount = MoneyField(label=_("查实金额（元）"))
    words = forms.CharField(label=_("情况"), widget=forms.Textarea)

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """`units` are those of which the user may record it."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].queryset = units.order_by("name", "pk")

    def content(self) -> Discovered:
        """What was typed, as the service takes it."""
        return Discovered(**{name: value for name, value in self.cleaned_data.items() if name != "unit"})


class StepForm(forms.Form):
    """What was done about off-book money."""

    use_required_attribute = False
    day = DayField(label=_("日期"))
    words = forms.CharField(label=_("采取的措施"), widget=forms.Textarea(attrs={"rows": 3}))
    amount = MoneyField(label=_("收回金额（元）"), required=False)
