"""What the lists can be narrowed by. Every field is optional; a value that is none of the choices is named in Chinese."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.periods import Period, quarter_of, quarters_between, year_of
from core.templatetags.wording import period_label
from desk.selectors.duties import DutyQuery
from organisation.choices import CATEGORIES
from rulebook.duties import DUTIES, LINKED_LEADER, MANAGING_COMMITTEE
from rulebook.establishment import NAMES, Function
from supervision.choices import DutyState

QUARTERS_BACK = 12
ANY = ("", _("全部"))
WHOSE = [
    ("", _("全部可见")),
    ("acting", _("应由我（本机构）承办")),
    ("escalated", _("逾期上报到我（本机构）")),
    ("own", _("要求我办的")),
]
STATES = [
    ("", _("全部")),
    ("open", _("未办结")),
    ("week", _("本周到期")),
    *((state.value, state.label) for state in DutyState),
    ("ahead", _("未办结且未逾期")),
    ("ontime", _("按期完成")),
    ("late", _("逾期后补办")),
    ("owed", _("应办（不含免予、取消）")),
]
SORTS = [("due", _("期限从近到远")), ("-due", _("期限从远到近")), ("unit", _("按单位"))]
DIVISIONS = [ANY, ("wrong", _("分工不合规定"))]
POSTS = [("", _("一把手")), ("section", _("内设机构负责人"))]


def kind_choices() -> list[tuple[str, str]]:
    """Kinds of duty with their clause."""
    return [(rule.kind, f"{_(rule.title)}（{rule.clause}）") for rule in DUTIES]


def body_choices() -> list[tuple[str, str]]:
    """The bodies the calendar names, as the rulebook names them."""
    named = {who for rule in DUTIES for who in (*rule.by, *rule.by_department)} | {Function.COUNTY_COMMITTEE}
    functions = [(function.value, str(_(NAMES[function]))) for function in Function if function in named]
    others = [(MANAGING_COMMITTEE, str(_("主管部门"))), (LINKED_LEADER, str(_("分管联系县领导")))]
    return [*functions, *others]


def periods(on: date) -> dict[str, Period]:
    """Quarters and years that can be asked for on `on`, newest first, by key."""
    first = date(on.year - QUARTERS_BACK // 4, 1, 1)
    last = date(on.year, 12, 31)
    quarters = [p for p in quarters_between(first, last) if p.starts <= quarter_of(on).ends]
    years = [year_of(date(year, 1, 1)) for year in range(on.year, first.year - 1, -1)]
    return {period.key: period for period in (*reversed(quarters), *years)}


def period_name(key: str) -> str:
    """`2026Q4` → 2026年第四季度, `2026` → 2026年全年."""
    return period_label(key) if "Q" in key else str(_("%(year)s年全年") % {"year": key})


class ListForm(forms.Form):
    """What all lists share: the search box, and no asterisks."""

    q = forms.CharField(
        label=_("姓名或单位"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": _("姓名、单位，可用拼音首字母"), "type": "search"}),
    )

    @property
    def asked(self) -> dict[str, Any]:
        """What was asked for, the empty left out; a wrong value counts as not asked."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value not in ("", None)}


class DutyFilterForm(ListForm):
    """Narrows the list of duties."""

    state = forms.ChoiceField(label=_("状态"), required=False, choices=STATES)
    kind = forms.ChoiceField(label=_("事项"), required=False)
    period = forms.ChoiceField(label=_("到期时间"), required=False)
    category = forms.ChoiceField(label=_("单位类别"), required=False, choices=[ANY, *CATEGORIES])
    by = forms.ChoiceField(label=_("承办机构"), required=False)
    whose = forms.ChoiceField(label=_("范围"), required=False, choices=WHOSE)
    sort = forms.ChoiceField(label=_("排序"), required=False, choices=SORTS)
    unit = forms.IntegerField(required=False, min_value=1, widget=forms.HiddenInput)
    head = forms.CharField(required=False, max_length=32, widget=forms.HiddenInput)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """`on` decides which quarters are offered."""
        super().__init__(*args, **kwargs)
        self.periods = periods(on)
        self.fields["kind"].choices = [ANY, *kind_choices()]  # type: ignore[attr-defined]
        self.fields["by"].choices = [ANY, *body_choices()]  # type: ignore[attr-defined]
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            ANY,
            *((key, period_name(key)) for key in self.periods),
        ]

    def query(self) -> DutyQuery:
        """What the list is asked for."""
        asked = self.asked
        asked["period"] = self.periods.get(asked.get("period", ""))
        return DutyQuery(**asked)


class HeadFilterForm(ListForm):
    """Narrows the list of heads."""

    category = forms.ChoiceField(label=_("单位类别"), required=False, choices=[ANY, *CATEGORIES])
    posts = forms.ChoiceField(label=_("岗位"), required=False, choices=POSTS)


class UnitFilterForm(ListForm):
    """Narrows the list of units."""

    category = forms.ChoiceField(label=_("单位类别"), required=False, choices=[ANY, *CATEGORIES])
    division = forms.ChoiceField(label=_("班子分工"), required=False, choices=DIVISIONS)


class PowersForm(forms.Form):
    """The quarter or year the picture of a head's power is about; empty means the current year."""

    period = forms.ChoiceField(label=_("期间"), required=False)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """`on` is today: its year is what is shown unless another period is asked for."""
        super().__init__(*args, **kwargs)
        self.periods, self.on = periods(on), on
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            ("", _("本年")),
            *((key, period_name(key)) for key in self.periods),
        ]

    @property
    def chosen(self) -> Period:
        """The period asked for, or the current year."""
        self.is_valid()
        return self.periods.get(self.cleaned_data.get("period", "")) or year_of(self.on)


class PowersListForm(PowersForm):
    """The same, of many units."""

    q = forms.CharField(
        label=_("单位"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"placeholder": _("可用拼音首字母"), "type": "search"}),
    )
    category = forms.ChoiceField(label=_("单位类别"), required=False, choices=[ANY, *CATEGORIES])
    field_order = ("q", "category", "period")

    @property
    def narrowed(self) -> dict[str, str]:
        """Words and category asked for; a wrong value counts as not asked."""
        self.is_valid()
        return {name: self.cleaned_data.get(name, "") for name in ("q", "category")}


class DashboardForm(forms.Form):
    """The quarter or year a dashboard is about (empty means the current quarter), and what it is narrowed to."""

    period = forms.ChoiceField(label=_("期间"), required=False)
    kind = forms.ChoiceField(label=_("事项"), required=False)
    category = forms.ChoiceField(label=_("单位类别"), required=False, choices=[ANY, *CATEGORIES])

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """`on` is today: its quarter is what is shown unless another is asked for."""
        super().__init__(*args, **kwargs)
        self.periods, self.on = periods(on), on
        self.fields["period"].choices = [  # type: ignore[attr-defined]
            ("", _("本季度")),
            *((key, period_name(key)) for key in self.periods),
        ]
        self.fields["kind"].choices = [ANY, *kind_choices()]  # type: ignore[attr-defined]

    @property
    def chosen(self) -> Period:
        """The period asked for, or the current quarter."""
        self.is_valid()
        return self.periods.get(self.cleaned_data.get("period", "")) or quarter_of(self.on)

    @property
    def narrowed(self) -> DutyQuery:
        """Kind and category asked for; a wrong value counts as not asked."""
        self.is_valid()
        asked = self.cleaned_data
        return DutyQuery(kind=asked.get("kind", ""), category=asked.get("category", ""))
