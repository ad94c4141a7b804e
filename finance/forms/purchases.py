"""The form of a purchase with its bids, changes and payments, read together and shown together."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.credit_code import is_valid
from core.forms import DayField
from decisions.forms.lists import MoneyField
from decisions.models import Matter
from finance.checks.thresholds import Thresholds
from finance.choices import METHOD_TITLES, BidStatus, CategoryChoice
from finance.models import Purchase
from finance.procedure.parties import Known, known
from finance.selectors.purchases import handlers_of, matters_offered
from finance.services.purchases import PLAIN, BidLine, ChangeLine, Content, PaymentLine
from organisation.models import Person, Unit

CHOOSE = ("", _("请选择"))
MOST_ROWS = 200


class CodeField(forms.CharField):
    """A unified social credit code; empty where none is known."""

    def __init__(self, **kwargs: Any) -> None:
        """Never required."""
        super().__init__(required=False, max_length=18, **kwargs)

    def clean(self, value: Any) -> str:
        """The code. Raises ValidationError where its check digit is wrong."""
        found = str(super().clean(value)).upper()
        if found and not is_valid(found):
            raise ValidationError(_("统一社会信用代码应为 18 位，且校验位正确。"))
        return found


class PurchaseForm(forms.Form):
    """What is typed of a purchase; what may not be is decided by the service."""

    use_required_attribute = False

    number = forms.CharField(label=_("编号"), max_length=60, help_text=_("本单位的采购编号，不能重复。"))
    title = forms.CharField(label=_("项目名称"), max_length=200)
    category = forms.ChoiceField(label=_("类别"), choices=[CHOOSE, *CategoryChoice.choices])
    method_name = forms.ChoiceField(label=_("采购方式"), choices=[CHOOSE, *METHOD_TITLES])
    item_code = forms.CharField(
        label=_("品目编码"),
        max_length=20,
        required=False,
        help_text=_("《政府采购品目分类目录》的编码，如 A02010105。"),
    )
    budget_item = forms.CharField(label=_("预算项目"), max_length=100, required=False)
    project = forms.CharField(label=_("工程项目"), max_length=100, required=False)
    part_of_works = forms.BooleanField(label=_("与工程建设有关的货物、服务"), required=False)
    method_approved = forms.BooleanField(label=_("已批准采用其他采购方式"), required=False)
    budget_adjusted = forms.BooleanField(label=_("预算已调整"), required=False)
    estimate = MoneyField(label=_("预算金额（元）"))
    ceiling = MoneyField(label=_("最高限价（元）"), required=False)
    documents_on = DayField(label=_("招标（采购）文件发出日期"), required=False)
    documents_until = DayField(label=_("文件提供截止日期"), required=False)
    opened_on = DayField(label=_("投标截止（开标）日期"), required=False)
    reported_on = DayField(label=_("收到评标报告日期"), required=False)
    publicity_from = DayField(label=_("公示开始日期"), required=False)
    publicity_until = DayField(label=_("公示结束日期"), required=False)
    awarded_on = DayField(label=_("中标（成交）通知日期"), required=False)
    award_amount = MoneyField(label=_("中标（成交）金额（元）"), required=False)
    supplier = forms.CharField(label=_("供应商"), max_length=120, required=False)
    supplier_code = CodeField(label=_("供应商统一社会信用代码"))
    contract_on = DayField(label=_("合同签订日期"), required=False)
    contract_amount = MoneyField(label=_("合同金额（元）"), required=False)
    accepted_on = DayField(label=_("验收日期"), required=False)
    handler = forms.ModelChoiceField(
        label=_("经办人"), queryset=Person.objects.none(), required=False, empty_label=_("不在名册中")
    )
    handled_by = forms.CharField(label=_("经办人姓名（不在名册中的）"), max_length=40, required=False)
    matter = forms.ModelChoiceField(
        label=_("依据的决策事项"), queryset=Matter.objects.none(), required=False, empty_label=_("没有")
    )
    cancelled = forms.BooleanField(label=_("采购已终止"), required=False)

    def __init__(self, *args: Any, unit: Unit, user: User, on: date, **kwargs: Any) -> None:
        """`unit` is whose purchase it is."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["handler"].queryset = handlers_of(unit, on)
        offered = list(matters_offered(unit, user, on))
        kept = self.initial.get("matter")
        numbers = [one.pk for one in offered] + ([kept] if kept else [])
        fields["matter"].queryset = Matter.objects.filter(pk__in=numbers).order_by("-proposed_on", "-pk")
        fields["matter"].help_text = _(
            "达到本单位大额资金标准（今日 %(sum)s 元）的，签订合同前须经集体研究（B4、C2）。"
        ) % {"sum": f"{Thresholds([unit.pk]).on(unit.pk, on):,.0f}"}


