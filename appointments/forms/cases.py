"""Opening a file, narrowing the list of files, ending one, naming who handles it."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from appointments.choices import CaseState, KindChoice
from appointments.selectors.cases import CaseQuery
from appointments.services.cases import Opening
from organisation.models import Person, Post, Unit
from supervision.forms.exercised import ExercisedInUnitForm

ANY = ("", _("全部"))
CHOOSE = ("", _("请选择"))
YEARS_BACK = 10


class CaseFilterForm(ExercisedInUnitForm):
    """Narrows the list of files."""

    q = forms.CharField(
        label=_("姓名、编号或单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *CaseState.choices])
    kind = forms.ChoiceField(label=_("任用方式"), required=False, choices=[ANY, *KindChoice.choices])
    year = forms.TypedChoiceField(label=_("建档年度"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Offer the years through `on`."""
        super().__init__(*args, **kwargs)
        years = range(on.year, on.year - YEARS_BACK, -1)
        self.fields["year"].choices = [ANY, *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def query(self) -> CaseQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return CaseQuery(
            text=given.get("q") or "",
            state=given.get("state") or "",
            kind=given.get("kind") or "",
            year=given.get("year"),
            unit=given.get("unit"),
            exercised=given.get("exercised"),
        )


class CaseForm(forms.Form):
    """What is asked to open a file; whether it may be opened is decided by the service."""

    use_required_attribute = False

    unit = forms.ModelChoiceField(
        label=_("决定单位"),
        queryset=Unit.objects.none(),
        empty_label=None,
        help_text=_("由该单位领导班子讨论决定。"),
    )
    person = forms.CharField(label=_("人选工号"), max_length=32)
    post_unit = forms.CharField(
        label=_("拟任职务所在单位"), max_length=60, help_text=_("填写名册所载单位名称。")
    )
    post = forms.CharField(
        label=_("拟任职务"), max_length=60, help_text=_("填写名册所载职务名称，如“局长”。")
    )
    kind = forms.ChoiceField(label=_("任用方式"), choices=[CHOOSE, *KindChoice.choices])
    reason = forms.CharField(label=_("动议理由"), required=False, max_length=5000, widget=forms.Textarea)
    exceptional = forms.CharField(
        label=_("破格的依据（上级批复）"),
        required=False,
        max_length=200,
        help_text=_("不属于破格提拔的留空。"),
    )
    personal_matters = forms.BooleanField(
        label=_("须核查个人有关事项报告"), required=False,
        help_text=_("国家规定的范围为县处级副职以上；科级“一把手”仅在本县扩大范围后适用（N48）。"),
    )  # fmt: skip
    past = forms.BooleanField(
        label=_("纸质档案补录"),
        required=False,
        help_text=_("过去已经办完的任用，按纸质档案如实补录，缺的程序列为问题。"),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], **kwargs: Any) -> None:
        """Offer the units the user may open a file for."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units.order_by("name", "pk")  # type: ignore[attr-defined]

    def clean_person(self) -> Person:
        """The candidate. Raises ValidationError for a number nobody has."""
        number = self.cleaned_data["person"].strip()
        person = Person.objects.filter(staff_no=number).first()
        if person is None:
            raise ValidationError(_("没有工号为“%(number)s”的人员。"), params={"number": number})
        return person

    def clean(self) -> dict[str, Any]:
        """Find the post by the names the roster gives it."""
        given: dict[str, Any] = super().clean() or {}
        unit, place, title = given.get("unit"), given.get("post_unit"), given.get("post")
        if unit and place and title:
            posts = Post.objects.filter(
                unit__name=place.strip(), title=title.strip(), unit__county=unit.county_id
            )
            found = posts.select_related("unit").order_by("-is_head", "section_id", "seat").first()
            if found is None:
                self.add_error(
                    "post", _("名册中“%(unit)s”没有职务“%(post)s”。") % {"unit": place, "post": title}
                )
            given["post"] = found
        return given

    def opening(self) -> Opening:
        """The file as the service takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "post_unit"}
        return Opening(**given)


class HandlerForm(forms.Form):
    """Names who handles a file."""

    use_required_attribute = False

    staff_no = forms.CharField(label=_("承办人工号"), max_length=32)
