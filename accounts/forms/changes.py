"""Proposing to give or end a role, and the second person's answer."""

from typing import Any

from django import forms
from django.conf import settings
from django.db.models import Case, When
from django.utils.translation import gettext_lazy as _

from accounts.choices import CHANGE_CHOICES, RoleChangeOutcome
from accounts.models import User
from core.forms import DayField, DaysField
from organisation.models import Unit

ANY = ("", _("全部"))
END_BY_HAND = "end-supervise-unit"  # not a role: takes a unit that was opened by hand back again
REASON = forms.Textarea(attrs={"rows": 3})


class RoleChangeForm(forms.Form):
    """Who is to be given which role, for which body, from when to when, and why."""

    user = forms.CharField(label=_("用户名"), max_length=150)
    role = forms.ChoiceField(label=_("角色"), choices=[*CHANGE_CHOICES, (END_BY_HAND, _("收回个别授权"))])
    body = forms.CharField(
        label=_("所在机构"),
        max_length=120,
        required=False,
        help_text=_("机构全称，如“县委组织部”；三员不填。个别授权填写被监督的单位。"),
    )
    during = DaysField(label=_("起止日期"))
    reason = forms.CharField(label=_("理由"), max_length=200, widget=REASON)

    def clean_user(self) -> User:
        """The user. Raises ValidationError where there is none who may log in."""
        name = self.cleaned_data["user"]
        user = User.objects.filter(username=name, is_active=True).first()
        if user is None:
            raise forms.ValidationError(_("没有用户名为“%(name)s”的在用账号。"), params={"name": name})
        return user

    def clean_body(self) -> Unit | None:
        """The unit; of two of one name that of the installation's county. Raises ValidationError where there is none."""
        name = self.cleaned_data["body"].strip()
        if not name:
            return None
        own = Case(When(county=settings.COUNTY_CODE, then=0), default=1)
        unit = Unit.objects.filter(name=name).order_by(own).first()
        if unit is None:
            raise forms.ValidationError(_("没有名称为“%(name)s”的机构，请填写全称。"), params={"name": name})
        return unit

    @property
    def proposal(self) -> dict[str, Any]:
        """What the service is asked for."""
        asked = dict(self.cleaned_data)
        during = asked.pop("during")
        return asked | {"since": during.lower, "until": during.upper}


class RoleEndForm(forms.Form):
    """From when on a role is no longer held, and why."""

    last = DayField(label=_("自哪一天起不再担任"))
    reason = forms.CharField(label=_("理由"), max_length=200, widget=REASON)


class RoleAnswerForm(forms.Form):
    """Why the second person says no."""

    words = forms.CharField(label=_("不同意的理由"), max_length=200, required=False, widget=REASON)


class RoleHeldFilterForm(forms.Form):
    """Narrows the list of who holds which role."""

    q = forms.CharField(label=_("姓名或用户名"), required=False, max_length=40)
    role = forms.ChoiceField(label=_("角色"), required=False, choices=[ANY, *CHANGE_CHOICES])

    @property
    def asked(self) -> dict[str, str]:
        """What was asked for; a wrong value counts as not asked."""
        self.is_valid()
        return {name: value for name, value in self.cleaned_data.items() if value}


class RoleChangeFilterForm(RoleHeldFilterForm):
    """Narrows the list of proposals."""

    outcome = forms.ChoiceField(
        label=_("结果"), required=False, choices=[ANY, ("open", _("待确认")), *RoleChangeOutcome.choices]
    )
