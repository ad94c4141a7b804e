"""Forms of gifts and declarations."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from integrity.choices import EVENT_CHOICES, GIVER_CHOICES
from integrity.selectors.declarations import DeclarationQuery
from integrity.selectors.gifts import GiftQuery
from integrity.services.gifts import Received
from organisation.models import Unit
from rulebook.procedures.integrity import EVENTS, GIFT_MONTHS
from supervision.forms.exercised import ExercisedInUnitForm

ANY = ("", _("全部"))
CHOOSE = ("", _("请选择"))
YEARS_BACK = 10
SEARCH = {"type": "search", "placeholder": _("可用拼音首字母")}


def _years(on: date) -> list[Any]:
    return [ANY, *((year, str(year)) for year in range(on.year, on.year - YEARS_BACK, -1))]


class GiftFilterForm(ExercisedInUnitForm):
    """Narrows the list of gifts."""

    q = forms.CharField(label=_("姓名"), required=False, max_length=40, widget=forms.TextInput(attrs=SEARCH))
    handed_in = forms.ChoiceField(
        label=_("上交"), required=False, choices=[ANY, ("yes", _("已上交")), ("no", _("未上交"))]
    )
    year = forms.TypedChoiceField(label=_("收受年度"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Offer the years through `on`."""
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = _years(on)  # type: ignore[attr-defined]

    def query(self) -> GiftQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return GiftQuery(
            text=given.get("q") or "",
            handed_in=given.get("handed_in") or "",
            year=given.get("year"),
            unit=given.get("unit"),
            exercised=given.get("exercised"),
        )


class GiftForm(forms.Form):
    """What a head received; of the giver the kind alone."""

    use_required_attribute = False

    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.none(), empty_label=None)
    item = forms.CharField(label=_("礼品、礼金名称"), max_length=100)
    value = forms.DecimalField(
        label=_("价值（元）"), min_value=0, max_digits=12, decimal_places=2, help_text=_("礼品按市价估计。")
    )
    giver = forms.ChoiceField(
        label=_("送礼人类别"), choices=[CHOOSE, *GIVER_CHOICES], help_text=_("不登记送礼人姓名。")
    )
    received_on = DayField(label=_("收受日期"))
    back_on = DayField(
        label=_("自外地返回单位日期"), required=False, help_text=_("在外地收受的填写，期限从这一天起算。")
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Offer the units the user heads."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units.order_by("pk")  # type: ignore[attr-defined]
        self.fields["received_on"].help_text = _("应在 %(n)s 个月内登记上交（L28）。") % {
            "n": GIFT_MONTHS.value
        }

    def received(self) -> Received:
        """The gift as the service takes it."""
        return Received(**self.cleaned_data)


class ReceiveForm(forms.Form):
    """Takes a gift in."""

    use_required_attribute = False

    handed_in_on = DayField(label=_("上交日期"))
    receipt = forms.CharField(label=_("收据编号"), max_length=40)


class DeclarationFilterForm(forms.Form):
    """Narrows the list of declarations."""

    q = forms.CharField(label=_("姓名"), required=False, max_length=40, widget=forms.TextInput(attrs=SEARCH))
    event = forms.ChoiceField(label=_("事项"), required=False, choices=[ANY, *EVENT_CHOICES])
    year = forms.TypedChoiceField(label=_("报告年度"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Offer the years through `on`."""
        super().__init__(*args, **kwargs)
        self.fields["year"].choices = _years(on)  # type: ignore[attr-defined]

    def query(self) -> DeclarationQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return DeclarationQuery(given.get("q") or "", given.get("event") or "", given.get("year"))


class DeclarationForm(forms.Form):
    """Declares a change. Words are kept of the kinds that ask for them alone."""

    use_required_attribute = False

    event = forms.ChoiceField(label=_("事项"), choices=[CHOOSE, *EVENT_CHOICES])
    happened_on = DayField(label=_("发生日期"))
    words = forms.CharField(label=_("情况"), max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Say of which kinds words are asked."""
        super().__init__(*args, **kwargs)
        asked = "；".join(f"{_(rule.title)}：{_(rule.words)}" for rule in EVENTS.values() if rule.words)
        words = _(
            "只有以下事项填写，其他事项填写的内容不保存。%(asked)s。完整报告表交组织部门，不在本系统保存。"
        )
        self.fields["words"].help_text = words % {"asked": asked}
