"""Which year the overview is about, and narrowing the list of heads."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from audits.selectors.audits import years_offered
from audits.selectors.overview import HeadQuery
from organisation.choices import CATEGORIES

ANY = ("", _("全部"))


class OverviewForm(forms.Form):
    """The year of the plan; empty means this year."""

    year = forms.TypedChoiceField(label=_("计划年度"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """`user` decides which years are offered."""
        super().__init__(*args, **kwargs)
        self.on = on
        fields: Any = self.fields
        years = [year for year in years_offered(user, on) if year != on.year]
        fields["year"].choices = [
            ("", _("本年")), *((year, _("%(year)s年") % {"year": year}) for year in years)
        ]  # fmt: skip

    @property
    def chosen(self) -> int:
        """The year asked for; a wrong value counts as not asked."""
        self.is_valid()
        return self.cleaned_data.get("year") or self.on.year


class HeadFilterForm(forms.Form):
    """Narrows the list of heads by whether they were audited."""

    q = forms.CharField(
        label=_("姓名或单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    audited = forms.ChoiceField(
        label=_("近五年审计"), required=False, choices=[ANY, ("yes", _("已审计")), ("no", _("未审计"))]
    )
    category = forms.ChoiceField(label=_("单位类别"), required=False, choices=[ANY, *CATEGORIES])

    def query(self) -> HeadQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return HeadQuery(given.get("q") or "", given.get("audited") or "", given.get("category") or "")
