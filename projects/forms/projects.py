"""Narrowing the list of projects, and what is typed of a project, its stages, records, checks and recusals."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import DayField
from decisions.forms.lists import MoneyField
from decisions.models import Matter
from finance.selectors.purchases import matters_offered
from organisation.models import Person, Unit
from projects.choices import RECUSALS, STAGES
from projects.models import Project, Stage
from projects.selectors.projects import ProjectQuery, people_of, units_offered
from projects.services.projects import PLAIN, Content, Planned
from rulebook.procedures.projects import BY_RECORD, TITLES
from rulebook.procedures.projects import Stage as Kind
from supervision.forms.exercised import ExercisedForm

ANY, CHOOSE = ("", _("全部")), ("", _("请选择"))
YEARS_BACK = 10


class ProjectFilterForm(ExercisedForm):
    """Narrows the list of projects. A value that is none of the choices asks for nothing."""

    q = forms.CharField(
        label=_("项目、编号或单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    unit = forms.TypedChoiceField(label=_("单位"), required=False, coerce=int, empty_value=None)
    stage = forms.ChoiceField(label=_("正在进行的阶段"), required=False, choices=[ANY, *STAGES])
    year = forms.TypedChoiceField(label=_("计划开始年度"), required=False, coerce=int, empty_value=None)
    found = forms.BooleanField(label=_("只看有未了结问题的"), required=False)

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """`user` decides which units, `on` which years are offered."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        units = units_offered(user, on)
        fields["unit"].choices = [ANY, *((unit.pk, unit.name) for unit in units)]
        years = range(on.year + 1, on.year - YEARS_BACK, -1)
        fields["year"].choices = [ANY, *((year, _("%(year)s年") % {"year": year}) for year in years)]
        if len(units) < 2:
            fields["unit"].widget = forms.HiddenInput()

    def query(self) -> ProjectQuery:
        """What is asked for."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if name != "q"}
        return ProjectQuery(text=self.cleaned_data.get("q", ""), **asked)


class ProjectForm(forms.Form):
    """What is typed of a project and of the plan of its stages; what may not be is decided by the service."""

    use_required_attribute = False

    number = forms.CharField(label=_("项目编号"), max_length=60, help_text=_("本单位的项目编号，不能重复。"))
    title = forms.CharField(label=_("项目名称"), max_length=200)
    summary = forms.CharField(label=_("建设内容"), required=False, max_length=5000, widget=forms.Textarea)
    total = MoneyField(label=_("总投资（元）"))
    public = MoneyField(
        label=_("其中预算资金（元）"), help_text=_("财政资金、国有资金；决定是否属于必须招标的项目（N33）。")
    )
    funding = forms.CharField(label=_("资金来源"), max_length=200, required=False)
    spared = forms.CharField(
        label=_("不需要土地征迁补偿的理由"),
        max_length=200,
        required=False,
        help_text=_("需要征地拆迁的项目留空。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Ask for the planned days of every stage."""
        super().__init__(*args, **kwargs)
        for kind in Kind:
            told = {"stage": _(TITLES[kind])}
            self.fields[f"{kind}_from"] = DayField(label=_("%(stage)s：计划开始") % told, required=False)
            self.fields[f"{kind}_until"] = DayField(label=_("%(stage)s：计划完成") % told, required=False)

    def stages(self) -> list[dict[str, Any]]:
        """The fields of the plan, stage by stage."""
        return [
            {"title": _(TITLES[kind]), "since": self[f"{kind}_from"], "until": self[f"{kind}_until"]}
            for kind in Kind
        ]

    def content(self) -> Content:
        """What was typed, as the service takes it."""
        found = self.cleaned_data
        plan = {kind: Planned(found[f"{kind}_from"], found[f"{kind}_until"]) for kind in Kind}
        return Content(
            {name: found[name] for name in PLAIN}, {str(k): v for k, v in plan.items()}, found["spared"]
        )


