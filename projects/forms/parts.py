"""The form of a part with its bidders, read together and shown together; and of a sum under its contract."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import DayField
from decisions.forms.lists import MoneyField
from finance.choices import METHOD_TITLES, BidStatus
from finance.forms.purchases import CHOOSE, MOST_ROWS, CodeField
from finance.procedure.parties import known
from organisation.models import Person
from projects.choices import PartCategory
from projects.forms.projects import HappenedField, MatterField
from projects.models import Part, Project
from projects.selectors.projects import people_of
from projects.services.parts import PLAIN, BidderLine, PartContent


class PartForm(forms.Form):
    """What is typed of a part; what may not be is decided by the service."""

    use_required_attribute = False

    name = forms.CharField(label=_("标段名称"), max_length=100)
    category = forms.ChoiceField(label=_("类别"), choices=[CHOOSE, *PartCategory.choices])
    estimate = MoneyField(
        label=_("合同估算价（元）"),
        required=False,
        help_text=_("同一项目的同类标段合并计算是否应当招标（N33）。"),
    )
    method_name = forms.ChoiceField(label=_("发包方式"), choices=[CHOOSE, *METHOD_TITLES], required=False)
    exempt = forms.CharField(
        label=_("可以不招标的批准依据"), max_length=200, required=False, help_text=_("没有批准不招标的留空。")
    )
    handler = forms.ModelChoiceField(
        label=_("经办人"), queryset=Person.objects.none(), required=False, empty_label=_("不在名册中")
    )
    documents_on = DayField(label=_("招标文件发出日期"), required=False)
    opened_on = DayField(label=_("投标截止（开标）日期"), required=False)
    publicity_from = DayField(label=_("中标候选人公示开始"), required=False)
    publicity_until = DayField(label=_("中标候选人公示结束"), required=False)
    awarded_on = DayField(label=_("中标通知日期"), required=False)
    supplier = forms.CharField(label=_("中标（承包）单位"), max_length=120, required=False)
    supplier_code = CodeField(label=_("中标单位统一社会信用代码"))
    contract_on = DayField(label=_("合同签订日期"), required=False)
    contract_amount = MoneyField(label=_("合同金额（元）"), required=False)
    started_on = DayField(label=_("开工日期"), required=False)
    accepted_on = DayField(label=_("竣工验收日期"), required=False)
    final_on = DayField(label=_("决算日期"), required=False)
    final_amount = MoneyField(label=_("决算金额（元）"), required=False)
    happened = HappenedField()

    def __init__(self, *args: Any, project: Project, **kwargs: Any) -> None:
        """`project` is whose part it is."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["handler"].queryset = people_of(project.unit)


class BidderForm(forms.Form):
    """One bidder. An empty row counts for nothing."""

    use_required_attribute = False

    supplier = forms.CharField(label=_("投标人"), max_length=120)
    code = CodeField(label=_("统一社会信用代码"))
    amount = MoneyField(label=_("报价（元）"), required=False)
    status = forms.ChoiceField(label=_("状态"), choices=BidStatus.choices, initial=BidStatus.VALID.value)

    def line(self) -> BidderLine:
        """The row as the service takes it."""
        found = self.cleaned_data
        return BidderLine(known(found["supplier"], found["code"]), found["amount"], found["status"])


BidderFormSet: Any = forms.formset_factory(
    BidderForm, extra=3, can_delete=True, max_num=MOST_ROWS, absolute_max=MOST_ROWS
)


class PartEditor:
    """The whole form: unbound it shows the part, or an empty one; bound it reads what was sent, and loses nothing of it."""

    def __init__(self, *, project: Project, part: Part | None = None, data: QueryDict | None = None) -> None:
        """`part` is the row that is changed, None for a new one."""
        self.project, self.part = project, part
        first = _initial_of(part) if part else {}
        self.form = PartForm(data, project=project, initial=first.get("form", {}))
        self.bidders = BidderFormSet(data, prefix="bidders", initial=first.get("bidders"))

    def is_valid(self) -> bool:
        """Whether everything that was sent could be read; each is asked, so that every error is shown."""
        fit = [self.form.is_valid(), self.bidders.is_valid()]
        return all(fit)

    def content(self) -> PartContent:
        """What was sent, as the service takes it."""
        found = self.form.cleaned_data
        name, code = found["supplier"], found["supplier_code"]
        supplier = known(name, code) if name or code else None
        return PartContent({name: found[name] for name in PLAIN}, supplier, tuple(_lines(self.bidders)))

    @property
    def happened(self) -> bool:
        """Whether it is said that what breaks a rule happened all the same."""
        return bool(self.form.cleaned_data["happened"])

    def refuse(self, error: ValidationError) -> None:
        """Show what the service refused at its fields; what belongs to rows, on top of the form."""
        for name, words in error.message_dict.items():
            for one in words:
                self.form.add_error(name if name in self.form.fields else None, one)


def _lines(rows: Any) -> Iterator[BidderLine]:
    for row in rows:
        if (row.has_changed() or row.initial) and not row.cleaned_data.get("DELETE"):
            yield row.line()


def _initial_of(part: Part) -> dict[str, Any]:
    supplier = part.supplier
    form = {name: getattr(part, name) for name in PLAIN if name != "handler"}
    return {
        "form": form
        | {
            "handler": part.handler_id,
            "supplier": supplier.name if supplier else "",
            "supplier_code": supplier.credit_code if supplier else "",
        },
        "bidders": [
            {
                "supplier": one.supplier.name,
                "code": one.supplier.credit_code,
                "amount": one.amount,
                "status": one.status,
            }
            for one in part.bidders.select_related("supplier")
        ],
    }


class SumForm(forms.Form):
    """A change order, an acceptance, or a payment: `kind` as the service names them."""

    use_required_attribute = False

    day = DayField(label=_("日期"))
    direction = forms.ChoiceField(label=_("增减"), choices=[("+", _("增加投资")), ("-", _("减少投资"))])
    amount = MoneyField(label=_("金额（元）"))
    note = forms.CharField(label=_("说明"), max_length=200, required=False)
    matter = MatterField(label=_("依据的集体决策"), help_text=_("达到限额的变更，须先集体决策（L25、L26）。"))
    happened = HappenedField()

    def __init__(self, *args: Any, kind: str, project: Project, user: User, on: date, **kwargs: Any) -> None:
        """Keep what `kind` asks for, in its words."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        if kind == "changes":
            fields["note"].label, fields["note"].required = _("变更原因"), True
            fields["matter"].offer(project.unit, user, on)
            return
        del fields["direction"], fields["matter"]
        if kind == "measures":
            fields["amount"].label = _("累计验收计量金额（元）")
            fields["amount"].help_text = _("到这一天为止验收合格的工程价款合计，不是本次金额。")

    def values(self) -> dict[str, Any]:
        """What was typed, as the service takes it."""
        found = dict(self.cleaned_data)
        sign = -1 if found.pop("direction", "+") == "-" else 1
        return {"matter": None} | found | {"amount": found["amount"] * sign}
