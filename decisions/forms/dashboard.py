"""Which period and unit a dashboard is about."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.periods import Period, quarters_between, year_of, years_between
from core.templatetags.wording import period_label
from decisions.selectors.matters import units_offered

YEARS_BACK = 3


def periods(on: date) -> dict[str, Period]:
    """Years and quarters up to `on`, newest first, by key."""
    first = date(on.year - YEARS_BACK, 1, 1)
    years = reversed(list(years_between(first, on)))
    quarters = reversed(list(quarters_between(first, on)))
    return {period.key: period for period in (*years, *quarters)}


class BoardForm(forms.Form):
    """Narrows the dashboard; empty means this year, all units one may see."""

    period = forms.ChoiceField(label=_("期间"), required=False)
    unit = forms.TypedChoiceField(label=_("单位"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """`user` decides which units, `on` which periods are offered."""
        super().__init__(*args, **kwargs)
        self.periods, self.on = periods(on), on
        self.units = {unit.pk: unit.name for unit in units_offered(user, on)}
        fields: Any = self.fields
        fields["period"].choices = [("", _("本年")), *((key, period_label(key)) for key in self.periods)]
        fields["unit"].choices = [("", _("全部")), *self.units.items()]
        if len(self.units) < 2:
            fields["unit"].widget = forms.HiddenInput()

    @property
    def chosen(self) -> tuple[Period, int | None]:
        """The period and unit asked for; a wrong value counts as not asked."""
        self.is_valid()
        period = self.periods.get(self.cleaned_data.get("period", ""))
        return period or year_of(self.on), self.cleaned_data.get("unit")