def initial_of(project: Project) -> dict[str, Any]:
    """A stored project as the form's first values."""
    found: dict[str, Any] = {name: getattr(project, name) for name in PLAIN}
    for stage in project.stages.all():
        found |= {f"{stage.kind}_from": stage.planned_from, f"{stage.kind}_until": stage.planned_until}
        if stage.kind == Kind.LAND:
            found["spared"] = stage.spared
    return found


class MatterField(forms.ModelChoiceField):
    """The matter of the unit whose resolution something rests on; none about cadres."""

    def __init__(self, **kwargs: Any) -> None:
        """Never required."""
        super().__init__(queryset=Matter.objects.none(), required=False, empty_label=_("没有"), **kwargs)

    def offer(self, unit: Unit, user: User, on: date, kept: int | None = None) -> None:
        """Offer those of `unit` that `user` may see, and the one that is kept."""
        numbers = [one.pk for one in matters_offered(unit, user, on)] + ([kept] if kept else [])
        self.queryset = Matter.objects.filter(pk__in=numbers).order_by("-proposed_on", "-pk")

    def label_from_instance(self, obj: Any) -> str:
        """Number, title and state."""
        return f"{obj.number} {obj.title}（{obj.get_state_display()}）"


class HappenedField(forms.BooleanField):
    """That what breaks a rule has happened all the same, and is entered truthfully."""

    def __init__(self) -> None:
        """Never required: where nothing is broken it says nothing."""
        super().__init__(
            label=_("情况属实，已经发生，如实登记"),
            required=False,
            help_text=_("登记后列为问题，由“一把手”答复。"),
        )


class StageForm(forms.Form):
    """When a stage began and ended, and the decision it rests on."""

    use_required_attribute = False

    matter = MatterField(label=_("依据的集体决策"), help_text=_("从决策登记中选择；阶段开始前应当已经通过。"))
    began_on = DayField(label=_("实际开始日期"), required=False)
    ended_on = DayField(label=_("实际完成日期"), required=False)
    happened = HappenedField()

    def __init__(self, *args: Any, stage: Stage, user: User, on: date, **kwargs: Any) -> None:
        """Begin with what is stored; offer the matters of the unit."""
        kwargs["initial"] = {name: getattr(stage, name) for name in ("matter", "began_on", "ended_on")}
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["matter"].offer(stage.project.unit, user, on, stage.matter_id)


class RecordForm(forms.Form):
    """A record of a stage, or why the project needs none."""

    use_required_attribute = False

    day = DayField(label=_("材料日期"), required=False)
    number = forms.CharField(label=_("文号、编号"), max_length=80, required=False)
    text = forms.CharField(label=_("主要内容"), max_length=5000, required=False, widget=forms.Textarea)
    spared = forms.CharField(
        label=_("不需要这项材料的理由"), max_length=200, required=False, help_text=_("有这项材料的留空。")
    )

    def __init__(self, *args: Any, kind: str, **kwargs: Any) -> None:
        """Ask for a reason only where a project may do without."""
        super().__init__(*args, **kwargs)
        if not BY_RECORD[kind].conditional:
            del self.fields["spared"]


class VisitForm(forms.Form):
    """The head's own check of a stage."""

    use_required_attribute = False

    stage = forms.ChoiceField(label=_("阶段"), choices=[CHOOSE, *STAGES])
    day = DayField(label=_("检查日期"))
    place = forms.CharField(
        label=_("地点、方式"), max_length=100, help_text=_("如：施工现场、听取汇报、查阅资料。")
    )
    text = forms.CharField(label=_("检查情况和要求"), max_length=5000, widget=forms.Textarea)


class RecusalForm(forms.Form):
    """Who withdrew from the project, from when on, how."""

    use_required_attribute = False

    person = forms.ModelChoiceField(
        label=_("回避人"), queryset=Person.objects.none(), empty_label=_("请选择")
    )
    day = DayField(label=_("回避起日"))
    how = forms.ChoiceField(label=_("回避方式"), choices=[CHOOSE, *RECUSALS])

    def __init__(self, *args: Any, unit: Unit, **kwargs: Any) -> None:
        """Offer the people of the unit."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["person"].queryset = people_of(unit)
