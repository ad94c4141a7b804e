"""Opening a file of an appraisal, a reward or a removal, narrowing their list, deciding."""

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from appointments.choices import ACTION_KINDS, ActionState
from appointments.forms.cases import ANY, CHOOSE, YEARS_BACK
from appointments.models import PersonnelAction
from appointments.selectors.actions import ActionQuery
from appointments.services.actions import ActionOpening, Decision
from core.forms import DayField
from decisions.models import Matter
from organisation.models import Person, Post, Unit
from rulebook.procedures.personnel import KINDS


class ActionFilterForm(forms.Form):
    """Narrows the list of files."""

    q = forms.CharField(
        label=_("姓名、编号或单位"), required=False, max_length=40,
        widget=forms.TextInput(attrs={"type": "search", "placeholder": _("可用拼音首字母")}),
    )  # fmt: skip
    kind = forms.ChoiceField(label=_("档案类别"), required=False, choices=[ANY, *ACTION_KINDS])
    state = forms.ChoiceField(label=_("状态"), required=False, choices=[ANY, *ActionState.choices])
    year = forms.TypedChoiceField(label=_("建档年度"), required=False, coerce=int, empty_value=None)

    def __init__(self, *args: Any, on: date, **kwargs: Any) -> None:
        """Offer the years through `on`."""
        super().__init__(*args, **kwargs)
        years = range(on.year, on.year - YEARS_BACK, -1)
        self.fields["year"].choices = [ANY, *((year, str(year)) for year in years)]  # type: ignore[attr-defined]

    def query(self) -> ActionQuery:
        """What is asked for; a wrong value counts as not asked."""
        self.is_valid()
        given = self.cleaned_data
        return ActionQuery(
            text=given.get("q") or "",
            state=given.get("state") or "",
            kind=given.get("kind") or "",
            year=given.get("year"),
        )


class ActionForm(forms.Form):
    """What is asked to open a file; whether it may be opened is decided by the service."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("档案类别"), choices=[CHOOSE, *ACTION_KINDS])
    unit = forms.ModelChoiceField(
        label=_("决定机关"),
        queryset=Unit.objects.none(),
        empty_label=None,
        help_text=_("按干部管理权限作出决定的机关。"),
    )
    person = forms.CharField(label=_("“一把手”工号"), max_length=32)
    post_unit = forms.CharField(
        label=_("所在单位"), max_length=60, help_text=_("填写名册所载单位名称，须担任过该单位“一把手”。")
    )
    year = forms.TypedChoiceField(
        label=_("考核年度"), required=False, coerce=int, empty_value=None, help_text=_("年度考核填写。")
    )
    occasion = forms.CharField(
        label=_("事由"), required=False, max_length=200, help_text=_("表彰奖励、调整免职填写。任期届满正常离任的不在此建档。")
    )  # fmt: skip
    grounds = forms.CharField(label=_("依据和理由"), max_length=5000, widget=forms.Textarea)
    past = forms.BooleanField(
        label=_("纸质档案补录"),
        required=False,
        help_text=_("过去已经作出的决定，按纸质档案如实补录，没有核对结论的列为问题。"),
    )

    def __init__(self, *args: Any, units: QuerySet[Unit], on: date, **kwargs: Any) -> None:
        """Offer the units the user may open a file for, and the years that can be appraised on `on`."""
        super().__init__(*args, **kwargs)
        self.fields["unit"].queryset = units.order_by("name", "pk")  # type: ignore[attr-defined]
        years = [(year, str(year)) for year in range(on.year, on.year - YEARS_BACK, -1)]
        self.fields["year"].choices = [CHOOSE, *years]  # type: ignore[attr-defined]

    def clean_person(self) -> Person:
        """The head. Raises ValidationError for a number nobody has."""
        number = self.cleaned_data["person"].strip()
        person = Person.objects.filter(staff_no=number).first()
        if person is None:
            raise ValidationError(_("没有工号为“%(number)s”的人员。"), params={"number": number})
        return person

    def clean(self) -> dict[str, Any]:
        """Find the head's post in the unit named."""
        given: dict[str, Any] = super().clean() or {}
        unit, place, person = given.get("unit"), given.get("post_unit"), given.get("person")
        if unit and place and person:
            posts = Post.objects.filter(unit__name=place.strip(), is_head=True, tenures__person=person)
            given["post"] = posts.select_related("unit").order_by("-tenures__during", "pk").first()
            if given["post"] is None:
                words = _("名册中%(person)s没有担任过“%(unit)s”的“一把手”。")
                self.add_error("post_unit", words % {"person": person.name, "unit": place})
        return given

    def opening(self) -> ActionOpening:
        """The file as the service takes it."""
        given = {name: value for name, value in self.cleaned_data.items() if name != "post_unit"}
        return ActionOpening(**given)


class DecisionForm(forms.Form):
    """What was decided, and when."""

    use_required_attribute = False

    result = forms.ChoiceField(label=_("结果"))
    decided_on = DayField(label=_("决定日期"))
    document = forms.CharField(label=_("决定文号"), required=False, max_length=60)
    matter = forms.ModelChoiceField(
        label=_("集体决定的事项"), queryset=Matter.objects.none(), required=False,
        empty_label=_("没有在决策登记中"), help_text=_("决策登记中已经作出决定、列有该人员的人事任免事项。"),
    )  # fmt: skip
    taken = forms.BooleanField(
        label=_("决定已经作出，如实登记"),
        required=False,
        help_text=_("仍有结论没有核对的，登记后列为问题（C20）。"),
    )

    def __init__(self, *args: Any, action: PersonnelAction, matters: QuerySet[Matter], **kwargs: Any) -> None:
        """Offer the results the kind of file may have, and the matters that name the head."""
        super().__init__(*args, **kwargs)
        rule = KINDS[action.kind]
        results = [(code, _(word)) for code, word in rule.results.items()]
        self.fields["result"].choices = [CHOOSE, *results]  # type: ignore[attr-defined]
        words = _("依据：%(source)s。") if rule.source.read else _("依据：%(source)s（条文请核对）。")
        self.fields["result"].help_text = words % {"source": rule.source}
        self.fields["matter"].queryset = matters  # type: ignore[attr-defined]
        self.fields["matter"].label_from_instance = lambda matter: matter.number  # type: ignore[attr-defined]

    def decision(self) -> Decision:
        """The decision as the service takes it."""
        return Decision(**self.cleaned_data)
