"""Forms of a year's budget and its adjustments."""

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from decisions.forms.lists import MoneyField
from decisions.models import Matter
from finance.models import Budget, BudgetItem
from finance.selectors.funds import spending_matters
from organisation.models import Unit

MOST_ITEMS = 200


def _matters(unit: Unit, user: User, on: date, kept: int | None = None) -> Any:
    offered = [one.pk for one in spending_matters(unit, user, on)] + ([kept] if kept else [])
    return Matter.objects.filter(pk__in=offered).order_by("-proposed_on", "-pk")


class BudgetForm(forms.Form):
    """Of which year, and by which decision."""

    use_required_attribute = False
    year = forms.IntegerField(label=_("年度"), min_value=2000, max_value=2100)
    matter = forms.ModelChoiceField(
        label=_("批准预算的决策事项"), queryset=Matter.objects.none(), required=False, empty_label=_("没有")
    )

    def __init__(
        self, *args: Any, unit: Unit, user: User, on: date, budget: Budget | None = None, **kwargs: Any
    ) -> None:
        """`budget` is the one that is changed; its year stays."""
        kwargs["initial"] = {
            "year": budget.year if budget else on.year,
            "matter": budget.matter_id if budget else None,
        }
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["matter"].queryset = _matters(unit, user, on, budget.matter_id if budget else None)
        fields["year"].disabled = budget is not None


class ItemForm(forms.Form):
    """One item of the budget. An empty row counts for nothing."""

    use_required_attribute = False
    name = forms.CharField(label=_("预算项目"), max_length=100)
    amount = MoneyField(label=_("预算金额（元）"))


ItemFormSet: Any = forms.formset_factory(
    ItemForm, extra=4, can_delete=True, max_num=MOST_ITEMS, absolute_max=MOST_ITEMS
)


def lines_of(rows: Any) -> list[tuple[str, Decimal]]:
    """The rows that count, as the service takes them."""
    found = []
    for row in rows:
        if (row.has_changed() or row.initial) and not row.cleaned_data.get("DELETE"):
            found.append((row.cleaned_data["name"], row.cleaned_data["amount"]))
    return found


class AdjustForm(forms.Form):
    """An adjustment of one item."""

    use_required_attribute = False
    item = forms.ModelChoiceField(
        label=_("预算项目"), queryset=BudgetItem.objects.none(), empty_label=_("请选择")
    )
    amount = forms.DecimalField(
        label=_("增减金额（元）"), max_digits=15, decimal_places=2, widget=forms.TextInput(attrs={"inputmode": "decimal"}),
        help_text=_("减少的填负数。"), error_messages={"invalid": _("请填写金额，单位为元，如 -3000.00。")},
    )  # fmt: skip
    reason = forms.CharField(label=_("调整理由"), max_length=200)
    matter = forms.ModelChoiceField(
        label=_("批准调整的决策事项"), queryset=Matter.objects.none(), required=False, empty_label=_("没有")
    )

    def __init__(self, *args: Any, budget: Budget, user: User, on: date, **kwargs: Any) -> None:
        """`budget` is the one that is adjusted."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["item"].queryset = budget.items.all()
        fields["matter"].queryset = _matters(budget.unit, user, on)
