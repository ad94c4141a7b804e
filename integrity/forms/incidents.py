"""Forms of incidents."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from core.forms import DayField
from integrity.choices import INCIDENT_SOURCE_CHOICES, RELATION_CHOICES
from integrity.selectors.incidents import IncidentQuery
from integrity.services.incidents import Report
from organisation.models import Unit
from supervision.choices import FIELDS_OF_WORK

ANY = ("", _("全部"))
CHOOSE = ("", _("请选择"))
YEARS_BACK = 10


class IncidentFilterForm(forms.Form):
    """Narrows the list of incidents."""

    q = forms.CharField(
        label=_("单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    relation = forms.ChoiceField(label=_("涉及人员"), required=False, choices=[ANY, *RELATION_CHOICES])
    year = forms.TypedChoiceField(label=_("年度"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Offer the years through `on`."""
        super().__init__(*args, **kwargs)
        years = range(on.year, on.year - YEARS_BACK, -1)
        self.fields["year"].choices = [ANY, *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def query(self) -> IncidentQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return IncidentQuery(
            text=given.get("q") or "", relation=given.get("relation") or "", year=given.get("year")
        )


class IncidentForm(forms.Form):
    """What is established of an incident; what it must say is decided by the service."""

    use_required_attribute = False

    unit_name = forms.CharField(label=_("单位"), max_length=60, help_text=_("填写名册所载单位名称。"))
    happened_on = DayField(label=_("发生日期"), help_text=_("由发生之日的单位“一把手”负责。"))
    relation = forms.ChoiceField(label=_("涉及人员与“一把手”的关系"), choices=[CHOOSE, *RELATION_CHOICES])
    staff_no = forms.CharField(
        label=_("涉及人员工号"), max_length=32, required=False,
        help_text=_("仅班子成员、下属填写，用于回避；配偶、子女不登记姓名。"),
    )  # fmt: skip
    head = forms.CharField(
        label=_("所涉“一把手”工号"), max_length=32, required=False,
        help_text=_("仅配偶、子女的问题，且单位有两位“一把手”时填写。"),
    )  # fmt: skip
    field = forms.ChoiceField(
        label=_("所涉工作"), required=False, choices=[("", _("不属于专项分管工作")), *FIELDS_OF_WORK]
    )
    source = forms.ChoiceField(
        label=_("来源"),
        choices=[CHOOSE, *INCIDENT_SOURCE_CHOICES],
        help_text=_("只登记来源类别，不得写明反映人。"),
    )
    what = forms.CharField(label=_("事实"), max_length=2000, widget=forms.Textarea)

    def __init__(self, *args: Any, units: Any, **kwargs: Any) -> None:
        """`units` are those the user may enter incidents of."""
        super().__init__(*args, **kwargs)
        self._units = units

    def clean_unit_name(self) -> Unit:
        """The unit by its name. Raises ValidationError for one that is not the user's to enter incidents of."""
        name = self.cleaned_data["unit_name"].strip()
        unit: Unit | None = self._units.filter(name=name).first()
        if unit is None:
            words = _("没有名称为“%(name)s”的单位，或者应当回避。")
            raise forms.ValidationError(words, params={"name": name})
        return unit

    def report(self) -> Report:
        """The incident as the service takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "unit_name"}
        return Report(unit=self.cleaned_data["unit_name"], **given)
