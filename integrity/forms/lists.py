"""What the lists of records and plans are narrowed by, and the small forms on a record's page."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from core.periods import Period, quarters_between, year_of
from core.templatetags.wording import period_label
from integrity.choices import RECORD_KINDS, Answer, RecordState
from integrity.selectors import FollowUpQuery, RecordQuery
from organisation.models import Unit

YEARS_BACK = 3
ANY = ("", _("全部"))
ANSWERS = [ANY, (Answer.PENDING.value, _("待确认")), (Answer.OBJECTED.value, _("有异议"))]

FOLLOW_UP_STATES = [
    ("open", _("未办结")),
    ("pressing", _("即将到期和逾期")),
    ("overdue", _("逾期")),
    ("done", _("已办结")),
    ANY,
]


def periods_until(on: date) -> dict[str, Period]:
    """Quarters and years up to `on`, newest first, by key."""
    quarters = list(quarters_between(date(on.year - YEARS_BACK, 1, 1), on))
    years = [year_of(date(year, 1, 1)) for year in range(on.year, on.year - YEARS_BACK - 1, -1)]
    return {period.key: period for period in (*reversed(quarters), *years)}


class RecordFilterForm(forms.Form):
    """Narrows the list of records. A value that is none of the choices asks for nothing."""

    q = forms.CharField(
        label=_("姓名或单位"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("姓名、单位，可用拼音首字母")}),
    )
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *RECORD_KINDS])
    period = forms.ChoiceField(label=_("时间"), required=False)
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *RecordState.choices])
    answer = forms.ChoiceField(label=_("本人意见"), required=False, choices=ANSWERS)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """`on` decides which quarters are offered."""
        super().__init__(*args, **kwargs)
        self.periods = periods_until(on)
        choices = [ANY, *((key, period_label(key)) for key in self.periods)]
        self.fields["period"].choices = choices  # type: ignore[attr-defined]

    def query(self) -> RecordQuery:
        """What is asked for."""
        self.is_valid()
        asked = self.cleaned_data
        return RecordQuery(
            kind=asked.get("kind", ""),
            state=asked.get("state", ""),
            answer=asked.get("answer", ""),
            period=self.periods.get(asked.get("period", "")),
            text=asked.get("q", ""),
        )


class FollowUpFilterForm(forms.Form):
    """Narrows the list of follow-ups. A value that is none of the choices asks for what is not done."""

    q = forms.CharField(
        label=_("责任人或事项"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("姓名可用拼音首字母")}),
    )
    state = forms.ChoiceField(label=_("状态"), required=False, choices=FOLLOW_UP_STATES)

    def query(self) -> FollowUpQuery:
        """What is asked for; without a state, what is not done yet."""
        self.is_valid()
        asked = self.cleaned_data
        return FollowUpQuery(state=asked.get("state", "open"), text=asked.get("q", ""))


class PlanForm(forms.Form):
    """When, where and by whom the talks chosen are to be held."""

    held_on = DayField(label=_("计划日期"))
    host = forms.CharField(label=_("谈话人"), required=False, max_length=100)
    place = forms.CharField(label=_("地点"), required=False, max_length=100)
    body = forms.TypedChoiceField(label=_("主持机构"), coerce=int)
    anyway = forms.BooleanField(label=_("仍安排在这一天"), required=False)

    def __init__(self, *args: Any, on: date, bodies: list[Unit], host_label: Any, **kwargs: Any) -> None:
        """`on` is the earliest day that can be planned."""
        super().__init__(*args, **kwargs)
        self.on = on
        self.fields["held_on"].error_messages["required"] = _("请填写计划日期。")
        self.fields["host"].label = host_label
        self.fields["body"].choices = [(body.pk, body.name) for body in bodies]  # type: ignore[attr-defined]

    def clean_held_on(self) -> date:
        """A plan looks ahead. Raises ValidationError for a day gone by."""
        day: date = self.cleaned_data["held_on"]
        if day < self.on:
            raise forms.ValidationError(_("计划日期不能早于今天；已经进行的，请直接登记。"))
        return day


class AnswerForm(forms.Form):
    """A head's answer to a record; the service decides what it needs."""

    answer = forms.ChoiceField(choices=Answer.choices, required=False)
    words = forms.CharField(
        label=_("异议内容"),
        required=False,
        max_length=2000,
        widget=forms.Textarea,
        help_text=_("写明对记录的哪一部分有异议，以及实际情况。主持机构会看到您的意见。"),
    )


class FollowUpDoneForm(forms.Form):
    """When and how something agreed was done; the service decides what it needs."""

    done_on = DayField(label=_("完成日期"), required=False)
    result = forms.CharField(label=_("完成情况"), required=False, max_length=300)
