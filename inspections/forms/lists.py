"""Narrowing the lists of inspections and deputies."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from inspections.choices import KIND_CHOICES, STATE_CHOICES
from inspections.selectors.lists import LATE, RUNNING, InspectionQuery, years_offered

ANY = ("", _("全部"))
PINYIN = {"type": "search", "placeholder": _("可用拼音首字母")}


class InspectionFilterForm(forms.Form):
    """Narrows the list of inspections."""

    q = forms.CharField(
        label=_("单位、姓名或编号"), required=False, max_length=40, widget=forms.TextInput(attrs=PINYIN)
    )
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)
    state = forms.ChoiceField(
        label=_("状态"), required=False,
        choices=[ANY, (RUNNING, _("未办结")), (LATE, _("逾期未答复")), *STATE_CHOICES],
    )  # fmt: skip

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """Offer the years there are."""
        super().__init__(*args, **kwargs)
        years: Any = self.fields["year"]
        years.choices = [ANY, *((year, str(year)) for year in years_offered(user, on))]

    def query(self) -> InspectionQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return InspectionQuery(
            text=given.get("q") or "", state=given.get("state") or "", year=given.get("year")
        )


class DeputyFilterForm(forms.Form):
    """Narrows the list of deputies."""

    q = forms.CharField(
        label=_("姓名、证号或单位"), required=False, max_length=40, widget=forms.TextInput(attrs=PINYIN)
    )
    kind = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *KIND_CHOICES])
    past = forms.BooleanField(label=_("包括任期已满的"), required=False)

    def query(self) -> dict[str, Any]:
        """What is asked for, as the selector takes it."""
        self.is_valid()
        given = self.cleaned_data
        return {
            "text": given.get("q") or "",
            "kind": given.get("kind") or "",
            "serving": not given.get("past"),
        }
