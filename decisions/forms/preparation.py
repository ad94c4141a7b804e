"""The form of one step before deciding: the fields its kind asks for, in the words of that kind."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from decisions.checks.preparing import FIELDS, shortest_period
from decisions.choices import OpinionKind, PreparationKind, RiskGrade
from decisions.models import Matter

KIND = PreparationKind
CHOOSE = ("", _("请选择"))


def _long(label: Any = "") -> forms.CharField:
    return forms.CharField(label=label, required=False, max_length=20_000, widget=forms.Textarea)


class PreparationForm(forms.Form):
    """One step. What it must say is decided by decisions.checks.preparing, so that nothing typed is refused unread."""

    use_required_attribute = False

    since = DayField(required=False)
    on = DayField(required=False)
    until = DayField(required=False)
    by = forms.CharField(required=False, max_length=200)
    experts = forms.CharField(
        required=False, max_length=300, help_text=_("用顿号隔开；专家须与事项没有利害关系。")
    )
    opinion = forms.ChoiceField(required=False, choices=[CHOOSE, *OpinionKind.choices])
    grade = forms.ChoiceField(required=False, choices=[CHOOSE, *RiskGrade.choices])
    published = forms.BooleanField(required=False)
    short_reason = forms.CharField(required=False, max_length=300)
    draft = _long()
    respondents = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
    in_favour = forms.IntegerField(required=False, min_value=0, max_value=10_000_000)
    text = _long()
    adoption = _long()
    answer = _long()

    def __init__(self, *args: Any, matter: Matter, kind: str, **kwargs: Any) -> None:
        """Keep the fields `kind` asks for, in its order and words."""
        super().__init__(*args, **kwargs)
        self.order_fields(FIELDS[kind])
        for name in [name for name in self.fields if name not in FIELDS[kind]]:
            del self.fields[name]
        for name, label in FIELDS[kind].items():
            self.fields[name].label = label
        self._explain(matter, kind)

    def _explain(self, matter: Matter, kind: str) -> None:
        helps: dict[str, Any] = {}
        if kind == KIND.CONSULTATION:
            least = shortest_period(matter)
            helps = {
                "until": _("从公布之日起不少于 %(n)s 天。") % {"n": least} if least else "",
                "short_reason": _("少于规定天数时填写，随草案一并公开。"),
                "draft": _("公开页面上的草案正文；公布后不能再改。请先核对，不要写入不宜公开的内容。"),
                "text": _("征求意见结束后填写。"),
                "respondents": _("通过其他途径也收到意见的，填写总数；留空则按公开页面收到的计。"),
            }
        elif "answer" in self.fields:
            answered = (
                _("风险等级为高时，须先书面答复（落实应对措施），才能提交决策。")
                if kind == KIND.STABILITY_RISK
                else _("意见为“不同意”，或者合法性审查“附条件同意”时，须先书面答复，才能提交决策。")
            )
            helps = {"answer": answered}
        for name, words in helps.items():
            self.fields[name].help_text = words


class EmergencyForm(forms.Form):
    """That a matter could not wait; the service decides what it needs."""

    use_required_attribute = False

    reason = _long(_("紧急理由"))
    decided_by = forms.CharField(label=_("决定人"), required=False, max_length=100)
    decided_on = DayField(label=_("决定日期"))
    action = _long(_("已采取的措施"))


class EmergencyReportForm(forms.Form):
    """That a meeting was told of an emergency; the service decides what it needs."""

    use_required_attribute = False

    reported_on = DayField(label=_("向会议报告日期"))
    report = _long(_("报告情况"))


class CommentForm(forms.Form):
    """What the public says to a draft. `website` is left empty by people; only programs fill it in."""

    use_required_attribute = False

    text = forms.CharField(
        label=_("您的意见"),
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("不超过 2000 字。请勿填写身份证号、电话等个人信息。"),
    )
    name = forms.CharField(label=_("署名"), max_length=40, required=False, help_text=_("可以不填。"))
    website = forms.CharField(label=_("请留空"), required=False, max_length=200)
