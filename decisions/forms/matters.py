"""The form of a matter, and what lists of matters are narrowed by."""

from collections.abc import Iterable, Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import DayField
from core.periods import period_of
from core.templatetags.wording import period_label
from decisions.checks.filing import Filing, Proposed
from decisions.choices import (
    CATEGORIES,
    FRACTION_CHOICES,
    BaseChoice,
    ChangeOfPost,
    FlagChoice,
    MatterState,
    ReportedUp,
)
from decisions.forms.lists import BY_BYLAW, MeetingsField, MoneyField
from decisions.models import ListedMatter, Matter
from decisions.selectors.lists import adopted_list
from decisions.selectors.matters import (
    TABS,
    MatterQuery,
    changeable_matters,
    leaders_of,
    people_of_county,
    units_offered,
)
from organisation.models import Person, Unit
from rulebook.procedures.decisions import CODES, FLAG_CLAUSES, Flag
from supervision.forms.exercised import ExercisedForm

ANY = ("", _("全部"))
CHOOSE = ("", _("请选择"))
YEARS_BACK = 10
PREFIX = "candidates"
OUTCOMES = {
    "decided": _("已决定"),
    "passed": _("通过"),
    "rejected": _("不通过"),
    "deferred": _("缓议"),
    "pending": _("尚未决定"),
    "withdrawn": _("已撤回"),
}
COMPLETE = {"yes": _("程序齐全"), "no": _("程序有缺")}
FLAG_LABELS = [(value, label) for value, label in FlagChoice.choices]


class ListedSelect(forms.Select):
    """The rows of the unit's list, each with what the list settles, so that the page can fill it in at once."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """An option that carries its row's rule."""
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)  # type: ignore[misc]
        row: ListedMatter | None = getattr(value, "instance", None)
        if row is not None:
            option["attrs"] |= {
                "data-category": row.category,
                "data-meetings": "、".join(row.meetings),
                "data-base": row.vote_base,
                "data-fraction": row.vote_fraction,
                "data-other": row.vote_other,
                "data-secret": "yes" if row.secret_ballot else "",
                "data-legality": "yes" if row.needs_legality else "",
            }
        return option


class CategoryField(forms.ChoiceField):
    """The class of a matter: needed, but the list may give it."""

    def validate(self, value: Any) -> None:
        """Let the empty pass; the form asks for it where the list does not say."""
        if value not in self.empty_values:
            super().validate(value)


class MatterForm(forms.Form):
    """What is filed of a matter; whether it may be filed so is decided by decisions.checks.filing."""

    use_required_attribute = False

    listed = forms.ModelChoiceField(
        label=_("清单事项"),
        queryset=ListedMatter.objects.none(),
        required=False,
        empty_label=_("不在清单上"),
        widget=ListedSelect,
        help_text=_("选定后，类别、决策会议和表决规则按本单位清单执行。"),
    )
    title = forms.CharField(label=_("标题"), max_length=200)
    category = CategoryField(label=_("类别"), choices=[CHOOSE, *CATEGORIES])
    flags = forms.MultipleChoiceField(
        label=_("标记"), choices=FLAG_LABELS, required=False, widget=forms.CheckboxSelectMultiple
    )
    amount = MoneyField(label=_("金额（元）"), required=False)
    summary = forms.CharField(label=_("内容和理由"), required=False, max_length=20_000, widget=forms.Textarea)
    proposed_on = DayField(label=_("提出日期"))
    task_source = forms.CharField(
        label=_("任务来源"),
        required=False,
        max_length=100,
        help_text=_("如上级文件、年度工作安排、本单位提出。"),
    )
    special = forms.CharField(
        label=_("专项名称"), required=False, max_length=100, help_text=_("属于某项专项工作或专项资金的填写。")
    )
    reported_up = forms.ChoiceField(
        label=_("是否报上级"), required=False, choices=ReportedUp.choices, initial=ReportedUp.NO.value
    )
    proposer = forms.CharField(label=_("提出人或科室"), required=False, max_length=100)
    leader = forms.ModelChoiceField(
        label=_("分管领导"), queryset=Person.objects.none(), required=False, empty_label=_("未定")
    )
    changes = forms.ModelChoiceField(
        label=_("变更的原决议事项"),
        queryset=Matter.objects.none(),
        required=False,
        empty_label=_("不变更原决议"),
        help_text=_("变更或停止执行原决议，须重新集体研究（C10）。"),
    )
    meetings_required = MeetingsField(
        label=_("决策会议（按次序）"), required=False, max_length=300, help_text=_("多个会议用顿号隔开。")
    )
    vote_base = forms.ChoiceField(
        label=_("计票基数"), required=False, choices=[BY_BYLAW, *BaseChoice.choices]
    )
    vote_fraction = forms.ChoiceField(
        label=_("须超过的比例"),
        required=False,
        choices=[BY_BYLAW, *FRACTION_CHOICES],
        help_text=_("默认：按本单位制度；制度没有规定的，超过应到会成员的 1/2。"),
    )
    vote_other = forms.CharField(label=_("其他表决要求"), required=False, max_length=200)
    secret_ballot = forms.BooleanField(label=_("无记名投票"), required=False)

    def __init__(self, *args: Any, unit: Unit, user: User, on: date, **kwargs: Any) -> None:
        """`unit` is whose matter it is."""
        super().__init__(*args, **kwargs)
        self.unit = unit
        lists = [found.pk for day in {on, self._day(on)} if (found := adopted_list(unit, day))]
        fields: Any = self.fields
        fields["listed"].queryset = ListedMatter.objects.filter(list__in=lists)
        fields["leader"].queryset = leaders_of(unit, on)
        decided = changeable_matters(unit, user, on).values_list("pk", flat=True)
        fields["changes"].queryset = Matter.objects.filter(pk__in=list(decided))
        fields["changes"].label_from_instance = lambda matter: f"{matter.number} {matter.title}"

    def _day(self, on: date) -> date:
        """The day the matter was proposed, as far as it can be read."""
        try:
            day = DayField(required=False).clean(self["proposed_on"].value() or "")
        except ValidationError:
            return on
        return day or on

    def clean(self) -> dict[str, Any]:
        """The class is the list's where it was left open."""
        found = super().clean() or {}
        listed = found.get("listed")
        if not found.get("category") and "category" not in self.errors:
            if listed:
                found["category"] = listed.category
            else:
                self.add_error("category", _("请选择类别。"))
        return found

    def flag_rows(self) -> list[tuple[Any, str]]:
        """Each flag's box with the id of the clause that says what it asks for."""
        clauses = [FLAG_CLAUSES[Flag(value)] for value, _label in FLAG_LABELS]
        return list(zip(self["flags"].subwidgets, clauses, strict=True))

    def filing(self, candidates: Iterable[Proposed]) -> Filing:
        """What was typed, as the service takes it."""
        found = dict(self.cleaned_data)
        for name in ("leader", "changes"):
            found[name] = found[name].pk if found[name] else None
        return Filing(unit=self.unit, candidates=tuple(candidates), **found)


