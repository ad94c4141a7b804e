"""What is typed of the steps of an audit, its findings, working papers, objections and rectifications."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audits.choices import (
    CATEGORY_CHOICES,
    RESPONSIBILITY_CHOICES,
    Grade,
    Outcome,
    RectificationState,
)
from audits.models import Audit, AuditFinding
from audits.selectors.rectified import AGES, Age
from audits.selectors.stages import (
    LATE,
    OPEN_,
    OVER,
    RectificationQuery,
    matters_of_period,
    rectified_units,
    uses_of_period,
)
from audits.services.stages.asked import WORDLESS
from audits.services.stages.findings import FindingContent
from audits.services.stages.steps import Content
from core.forms import DayField
from decisions.forms.lists import MoneyField
from decisions.models import Matter
from finance.models import FundUse
from organisation.models import Person
from projects.forms.projects import HappenedField
from rulebook.procedures.auditing import RESPONSIBILITIES, TESTS, Actor, Responsibility, StepRule
from rulebook.procedures.auditing import Step as Kind

ANY, CHOOSE = ("", _("全部")), ("", _("请选择"))
LONG = 20_000


def long_text(label: Any, **more: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, max_length=LONG, widget=forms.Textarea, **more)


class StepForm(forms.Form):
    """A step; which fields it has follows from the step."""

    use_required_attribute = False

    day = DayField(label=_("日期"))
    text = long_text(_("内容"))
    due = DayField(label=_("提供期限"), required=False)
    approval = forms.CharField(label=_("批准情况"), max_length=200, required=False)
    delivered_on = DayField(
        label=_("送达日期"), required=False, help_text=_("被审计领导干部收到的日期，申诉期限自此起算。")
    )
    happened = HappenedField()

    def __init__(self, *args: Any, rule: StepRule, **kwargs: Any) -> None:
        """Ask for what `rule` needs; `text` is what it is called there."""
        super().__init__(*args, **kwargs)
        kept = {"text", "happened"}
        if rule.by == Actor.BUREAU:
            kept.add("day")
        if rule.step == Kind.REQUEST:
            kept.add("due")
            self.fields["text"].label = _("需要提供的资料，每行一项")
        if rule.step == Kind.REPORT:
            kept.add("delivered_on")
            self.fields["text"].label = _("总体评价、意见采纳情况和审计建议")
        if rule.step == Kind.NOTICE:
            kept.add("approval")
            self.fields["approval"].label = _("特殊情况的批准")
            self.fields["approval"].help_text = _(
                "不能提前送达的，写明审计机关负责人的姓名、批准日期和理由（N15）；提前送达的留空。"
            )
        if rule.step == Kind.TERMINATION:
            kept.add("approval")
        if rule.step in (Kind.HEAD_PROMISE, Kind.UNIT_PROMISE):
            kept.discard("text")
        for name in set(self.fields) - kept:
            del self.fields[name]
        self._ask(rule)

    def _ask(self, rule: StepRule) -> None:
        """Require what the step cannot do without, and say what it is to hold."""
        if "text" in self.fields:
            self.fields["text"].required = rule.step not in WORDLESS
            self.fields["text"].help_text = _(rule.help) if rule.help else ""
        if "approval" in self.fields:
            self.fields["approval"].required = rule.step == Kind.TERMINATION
        if "due" in self.fields:
            self.fields["due"].required = True

    def content(self) -> Content:
        """What was typed, as the service takes it."""
        return Content(**{name: value for name, value in self.cleaned_data.items() if name != "happened"})


class MatterChoices(forms.ModelMultipleChoiceField):
    """Decisions of the period."""

    def label_from_instance(self, obj: Any) -> str:
        """Number, title and state."""
        return f"{obj.number} {obj.title}（{obj.get_state_display()}）"


class UseChoices(forms.ModelMultipleChoiceField):
    """Uses of funds of the period."""

    def label_from_instance(self, obj: Any) -> str:
        """Number, purpose and sum."""
        return f"{obj.number} {obj.purpose}（{obj.amount:,.2f}）"


def test_choices() -> list[Any]:
    """The tests by the responsibility they are of, each with its number in the article."""
    return [
        CHOOSE,
        *(
            (
                _now(title),
                [
                    (one.key, f"{one.source}（{one.number}）{_now(one.text)}")
                    for one in TESTS
                    if one.kind == kind
                ],
            )
            for kind, title in RESPONSIBILITIES.items()
            if kind != Responsibility.NONE
        ),
    ]


class JudgedForm(forms.Form):
    """The judgement of a finding: how grave, how much, who answers by which test and why."""

    use_required_attribute = False

    amount = MoneyField(label=_("涉及金额（元）"), required=False)
    grade = forms.ChoiceField(label=_("严重程度"), choices=Grade.choices)
    responsibility = forms.ChoiceField(label=_("责任"), choices=[CHOOSE, *RESPONSIBILITY_CHOICES])
    test = forms.ChoiceField(
        label=_("责任认定情形"), required=False, help_text=_("认定直接责任、领导责任的，选择相应的一种情形。")
    )
    justification = long_text(
        _("认定理由"),
        required=False,
        help_text=_("写明事实如何符合所选情形；涉及集体决策的，对照下面列出的发言和表决。"),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the tests in the reader's language."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["test"].choices = test_choices()


class FindingForm(JudgedForm):
    """A finding of an audit."""

    title = forms.CharField(label=_("问题"), max_length=200)
    category = forms.ChoiceField(label=_("问题类别"), choices=[CHOOSE, *CATEGORY_CHOICES])
    facts = long_text(_("事实"))
    since = DayField(label=_("发生期间起"))
    until = DayField(label=_("发生期间止"))
    regulation = forms.CharField(label=_("违反的规定"), max_length=300, help_text=_("文件名称和条款。"))
    matters = MatterChoices(
        label=_("关联的决策事项"), queryset=Matter.objects.none(), required=False,
        help_text=_("审计期间本单位的决策事项；可选多项。"),
    )  # fmt: skip
    funds = UseChoices(
        label=_("关联的资金使用"), queryset=FundUse.objects.none(), required=False,
        help_text=_("审计期间本单位的资金使用，金额大的在前；可选多项。"),
    )  # fmt: skip

    def __init__(self, *args: Any, audit: Audit, user: User, on: date, **kwargs: Any) -> None:
        """Offer the decisions and payments of the days audited."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["matters"].queryset = matters_of_period(audit, user, on)
        fields["funds"].queryset = uses_of_period(audit, user, on)

    def content(self) -> FindingContent:
        """What was typed, as the service takes it."""
        values = dict(self.cleaned_data)
        return FindingContent(values, list(values.pop("matters")), list(values.pop("funds")))


