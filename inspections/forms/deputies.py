"""Entering a deputy."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from accounts.models import User
from core.forms import DayField
from inspections.models import Deputy
from inspections.services.deputies import Entry
from organisation.models import Person, Tenure, Unit
from rulebook.procedures.inspections import KINDS, Kind


class DeputyForm(forms.Form):
    """A deputy: the roster's person by staff number, the unit by name, the log-in by its name, where there are such."""

    use_required_attribute = False

    kind = forms.ChoiceField(label=_("类别"))
    name = forms.CharField(label=_("姓名"), max_length=40)
    number = forms.CharField(
        label=_("证号"), max_length=20, help_text=_("代表证、委员证的编号，抽选时用它辨认。")
    )
    workplace = forms.CharField(label=_("工作单位和职务"), max_length=100, required=False)
    unit = forms.CharField(
        label=_("所在单位（名册中的单位）"),
        max_length=100,
        required=False,
        help_text=_("在本县名册单位工作的填写，视察该单位时自动不参加抽选。"),
    )
    staff_no = forms.CharField(
        label=_("工号"),
        max_length=32,
        required=False,
        help_text=_("名册中的人员填写，用来核对亲属关系和任职经历。"),
    )
    username = forms.CharField(
        label=_("登录名"),
        max_length=150,
        required=False,
        help_text=_("有登录名的填写，可以在手机上提交意见建议。"),
    )
    since = DayField(label=_("任期起"))
    until = DayField(label=_("任期止（不含）"), required=False)

    def __init__(self, *args: Any, kinds: Iterable[Kind], county: Iterable[str], **kwargs: Any) -> None:
        """Offer `kinds`; look for units and people in `county` alone."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["kind"].choices = [(kind.value, _now(KINDS[kind].name)) for kind in kinds]
        self._county = list(county)

    @classmethod
    def of(cls, row: Deputy, data: Any = None) -> "DeputyForm":
        """The form of a deputy that is known."""
        initial = {
            "kind": row.kind, "name": row.name, "number": row.number, "workplace": row.workplace,
            "unit": row.unit.name if row.unit else "", "staff_no": row.person.staff_no if row.person else "",
            "username": row.user.username if row.user else "", "since": row.during.lower, "until": row.during.upper,
        }  # fmt: skip
        return cls(data, kinds=[Kind(row.kind)], county=[row.county_id], initial=initial)

    def clean_unit(self) -> Unit | None:
        """Find the unit. Raises ValidationError for one that is not in the roster."""
        name = self.cleaned_data["unit"].strip()
        if not name:
            return None
        found = Unit.objects.filter(name=name, county__in=self._county).first()
        if found is None:
            raise ValidationError(_now("名册中没有单位“%(name)s”。") % {"name": name})
        return found

    def clean_staff_no(self) -> Person | None:
        """Find the person. Raises ValidationError for a number the county's roster does not know."""
        number = self.cleaned_data["staff_no"].strip()
        if not number:
            return None
        found = Person.objects.filter(staff_no=number).first()
        served = (
            found is not None
            and Tenure.objects.filter(person=found, post__unit__county__in=self._county).exists()
        )
        if found is None or not served:
            raise ValidationError(_now("名册中没有工号“%(number)s”。") % {"number": number})
        return found

    def clean_username(self) -> User | None:
        """Find the log-in. Raises ValidationError where there is none."""
        name = self.cleaned_data["username"].strip()
        if not name:
            return None
        found = User.objects.filter(username=name, is_active=True).first()
        if found is None:
            raise ValidationError(_now("没有登录名“%(name)s”，请系统管理员先建立。") % {"name": name})
        return found

    def entry(self) -> Entry:
        """The deputy as the service takes it."""
        given = self.cleaned_data
        return Entry(
            kind=given["kind"], number=given["number"], name=given["name"], since=given["since"], until=given["until"],
            workplace=given["workplace"], person=given["staff_no"], unit=given["unit"], user=given["username"],
        )  # fmt: skip