class CandidateForm(forms.Form):
    """A person proposed: found by staff number or name among the county's people. An empty row counts for nothing."""

    use_required_attribute = False

    person = forms.CharField(label=_("人选"), max_length=80)
    change = forms.ChoiceField(label=_("任免"), choices=ChangeOfPost.choices, initial="appoint")
    post = forms.CharField(label=_("职务"), max_length=100)

    def __init__(self, *args: Any, county: str, **kwargs: Any) -> None:
        """`county` is whose people are meant."""
        super().__init__(*args, **kwargs)
        self.county = county

    def has_changed(self) -> bool:
        """A row in which nobody and no post is named counts for nothing."""
        return bool({"person", "post"} & set(self.changed_data))

    def clean_person(self) -> Person:
        """The person meant. Raises ValidationError where there is none, or several of one name."""
        text = self.cleaned_data["person"].strip()
        meant = Q(staff_no=text.split()[0]) | Q(name=text)
        found = list(people_of_county(self.county).filter(meant)[:5])
        if not found:
            raise ValidationError(_("本县没有工号或姓名为“%(text)s”的干部。"), params={"text": text})
        if len(found) > 1:
            numbers = "、".join(person.staff_no for person in found)
            words = _("“%(text)s”有重名，请填写工号：%(numbers)s。")
            raise ValidationError(words, params={"text": text, "numbers": numbers})
        return found[0]

    def proposed(self) -> Proposed:
        """The row as the service takes it."""
        found = self.cleaned_data
        return Proposed(found["person"].pk, found["change"], found["post"])


CandidateFormSet = forms.formset_factory(CandidateForm, extra=3, can_delete=True)


class MatterEditor:
    """The form and its candidates together. Unbound it shows the matter, what was kept of a draft, or nothing yet."""

    def __init__(
        self,
        *,
        unit: Unit,
        user: User,
        on: date,
        matter: Matter | None = None,
        kept: Mapping[str, list[str]] | None = None,
        data: Any = None,
    ) -> None:
        """`kept` are the values of a draft; they go before what the matter says."""
        self.unit, self.matter = unit, matter
        initial, rows = _of_matter(matter) if matter else ({"proposed_on": on}, [])
        if kept is not None:
            initial, rows = initial | _of_draft(kept), _rows_of_draft(kept)
        self.form = MatterForm(data, unit=unit, user=user, on=on, initial=initial)
        options = {"county": unit.county_id}
        self.candidates = CandidateFormSet(data, prefix=PREFIX, initial=rows, form_kwargs=options)

    def is_valid(self) -> bool:
        """Whether all that was sent could be read."""
        return self.candidates.is_valid() & self.form.is_valid()

    def filing(self) -> Filing:
        """What was typed, as the service takes it."""
        rows = [form for form in self.candidates.forms if form.cleaned_data.get("person")]
        return self.form.filing(form.proposed() for form in rows if not form.cleaned_data.get("DELETE"))

    def refuse(self, error: ValidationError) -> None:
        """Show what the service refused at its fields."""
        for name, words in error.message_dict.items():
            if name == "candidates":
                self.candidates.non_form_errors().extend(words)
            else:
                self.form.add_error(name if name in self.form.fields else None, words)


