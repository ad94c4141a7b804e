"""What is typed of interests and of interference."""

from datetime import date
from typing import Any

from django import forms
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import DayField
from finance.forms.purchases import CodeField
from organisation.models import Person, Relative, Unit
from projects.choices import (
    ASKED_CHOICES,
    INTEREST_CHOICES,
    MEANS_CHOICES,
    RELATION_CHOICES,
    InterferenceResult,
)
from projects.forms.projects import CHOOSE
from projects.models import Project
from projects.policies import may_declare_for
from projects.services.interests import Declaration
from projects.services.interference import Report

PROJECTS_OFFERED = 200


class KinField(forms.ModelChoiceField):
    """A registered kinship, named by the two people."""

    def label_from_instance(self, obj: Any) -> str:
        """Who is whose relative."""
        return f"{obj.person.name} – {obj.relative.name}（{obj.get_kind_display()}）"


class InterestForm(forms.Form):
    """A declared interest; only what the clause needs."""

    use_required_attribute = False

    person = forms.ModelChoiceField(label=_("申报人"), queryset=Person.objects.none(), empty_label=None)
    relation = forms.ChoiceField(label=_("与申报人关系"), choices=[CHOOSE, *RELATION_CHOICES])
    kin = KinField(
        label=_("登记在册的亲属"), queryset=Relative.objects.none(), required=False, empty_label=_("不在名册中"),
        help_text=_("亲属本人也是本县干部的才选择；不需要填写其他亲属的姓名。"),
    )  # fmt: skip
    enterprise = forms.CharField(label=_("企业名称"), max_length=120)
    credit_code = CodeField(label=_("企业统一社会信用代码"))
    kind = forms.ChoiceField(label=_("利益关系"), choices=[CHOOSE, *INTEREST_CHOICES])
    since = DayField(label=_("起日"), required=False)
    until = DayField(label=_("终止日期"), required=False, help_text=_("仍然存续的留空。"))

    def __init__(self, *args: Any, user: User, on: date, **kwargs: Any) -> None:
        """Offer whom `user` may declare for."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        people = may_declare_for(user, on).order_by("name", "pk")
        fields["person"].queryset = people
        fields["person"].initial = user.person_id
        mine = Q(person__in=people.values("pk")) | Q(relative__in=people.values("pk"))
        fields["kin"].queryset = (
            Relative.objects.filter(mine).select_related("person", "relative").order_by("pk")
        )

    def declaration(self) -> Declaration:
        """What was typed, as the service takes it."""
        return Declaration(**self.cleaned_data)


class InterferenceForm(forms.Form):
    """An entry of the register of interference."""

    use_required_attribute = False

    unit = forms.ModelChoiceField(label=_("单位"), queryset=Unit.objects.none(), empty_label=None)
    project = forms.ModelChoiceField(
        label=_("工程项目"),
        queryset=Project.objects.none(),
        required=False,
        empty_label=_("没有登记的项目或者其他工程"),
    )
    named = forms.CharField(
        label=_("插手干预人"), max_length=100,
        help_text=_("写明姓名或者工号，多人用顿号隔开；本人和登记在册的亲属看不到这份登记。"),
    )  # fmt: skip
    position = forms.CharField(label=_("职务、身份"), max_length=100, required=False)
    happened_on = DayField(label=_("发生日期"))
    means = forms.ChoiceField(label=_("方式"), choices=[CHOOSE, *MEANS_CHOICES])
    asked = forms.ChoiceField(label=_("要求的事项"), choices=[CHOOSE, *ASKED_CHOICES])
    text = forms.CharField(
        label=_("具体情况"), max_length=10_000, widget=forms.Textarea,
        help_text=_("时间、地点、在场人员、要求的内容、有无凭据。"),
    )  # fmt: skip

    def __init__(self, *args: Any, units: dict[int, Unit], **kwargs: Any) -> None:
        """Offer the units of the user, and their projects."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["unit"].queryset = Unit.objects.filter(pk__in=units).order_by("name", "pk")
        if len(units) == 1:
            fields["unit"].initial = next(iter(units))
        mine = Project.objects.filter(unit__in=units).order_by("-started_on", "-pk")
        numbers = list(mine.values_list("pk", flat=True)[:PROJECTS_OFFERED])
        fields["project"].queryset = Project.objects.filter(pk__in=numbers).order_by("-started_on", "-pk")

    def report(self) -> Report:
        """What was typed, as the service takes it."""
        return Report(**self.cleaned_data)


class ExaminationForm(forms.Form):
    """What was looked into; hearing whom it names is the body's choice."""

    use_required_attribute = False

    words = forms.CharField(label=_("核查情况"), max_length=20_000, widget=forms.Textarea)
    heard_on = DayField(
        label=_("听取本人说明日期"),
        required=False,
        help_text=_("是否听取、何时听取，由纪检监察机关决定；不得透露登记人。"),
    )
    heard = forms.CharField(label=_("本人说明"), max_length=20_000, required=False, widget=forms.Textarea)


class ClosingForm(forms.Form):
    """What an entry came to."""

    use_required_attribute = False

    result = forms.ChoiceField(label=_("核查结果"), choices=[CHOOSE, *InterferenceResult.choices])
    outcome = forms.CharField(label=_("处理情况"), max_length=20_000, widget=forms.Textarea)