def initial_of(finding: AuditFinding) -> dict[str, Any]:
    """A stored finding as the form's first values."""
    names = (*JudgedForm.base_fields, "title", "category", "facts", "since", "until", "regulation")
    found = {name: getattr(finding, name) for name in names}
    return found | {
        "matters": [one.pk for one in finding.matters.all()],
        "funds": [one.pk for one in finding.funds.all()],
    }


class ReauditForm(JudgedForm):
    """What a re-audit concludes."""

    upheld = forms.TypedChoiceField(
        label=_("复审结论"), coerce=lambda value: value == "yes",
        choices=[("yes", _("问题仍然成立，按下面认定")), ("no", _("问题不成立，不再认定"))],
    )  # fmt: skip
    reason = long_text(_("复审情况和理由"))


class PaperForm(forms.Form):
    """A working paper."""

    use_required_attribute = False

    title = forms.CharField(label=_("审计事项"), max_length=200)
    text = long_text(_("审计过程和证据"))
    conclusion = long_text(_("审计认定"), required=False)


class ObjectionForm(forms.Form):
    """The head's objection."""

    use_required_attribute = False

    text = long_text(_("申诉的事项和理由"))


class AnswerForm(forms.Form):
    """What the re-examination of an objection came to."""

    use_required_attribute = False

    reviewer = forms.ModelChoiceField(
        label=_("复查人"), queryset=Person.objects.none(), empty_label=_("请选择"),
        help_text=_("参加过这项审计的人员不能复查（N17）。"),
    )  # fmt: skip
    outcome = forms.ChoiceField(label=_("复查结论"), choices=[CHOOSE, *Outcome.choices])
    answer = long_text(_("复查情况和答复"))

    def __init__(self, *args: Any, people: QuerySet[Person], **kwargs: Any) -> None:
        """Offer `people`."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["reviewer"].queryset = people


class PlanForm(forms.Form):
    """Measures and who owns them."""

    use_required_attribute = False

    measures = long_text(_("整改措施"))
    owner = forms.ModelChoiceField(
        label=_("整改责任人"), queryset=Person.objects.none(), empty_label=_("请选择"),
        help_text=_("本单位人员；责任人不能复核自己负责的整改。"),
    )  # fmt: skip


class ProgressForm(forms.Form):
    """What was done."""

    use_required_attribute = False

    text = long_text(_("进展情况"))


class DoneForm(forms.Form):
    """That it is done."""

    use_required_attribute = False

    recovered = MoneyField(label=_("已追回、已纠正金额（元）"), required=False)


class CheckForm(forms.Form):
    """What the check of another person found."""

    use_required_attribute = False

    words = long_text(_("复核情况"))


class ConfirmForm(forms.Form):
    """What the bureau found."""

    use_required_attribute = False

    mended = forms.TypedChoiceField(
        label=_("核验结论"), coerce=lambda value: value == "yes",
        choices=[("yes", _("已整改，销号")), ("no", _("未完成，退回继续整改"))],
    )  # fmt: skip
    words = long_text(_("核验情况"))


class ExtendForm(forms.Form):
    """A day of its own for one finding."""

    use_required_attribute = False

    due = DayField(label=_("整改期限"))
    reason = long_text(_("理由"))


class AcceptForm(forms.Form):
    """Why it is not put right any more, and who approved that."""

    use_required_attribute = False

    approval = forms.CharField(label=_("批准情况"), max_length=200, help_text=_("批准机关、日期和文号。"))
    reason = long_text(_("不再整改的理由"))


def age_choices() -> list[tuple[str, str]]:
    """The bands of days since the report, in words."""
    return [(key, age_in_words(age)) for key, age in AGES.items()]


def age_in_words(age: Age) -> str:
    """A band of days."""
    if age.over is None:
        return _now("%(upto)s 天以内") % {"upto": age.upto}
    if age.upto is None:
        return _now("超过 %(over)s 天") % {"over": age.over}
    return _now("%(over)s 至 %(upto)s 天") % {"over": age.over + 1, "upto": age.upto}


class RectificationFilterForm(forms.Form):
    """Narrows the list of rectifications. A value that is none of the choices asks for nothing."""

    q = forms.CharField(
        label=_("问题、姓名或单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    state = forms.ChoiceField(
        label=_("整改状态"), required=False,
        choices=[
            ANY, (LATE, _("逾期未整改")), (OPEN_, _("未销号")), (OVER, _("已销号")), *RectificationState.choices,
        ],
    )  # fmt: skip
    due = DayField(label=_("期限在此日以前"), required=False)
    category = forms.ChoiceField(label=_("问题类别"), required=False, choices=[ANY, *CATEGORY_CHOICES])
    age = forms.ChoiceField(label=_("报告出具后天数（未销号）"), required=False)
    sum = forms.ChoiceField(
        label=_("金额"), required=False,
        choices=[ANY, ("found", _("有金额")), ("mended", _("有金额，已整改")), ("recovered", _("有追回、纠正金额"))],
    )  # fmt: skip
    repeated = forms.ChoiceField(
        label=_("反复出现"), required=False, choices=[ANY, ("1", _("在几次审计中出现"))]
    )
    unit = forms.TypedChoiceField(label=_("单位"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """`user` decides which units are offered; where they are too many to choose from, any can be asked for by its number."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["age"].choices = [ANY, *age_choices()]
        units = rectified_units(user, on)
        fields["unit"].choices = [ANY, *((unit.pk, unit.name) for unit in units)]
        if not units:
            fields["unit"] = forms.IntegerField(
                required=False, min_value=1, max_value=2**63 - 1, widget=forms.HiddenInput
            )
        elif len(units) < 2:
            fields["unit"].widget = forms.HiddenInput()

    def query(self) -> RectificationQuery:
        """What is asked for."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if name != "q"}
        return RectificationQuery(text=self.cleaned_data.get("q", ""), **asked)
