"""What the list of findings can be narrowed by, the head's answer, the body's assessment."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from desk.forms.lists import ANY, ListForm, period_name, periods
from desk.selectors.findings import FindingQuery
from rulebook.clauses import CLAUSES
from rulebook.findings import CODES
from rulebook.powers import POWERS
from rulebook.procedures.decisions import MatterCategory
from supervision.choices import SEVERITIES, Closure, FindingState

YEARS_BACK = 5
WHOSE = [("", _("全部可见")), ("own", _("由我答复的")), ("assess", _("由我（本机构）评议的"))]
STATES = [
    ("", _("全部")),
    ("unsettled", _("未了结")),
    *FindingState.choices,
    ("late", _("逾期未答复")),
    *Closure.choices,
    ("standing", _("未消除（含已评议）")),
]


def clause_choices() -> list[tuple[str, str]]:
    """The clauses by which something can be found."""
    return [
        (clause, f"{clause} {CLAUSES[clause].title}")
        for clause in dict.fromkeys(r.clause for r in CODES.values())
    ]


def code_choices() -> list[tuple[str, str]]:
    """What can be found, clause by clause."""
    return [(rule.code, f"{rule.clause} {_(rule.title)}") for rule in CODES.values()]


class FindingFilterForm(ListForm):
    """Narrows the list of findings."""

    q = forms.CharField(
        label=_("事项、姓名或单位"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": _("事项、说明、姓名或单位"), "type": "search"}),
    )
    state = forms.ChoiceField(label=_("状态"), required=False, choices=STATES)
    clause = forms.ChoiceField(label=_("条款"), required=False)
    code = forms.ChoiceField(label=_("情形"), required=False)
    severity = forms.ChoiceField(label=_("程度"), required=False, choices=[ANY, *SEVERITIES])
    category = forms.ChoiceField(
        label=_("事项类别"),
        required=False,
        choices=[ANY, *((item.value, _(item.value)) for item in MatterCategory)],
    )
    year = forms.TypedChoiceField(label=_("发现年度"), required=False, coerce=int, empty_value=None)
    period = forms.ChoiceField(label=_("事项提出期间"), required=False)
    whose = forms.ChoiceField(label=_("范围"), required=False, choices=WHOSE)
    power = forms.ChoiceField(label=_("权力"), required=False)
    unit = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    head = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """`on` decides which years and periods are offered."""
        super().__init__(*args, **kwargs)
        self.periods = periods(on)
        years = range(on.year, on.year - YEARS_BACK - 1, -1)
        choices: dict[str, list[tuple[str, Any]]] = {
            "power": [(clause, f"{clause} {CLAUSES[clause].title}") for clause in POWERS],
            "clause": clause_choices(),
            "code": code_choices(),
            "year": [(str(year), _("%(year)s年") % {"year": year}) for year in years],
            "period": [(key, period_name(key)) for key in self.periods],
        }
        for name, offered in choices.items():
            self.fields[name].choices = [ANY, *offered]  # type: ignore[attr-defined]

    def query(self) -> FindingQuery:
        """What the list is asked for."""
        asked = self.asked
        asked["period"] = self.periods.get(asked.get("period", ""))
        return FindingQuery(**asked)


class AnswerForm(forms.Form):
    """What the head says to a finding."""

    words = forms.CharField(
        label=_("情况和理由"),
        max_length=5000,
        widget=forms.Textarea,
        help_text=_("写明实际情况、原因和整改措施。监督机构评议前可以修改。"),
        error_messages={"required": _("请写明情况和理由。")},
    )


class AssessmentForm(forms.Form):
    """How the body judges a finding, and why."""

    closure = forms.ChoiceField(
        label=_("评议结论"),
        choices=[(one.value, one.label) for one in (Closure.EXPLAINED, Closure.UPHELD)],
        widget=forms.RadioSelect,
        error_messages={
            "required": _("请选择说明成立，或者问题成立。"),
            "invalid_choice": _("请选择说明成立，或者问题成立。"),
        },
    )
    words = forms.CharField(
        label=_("理由和处理情况"),
        max_length=5000,
        widget=forms.Textarea,
        error_messages={"required": _("请写明理由和处理情况。")},
    )
