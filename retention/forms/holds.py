"""Placing and lifting a hold, and narrowing the list of them."""

from collections.abc import Iterable
from typing import Any

from django import forms
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import DataError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from core.naming import table_title
from core.rows import as_product
from organisation.models import Person, Tenure, Unit
from retention.selectors.due import TABLES
from retention.services.holds import Order

PERSON, UNIT, RECORD = "person", "unit", "record"
SUBJECTS = ((PERSON, _("一名人员的全部材料")), (UNIT, _("一个单位的全部材料")), (RECORD, _("一件材料")))
STANDING, LIFTED = "standing", "lifted"


class HoldForm(forms.Form):
    """Whose material, why, and who ordered it. Only what is ever deleted can be held by its number."""

    use_required_attribute = False

    subject = forms.ChoiceField(label=_("范围"), choices=SUBJECTS, widget=forms.RadioSelect)
    staff_no = forms.CharField(
        label=_("工号"), max_length=32, required=False, help_text=_("范围是人员的填写。")
    )
    unit = forms.CharField(
        label=_("单位"),
        max_length=100,
        required=False,
        help_text=_("范围是单位的填写名册中的全称，包括任职于该单位的人员。"),
    )
    table = forms.ChoiceField(label=_("材料"), required=False, help_text=_("范围是一件材料的选择。"))
    key = forms.CharField(
        label=_("材料编号"), max_length=64, required=False, help_text=_("销毁清册上所列的编号。")
    )
    ordered_by = forms.CharField(
        label=_("决定机关（人）和文号"), max_length=120, help_text=_("例如：县纪委监委，镇纪调〔2026〕3号。")
    )
    reason = forms.CharField(label=_("理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))

    def __init__(self, *args: Any, county: Iterable[str], **kwargs: Any) -> None:
        """Look for people and units in `county` alone."""
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["table"].choices = [
            ("", "—"),
            *((label, table_title(label)) for label in TABLES),
        ]
        self._county = list(county)

    def clean(self) -> dict[str, Any]:
        """Find the one subject. Raises ValidationError at the field that names it."""
        given = super().clean() or {}
        finding = {PERSON: self._person, UNIT: self._unit, RECORD: self._record}.get(given.get("subject", ""))
        self._found = finding(given) if finding else {}
        return given

    def order(self) -> Order:
        """The hold as the service takes it."""
        given = self.cleaned_data
        return Order(**self._found, reason=given["reason"], ordered_by=given["ordered_by"])

    def _person(self, given: dict[str, Any]) -> dict[str, Any]:
        number = given.get("staff_no", "").strip()
        found = Person.objects.filter(staff_no=number).first() if number else None
        if (
            found is None
            or not Tenure.objects.filter(person=found, post__unit__county__in=self._county).exists()
        ):
            words = (
                _now("名册中没有工号“%(number)s”。") % {"number": number} if number else _now("请填写工号。")
            )
            self.add_error("staff_no", words)
        return {"person": found}

    def _unit(self, given: dict[str, Any]) -> dict[str, Any]:
        name = given.get("unit", "").strip()
        found = Unit.objects.filter(name=name, county__in=self._county).first() if name else None
        if found is None:
            words = _now("名册中没有单位“%(name)s”。") % {"name": name} if name else _now("请填写单位。")
            self.add_error("unit", words)
        return {"unit": found}

    def _record(self, given: dict[str, Any]) -> dict[str, Any]:
        label, key = given.get("table", ""), given.get("key", "").strip()
        if not label:
            self.add_error("table", _now("请选择材料。"))
        elif not key:
            self.add_error("key", _now("请填写材料编号。"))
        elif not _exists(label, key):
            self.add_error("key", _now("没有编号为“%(key)s”的这种材料。") % {"key": key})
        return {"table": label, "key": key}


def _exists(label: str, key: str) -> bool:
    """Whether there is such a row; what cannot be a number of one is none."""
    model: Any = apps.get_model(label)
    try:
        value = model._meta.pk.to_python(key)
    except ValidationError:
        return False
    try:
        with as_product("whether there is a record to be held; nothing of it is shown"):
            return bool(str(value) == key and model.objects.filter(pk=value).exists())
    except (DataError, OverflowError, ValueError):
        return False


class LiftForm(forms.Form):
    """Why what was held may go again."""

    use_required_attribute = False

    reason = forms.CharField(label=_("解除理由"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class HoldFilterForm(forms.Form):
    """Narrow the list of holds: those that stand, those that were lifted, by a word of subject or paper."""

    q = forms.CharField(label=_("查找"), max_length=60, required=False)
    state = forms.ChoiceField(
        label=_("状态"),
        required=False,
        choices=[("", _("全部")), (STANDING, _("暂停销毁中")), (LIFTED, _("已解除"))],
    )

    def query(self) -> dict[str, str]:
        """What to narrow by; what could not be understood narrows nothing."""
        given = self.cleaned_data if self.is_valid() else {}
        return {"q": given.get("q", ""), "state": given.get("state", "")}
