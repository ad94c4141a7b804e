"""What the list of purchases is narrowed by. A value that is none of the choices asks for nothing."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from finance.choices import CategoryChoice, MethodChoice
from finance.selectors.purchases import ANY_FLAG, PurchaseQuery, supplier_named, units_offered
from rulebook.procedures.procurement import FLAGS, Group
from supervision.forms.exercised import ExercisedForm

ANY = ("", _("全部"))
YEARS_BACK = 10
FLAG_CHOICES = [
    ANY,
    (ANY_FLAG, _("有红旗指标")),
    *((code, _(rule.title)) for code, rule in FLAGS.items() if Group.OCID in rule.of),
]


class PurchaseFilterForm(ExercisedForm):
    """Narrows the list of purchases."""

    q = forms.CharField(
        label=_("项目、单位或供应商"),
        required=False,
        max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )
    unit = forms.TypedChoiceField(label=_("单位"), required=False, coerce=int, empty_value=None)
    category = forms.ChoiceField(label=_("类别"), required=False, choices=[ANY, *CategoryChoice.choices])
    method = forms.ChoiceField(label=_("采购方式"), required=False, choices=[ANY, *MethodChoice.choices])
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)
    flag = forms.ChoiceField(label=_("红旗指标"), required=False, choices=FLAG_CHOICES)
    supplier = forms.IntegerField(
        label=_("供应商"), required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
    )

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """`user` decides which units, `on` which years are offered."""
        super().__init__(*args, **kwargs)
        self._user, self._on = user, on
        fields: Any = self.fields
        units = units_offered(user, on)
        fields["unit"].choices = [ANY, *((unit.pk, unit.name) for unit in units)]
        years = range(on.year, on.year - YEARS_BACK, -1)
        fields["year"].choices = [ANY, *((year, _("%(year)s年") % {"year": year}) for year in years)]
        if len(units) < 2:
            fields["unit"] = forms.IntegerField(
                required=False, min_value=1, max_value=2**62, widget=forms.HiddenInput
            )

    @property
    def narrowed(self) -> list[str]:
        """What the list is narrowed to beside the fields that are seen: the supplier by name, the span of the picture of power."""
        self.is_valid()
        found = supplier_named(self._user, self._on, self.cleaned_data.get("supplier"))
        return [words for words in (found.name if found else "", self.exercised_words) if words]

    def query(self) -> PurchaseQuery:
        """What is asked for."""
        self.is_valid()
        asked = {name: value for name, value in self.cleaned_data.items() if name != "q"}
        return PurchaseQuery(text=self.cleaned_data.get("q", ""), **asked)
