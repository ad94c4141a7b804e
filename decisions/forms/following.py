"""The forms on which is noted what becomes of a resolution."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import DayField
from decisions.choices import CARRIED_OUT, ExecutionKind
from decisions.forms.lists import MoneyField
from decisions.models import Matter
from decisions.selectors.following import covering_matters, people_of
from organisation.models import Person

KINDS = [("", _("请选择")), *((kind.value, kind.label) for kind in CARRIED_OUT)]


def _long(label: Any, missing: Any, **kwargs: Any) -> forms.CharField:
    """A text of a few lines, as much as an entry holds."""
    said = {"required": missing, "max_length": _("最多 500 字。")}
    return forms.CharField(label=label, max_length=500, widget=forms.Textarea, error_messages=said, **kwargs)


class TaskForm(forms.Form):
    """A task for somebody of the unit."""

    use_required_attribute = False

    text = _long(_("任务内容"), _("请写明任务内容。"))
    owner = forms.ModelChoiceField(
        label=_("责任人"),
        queryset=Person.objects.none(),
        empty_label=_("请选择"),
        error_messages={
            "required": _("请选择责任人。"),
            "invalid_choice": _("责任人须是本单位在岗人员。"),
        },
    )
    due = DayField(label=_("期限"))

    def __init__(self, *args: Any, matter: Matter, on: date, **kwargs: Any) -> None:
        """`matter` says whose people are offered."""
        super().__init__(*args, **kwargs)
        self.fields["owner"].queryset = people_of(matter.unit, on)  # type: ignore[attr-defined]


class ProgressForm(forms.Form):
    """How a task goes."""

    use_required_attribute = False

    day = DayField(label=_("日期"))
    text = _long(_("进展"), _("请写明进展。"))


class DoneForm(forms.Form):
    """That a task is done."""

    use_required_attribute = False

    done_on = DayField(label=_("完成日期"))
    result = _long(_("完成情况"), _("请写明完成情况。"))


class SupervisionForm(forms.Form):
    """The head's own entry."""

    use_required_attribute = False

    day = DayField(label=_("督办日期"))
    text = _long(_("督办情况"), _("请写明督办情况。"))


class CarryingOutForm(forms.Form):
    """A payment, contract, appointment or change."""

    use_required_attribute = False

    kind = forms.ChoiceField(
        label=_("类别"), choices=KINDS, error_messages={"required": _("请选择付款、合同、任职或者变更。")}
    )
    day = DayField(label=_("日期"))
    text = _long(_("内容"), _("请写明内容。"))
    amount = MoneyField(label=_("金额（元）"), required=False, help_text=_("付款和合同必填。"))
    departs = forms.BooleanField(label=_("与决议不一致"), required=False)
    by_decision = forms.ModelChoiceField(
        label=_("依据的新决议事项"),
        queryset=Matter.objects.none(),
        required=False,
        empty_label=_("没有"),
        help_text=_("执行与决议不一致的，须先经新的集体研究；没有新决议的，将列为问题（C10）。"),
        error_messages={"invalid_choice": _("须是本单位其后作出、变更本决议的事项。")},
    )

    def __init__(self, *args: Any, matter: Matter, user: User, on: date, **kwargs: Any) -> None:
        """`matter` says which later decisions may cover a departure."""
        super().__init__(*args, **kwargs)
        _offer(self.fields["by_decision"], user, matter, on)

    def clean(self) -> dict[str, Any]:
        """A sum is asked for where money moves."""
        found = super().clean() or {}
        needs = found.get("kind") in {ExecutionKind.PAYMENT, ExecutionKind.CONTRACT}
        if needs and found.get("amount") is None and "amount" not in self.errors:
            self.add_error("amount", _("付款和合同须填写金额。"))
        return found


class CoverForm(forms.Form):
    """The later decision that covers a departure."""

    use_required_attribute = False

    by_decision = forms.ModelChoiceField(
        label=_("依据的新决议事项"),
        queryset=Matter.objects.none(),
        empty_label=_("请选择"),
        error_messages={
            "required": _("请选择依据的新决议事项。"),
            "invalid_choice": _("须是本单位其后作出、变更本决议的事项。"),
        },
    )

    def __init__(self, *args: Any, matter: Matter, user: User, on: date, **kwargs: Any) -> None:
        """`matter` says which later decisions may cover a departure."""
        super().__init__(*args, **kwargs)
        _offer(self.fields["by_decision"], user, matter, on)


def _offer(field: Any, user: User, matter: Matter, on: date) -> None:
    """Offer the later matters that change `matter`."""
    found = covering_matters(user, matter, on).values_list("pk", flat=True)
    field.queryset = Matter.objects.filter(pk__in=list(found))
    field.label_from_instance = lambda one: f"{one.number} {one.title}"
