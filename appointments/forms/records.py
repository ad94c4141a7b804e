"""The form of one record: the fields its kind asks for, in the words of that kind."""

import re
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from appointments.checks.entering import FIELDS, OPTIONAL
from appointments.choices import EXCLUSIONS, RESULT_WORDS, SANCTIONS, Result
from appointments.models import Case
from core.forms import DayField
from rulebook.procedures.appointments import PUBLICITY_DAYS, TEAM_LEAST, Record

BETWEEN = re.compile(r"[、，,；;\n]+")
CHOOSE = ("", _("请选择"))
MOST = 100_000


class PeopleField(forms.CharField):
    """People as staff numbers, or as names where they have none here, separated by 、."""

    def clean(self, value: Any) -> list[str]:
        """The numbers or names, each once."""
        typed = super().clean(value)
        return list(dict.fromkeys(part.strip() for part in BETWEEN.split(typed) if part.strip()))

    def prepare_value(self, value: Any) -> Any:
        """Show stored people as typed."""
        if isinstance(value, list):
            return "、".join(
                one["staff_no"] or one["name"] if isinstance(one, dict) else one for one in value
            )
        return value


def _count() -> forms.IntegerField:
    return forms.IntegerField(required=False, min_value=0, max_value=MOST)


class RecordForm(forms.Form):
    """One record. What it must say, and whether the regulation lets it follow, is decided by appointments.checks.entering."""

    use_required_attribute = False

    on = DayField(required=False)
    since = DayField(required=False)
    until = DayField(required=False)
    by = forms.CharField(required=False, max_length=200)
    due = _count()
    present = _count()
    votes = _count()
    talked = _count()
    team = PeopleField(required=False, max_length=500)
    result = forms.ChoiceField(required=False, choices=[CHOOSE, *Result.choices[:2]])
    grounds = forms.MultipleChoiceField(
        required=False, choices=EXCLUSIONS, widget=forms.CheckboxSelectMultiple
    )
    sanction = forms.ChoiceField(required=False, choices=[("", _("没有")), *SANCTIONS])
    sanction_on = DayField(required=False)
    number = _count()
    text = forms.CharField(required=False, max_length=20_000, widget=forms.Textarea)

    def __init__(self, *args: Any, case: Case, kind: str, **kwargs: Any) -> None:
        """Keep the fields `kind` asks for, in its order and words."""
        super().__init__(*args, **kwargs)
        self.order_fields(FIELDS[kind])
        for name in [name for name in self.fields if name not in FIELDS[kind]]:
            del self.fields[name]
        for name, label in FIELDS[kind].items():
            self.fields[name].label = label
            self.fields[name].required = name not in OPTIONAL.get(Record(kind), set())
        self._explain(kind)

    def _explain(self, kind: str) -> None:
        words = RESULT_WORDS.get(Record(kind))
        if words is not None:
            self.fields["result"].choices = [CHOOSE, *words]  # type: ignore[attr-defined]
        helps: dict[tuple[Record, str], Any] = {
            (Record.INSPECTION, "team"): _("填写工号，不在名册中的填写姓名，用顿号隔开；不少于 %(n)s 人。")
            % {"n": TEAM_LEAST.value},
            (Record.PUBLICITY, "until"): _("公示不少于 %(n)s 个工作日，起日不计。")
            % {"n": PUBLICITY_DAYS.value},
            (Record.PUBLICITY, "number"): _("公示结束后填写；没有收到的填 0。"),
            (Record.EXCLUSIONS, "grounds"): _("按《条例》第二十四条逐项核对。"),
        }
        for (record, name), said in helps.items():
            if record == kind:
                self.fields[name].help_text = said
