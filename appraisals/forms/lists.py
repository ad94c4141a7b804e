"""Narrowing the list of appraisals."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from appraisals.choices import STATE_CHOICES
from appraisals.selectors.lists import ANY_SIGN, LATE, RUNNING, STATED, AppraisalQuery, years_offered
from rulebook.establishment import Category
from rulebook.procedures.appraisals import SIGNS

ANY = ("", _("全部"))
PINYIN = {"type": "search", "placeholder": _("可用拼音首字母")}
MOST = 2**63 - 1


class AppraisalFilterForm(forms.Form):
    """Narrows the list of appraisals."""

    q = forms.CharField(
        label=_("单位、姓名或工号"), required=False, max_length=40, widget=forms.TextInput(attrs=PINYIN)
    )
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[ANY, (RUNNING, _("未办结")), (LATE, _("逾期未提交报告")), (STATED, _("报告待公布")), *STATE_CHOICES],
    )  # fmt: skip
    category = forms.ChoiceField(
        label=_("单位类别"),
        required=False,
        choices=[ANY, *((one.value, _(one.value)) for one in Category)],
    )
    sign = forms.ChoiceField(
        label=_("提醒情形"), required=False,
        choices=[ANY, (ANY_SIGN, _("应当提醒约谈")), *((sign.value, _(words)) for sign, words in SIGNS.items())],
    )  # fmt: skip
    round = forms.IntegerField(required=False, min_value=1, max_value=MOST, widget=forms.HiddenInput)

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """Offer the years there are."""
        super().__init__(*args, **kwargs)
        years: Any = self.fields["year"]
        years.choices = [ANY, *((year, str(year)) for year in years_offered(user, on))]

    def query(self) -> AppraisalQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return AppraisalQuery(
            text=given.get("q") or "", state=given.get("state") or "", year=given.get("year"),
            category=given.get("category") or "", sign=given.get("sign") or "", round=given.get("round"),
        )  # fmt: skip
