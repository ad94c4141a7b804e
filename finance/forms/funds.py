"""Forms of uses of funds: what for, who signs, and what the list is narrowed by."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import DayField
from decisions.forms.lists import MoneyField
from decisions.models import Matter
from finance.checks.thresholds import Thresholds
from finance.choices import SIGNER_FIELDS
from finance.models import FundUse
from finance.procedure.parties import known
from finance.selectors.funds import (
    CANCELLED,
    FAULTY,
    MINE,
    PAID,
    WAITING,
    UseQuery,
    items_of,
    spending_matters,
    units_spending,
)
from finance.selectors.paid_for import PaidFor, label_of, named
from finance.services.funds.sheets import UseContent, handles_alone, who_may_sign
from organisation.models import Person, Unit
from rulebook.division import Field
from rulebook.procedures.funds import SIGNERS, Signer, sheet_rule_on
from supervision.forms.exercised import ExercisedForm
from supervision.selectors import holder_of

ANY = ("", _("全部"))
STATES = [
    ANY,
    (MINE, _("待我签字")),
    (WAITING, _("会签中")),
    (PAID, _("已支付")),
    (FAULTY, _("有问题的")),
    (CANCELLED, _("已作废")),
]
YEARS_BACK = 10


def _hidden() -> forms.IntegerField:
    """The number of a row that a link narrows the list to."""
    return forms.IntegerField(required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput)


class FundFilterForm(ExercisedForm):
    """Narrows the list of uses of funds. A value that is none of the choices asks for nothing."""

    q = forms.CharField(
        label=_("收款人、用途、单号或单位"), required=False, max_length=40, widget=forms.TextInput(attrs={"type": "search"})
    )  # fmt: skip
    unit = forms.TypedChoiceField(label=_("单位"), required=False, coerce=int, empty_value=None)
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=STATES)
    matter, purchase, part = _hidden(), _hidden(), _hidden()

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """`user` decides which units, `on` which years are offered."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        units = units_spending(user, on)
        fields["unit"].choices = [ANY, *((unit.pk, unit.name) for unit in units)]
        years = range(on.year, on.year - YEARS_BACK, -1)
        fields["year"].choices = [ANY, *((year, _("%(year)s年") % {"year": year}) for year in years)]
        if len(units) < 2:
            fields["unit"] = forms.IntegerField(
                required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
            )

    def query(self) -> UseQuery:
        """What is asked for."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if name != "q"}
        return UseQuery(text=self.cleaned_data.get("q", ""), **asked)


class UseForm(forms.Form):
    """What a use of funds is for; what may not be is decided by the service."""

    use_required_attribute = False

    purpose = forms.CharField(label=_("用途"), max_length=200)
    payee = forms.CharField(label=_("收款人"), max_length=120)
    amount = MoneyField(label=_("金额（元）"))
    budget_item = forms.CharField(label=_("预算项目"), max_length=100)
    matter = forms.ModelChoiceField(
        label=_("依据的决策事项"), queryset=Matter.objects.none(), required=False, empty_label=_("没有")
    )

    pays = forms.CharField(
        label=_("支付的采购或标段"), required=False, max_length=310,
        help_text=_("填写本单位采购的编号，或者“工程项目编号/标段名称”；不属于采购和工程的不填。"),
    )  # fmt: skip

    def __init__(
        self, *args: Any, unit: Unit, user: User, on: date, use: FundUse | None = None, **kwargs: Any
    ) -> None:
        """`use` is the sheet that is changed, None for a new one."""
        if use is not None:
            kwargs["initial"] = {
                "purpose": use.purpose, "payee": use.payee.name, "amount": use.amount, "budget_item": use.budget_item,
                "matter": use.matter_id, "pays": label_of(use),
            }  # fmt: skip
        super().__init__(*args, **kwargs)
        self._unit = unit
        fields: Any = self.fields
        fields["pays"].widget.attrs |= _suggesting(unit)
        kept = [use.matter_id] if use is not None and use.matter_id is not None else []
        offered = [one.pk for one in spending_matters(unit, user, on)] + kept
        fields["matter"].queryset = Matter.objects.filter(pk__in=offered).order_by("-proposed_on", "-pk")
        fields["matter"].help_text = _(
            "达到本单位大额资金标准（今日 %(sum)s 元）的，须先经集体研究（B3、C2）。"
        ) % {"sum": f"{Thresholds([unit.pk]).on(unit.pk, on):,.0f}"}
        items = items_of(unit, on.year)
        if items:
            fields["budget_item"].help_text = _("本年度预算项目：%(items)s") % {"items": "、".join(items)}

    def clean_pays(self) -> PaidFor:
        """What is paid for. Raises ValidationError where the unit has no such purchase or part."""
        given = self.cleaned_data["pays"]
        found = named(self._unit, given) if given else PaidFor()
        if found is None:
            raise ValidationError(_("本单位没有编号为“%(given)s”的采购或者标段。") % {"given": given})
        return found

    def content(self) -> UseContent:
        """What was typed, as the service takes it."""
        found = self.cleaned_data
        return UseContent(
            purpose=found["purpose"], payee=known(found["payee"]), amount=found["amount"],
            budget_item=found["budget_item"], matter=found["matter"], pays=found["pays"],
        )  # fmt: skip


def _suggesting(unit: Unit) -> dict[str, str]:
    """What lets a browser propose the unit's purchases and parts while the user types; without scripts the number is typed."""
    return {
        "list": "payables", "autocomplete": "off", "hx-get": f"{reverse('fund-payables')}?unit={unit.pk}",
        "hx-trigger": "focus once, input changed delay:300ms", "hx-target": "#payables", "hx-swap": "innerHTML",
    }  # fmt: skip


class SignersForm(forms.Form):
    """Who signs: one field for each place the sum asks for; proposed are those named already, the deputy in charge and the only head."""

    use_required_attribute = False

    def __init__(self, *args: Any, use: FundUse, user: User, on: date, **kwargs: Any) -> None:
        """`use` is the sheet; `user` who fills it, as its handler where they do not enter the unit's funds."""
        super().__init__(*args, **kwargs)
        offered = who_may_sign(use.unit, on)
        if user.person is not None and handles_alone(use.unit, user, on):
            offered[Signer.HANDLER] = [user.person]
        for signer in sheet_rule_on(use.happened_on).required(use.amount):
            people = offered[signer]
            self.fields[signer.value] = forms.ModelChoiceField(
                label=_(SIGNERS[signer]),
                queryset=Person.objects.filter(pk__in=[one.pk for one in people]).order_by("name", "pk"),
                required=False,
                empty_label=_("请选择"),
                initial=getattr(use, f"{signer}_id") or _proposed(use, signer, people, on),
                help_text=_("由您本人经办。") if [user.person] == people else "",
            )

    def signers(self) -> dict[Signer, Person]:
        """Who was chosen, by place."""
        chosen = ((name, self.cleaned_data.get(name)) for name in SIGNER_FIELDS)
        return {Signer(name): person for name, person in chosen if person is not None}


def _proposed(use: FundUse, signer: Signer, people: list[Person], on: date) -> int | None:
    if signer == Signer.DEPUTY:
        holder = holder_of(use.unit_id, Field.FINANCE, on)
        return holder.pk if holder in people and holder is not None else None
    return people[0].pk if signer == Signer.HEAD and len(people) == 1 else None


class PayForm(forms.Form):
    """When it was paid."""

    use_required_attribute = False
    paid_on = DayField(label=_("支付日期"))