class BidForm(forms.Form):
    """One bid. An empty row counts for nothing."""

    use_required_attribute = False

    supplier = forms.CharField(label=_("投标人"), max_length=120)
    code = CodeField(label=_("统一社会信用代码"))
    lot = forms.CharField(label=_("标段"), max_length=40, required=False)
    amount = MoneyField(label=_("报价（元）"), required=False)
    status = forms.ChoiceField(label=_("状态"), choices=BidStatus.choices, initial=BidStatus.VALID.value)

    def line(self) -> BidLine:
        """The row as the service takes it."""
        found = self.cleaned_data
        return BidLine(
            known(found["supplier"], found["code"]),
            amount=found["amount"],
            status=found["status"],
            lot=found["lot"],
        )


class ChangeForm(forms.Form):
    """One change of the contract."""

    use_required_attribute = False

    on = DayField(label=_("变更日期"))
    amount = MoneyField(label=_("变更后合同金额（元）"))
    reason = forms.CharField(label=_("变更原因"), max_length=200, required=False)

    def line(self) -> ChangeLine:
        """The row as the service takes it."""
        return ChangeLine(**{name: self.cleaned_data[name] for name in ("on", "amount", "reason")})


class PaymentForm(forms.Form):
    """One payment."""

    use_required_attribute = False

    on = DayField(label=_("付款日期"))
    amount = MoneyField(label=_("付款金额（元）"), required=False)

    def line(self) -> PaymentLine:
        """The row as the service takes it."""
        return PaymentLine(self.cleaned_data["on"], self.cleaned_data["amount"])


def _rows_of(form: type[forms.Form], extra: int) -> Any:
    return forms.formset_factory(
        form, extra=extra, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
    )


BidFormSet, ChangeFormSet, PaymentFormSet = (
    _rows_of(BidForm, 3),
    _rows_of(ChangeForm, 1),
    _rows_of(PaymentForm, 2),
)


class PurchaseEditor:
    """The whole form: unbound it shows the purchase, or an empty one; bound it reads what was sent, and loses nothing of it."""

    def __init__(
        self,
        *,
        unit: Unit,
        user: User,
        on: date,
        purchase: Purchase | None = None,
        data: QueryDict | None = None,
    ) -> None:
        """`purchase` is the row that is changed, None for a new one."""
        self.unit, self.purchase = unit, purchase
        first = initial_of(purchase) if purchase else {}
        self.form = PurchaseForm(data, unit=unit, user=user, on=on, initial=first.get("form", {}))
        self.bids = BidFormSet(data, prefix="bids", initial=first.get("bids"))
        self.changes = ChangeFormSet(data, prefix="changes", initial=first.get("changes"))
        self.payments = PaymentFormSet(data, prefix="payments", initial=first.get("payments"))

    def is_valid(self) -> bool:
        """Whether everything that was sent could be read."""
        # Each is asked, so that every error is shown.
        fit = [part.is_valid() for part in (self.form, self.bids, self.changes, self.payments)]
        return all(fit)

    def content(self) -> Content:
        """What was sent, as the service takes it."""
        found = self.form.cleaned_data
        return Content(
            values={name: found[name] for name in PLAIN},
            supplier=self._supplier(),
            bids=tuple(_lines(self.bids)),
            changes=tuple(_lines(self.changes)),
            payments=tuple(_lines(self.payments)),
        )

    def _supplier(self) -> Known | None:
        found = self.form.cleaned_data
        name, code = found["supplier"], found["supplier_code"]
        return known(name, code) if name or code else None

    def refuse(self, error: ValidationError) -> None:
        """Show what the service refused at its fields; what belongs to rows, on top of the form."""
        for name, words in error.message_dict.items():
            for one in words:
                self.form.add_error(name if name in self.form.fields else None, one)


def _lines(rows: Any) -> Iterator[Any]:
    for row in rows:
        if row.has_changed() and not row.cleaned_data.get("DELETE") or _kept(row):
            yield row.line()


def _kept(row: Any) -> bool:
    """A row that was stored before and is sent as it was."""
    return bool(row.initial) and not row.cleaned_data.get("DELETE")


def initial_of(purchase: Purchase) -> dict[str, Any]:
    """A stored purchase as the form's first values."""
    supplier = purchase.supplier
    form = {name: getattr(purchase, name) for name in PLAIN if name not in {"handler", "matter"}}
    return {
        "form": form
        | {
            "handler": purchase.handler_id,
            "matter": purchase.matter_id,
            "supplier": supplier.name if supplier else "",
            "supplier_code": supplier.credit_code if supplier else "",
        },
        "bids": [
            {
                "supplier": bid.supplier.name,
                "code": bid.supplier.credit_code,
                "lot": bid.lot,
                "amount": bid.amount,
                "status": bid.status,
            }
            for bid in purchase.bids.select_related("supplier")
        ],
        "changes": [
            {"on": one.on, "amount": one.amount, "reason": one.reason} for one in purchase.changes.all()
        ],
        "payments": [{"on": one.on, "amount": one.amount} for one in purchase.payments.all()],
    }