def _of_matter(matter: Matter) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    names = [name for name in MatterForm.base_fields if name not in {"leader", "changes", "listed"}]
    initial = {name: getattr(matter, name) for name in names}
    initial |= {"leader": matter.leader_id, "changes": matter.changes_id, "listed": matter.listed_id}
    rows = [
        {"person": f"{row.person.staff_no} {row.person.name}", "change": row.change, "post": row.post}
        for row in matter.candidates.select_related("person")
    ]
    return initial, rows


def _of_draft(kept: Mapping[str, list[str]]) -> dict[str, Any]:
    given = {name: kept[name] for name in MatterForm.base_fields if kept.get(name)}
    first = {name: values[0] for name, values in given.items() if name != "flags"}
    return first | {"flags": kept.get("flags", []), "secret_ballot": "secret_ballot" in kept}


def _rows_of_draft(kept: Mapping[str, list[str]]) -> list[dict[str, Any]]:
    total = (kept.get(f"{PREFIX}-TOTAL_FORMS") or ["0"])[0]
    rows = []
    for at in range(min(int(total) if total.isdecimal() else 0, 100)):
        row = {name: (kept.get(f"{PREFIX}-{at}-{name}") or [""])[0] for name in ("person", "change", "post")}
        if row["person"] or row["post"]:
            rows.append(row)
    return rows


class MatterFilterForm(ExercisedForm):
    """Narrows the list of matters. A value that is none of the choices asks for nothing."""

    q = forms.CharField(
        label=_("标题、编号或单位"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )
    unit = forms.TypedChoiceField(label=_("单位"), required=False, coerce=int, empty_value=None)
    category = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *CATEGORIES])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *MatterState.choices])
    flag = forms.ChoiceField(label=_("标记"), required=False, choices=[ANY, *FlagChoice.choices])
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)
    period = forms.CharField(required=False, max_length=6, widget=forms.HiddenInput)
    outcome = forms.ChoiceField(required=False, choices=list(OUTCOMES.items()), widget=forms.HiddenInput)
    complete = forms.ChoiceField(required=False, choices=list(COMPLETE.items()), widget=forms.HiddenInput)
    clause = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    code = forms.ChoiceField(required=False, widget=forms.HiddenInput)
    emergency = forms.BooleanField(required=False, label=_("紧急处置"), widget=forms.HiddenInput)
    against = forms.BooleanField(
        required=False, label=_("“一把手”与多数意见不一致"), widget=forms.HiddenInput
    )
    changed = forms.BooleanField(required=False, label=_("决议被新决议变更"), widget=forms.HiddenInput)
    tab = forms.ChoiceField(required=False, choices=[(tab, tab) for tab in TABS], widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """`user` decides which units, `on` which years are offered."""
        super().__init__(*args, **kwargs)
        self.units = units_offered(user, on)
        fields: Any = self.fields
        fields["unit"].choices = [ANY, *((unit.pk, unit.name) for unit in self.units)]
        fields["year"].choices = [
            ANY,
            *((year, str(year)) for year in range(on.year, on.year - YEARS_BACK, -1)),
        ]
        fields["clause"].choices = [(rule.clause, rule.clause) for rule in CODES.values()]
        fields["code"].choices = [(rule.code, rule.title) for rule in CODES.values()]
        if len(self.units) < 2:
            fields["unit"] = forms.IntegerField(
                required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
            )

    @property
    def narrowed(self) -> list[str]:
        """In words, what the dashboard narrowed the list to."""
        self.is_valid()
        asked = self.cleaned_data
        said = [
            period_label(asked.get("period", "")),
            OUTCOMES.get(asked.get("outcome", ""), ""),
            COMPLETE.get(asked.get("complete", ""), ""),
            asked.get("clause", ""),
            CODES[asked["code"]].title if asked.get("code") else "",
            self.exercised_words,
            *(self.fields[name].label for name in ("emergency", "against", "changed") if asked.get(name)),
        ]
        return [str(words) for words in said if words]

    def query(self) -> MatterQuery:
        """What is asked for."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if name != "q"}
        asked["period"] = period_of(asked.get("period", ""))
        return MatterQuery(text=self.cleaned_data.get("q", ""), **asked)
