"""Forms for users, the roles they are given and the keys that act for them."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, PasswordChangeForm, UserChangeForm
from django.contrib.auth.password_validation import MinimumLengthValidator, get_default_password_validators
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiKey, RoleHeld, User
from accounts.services.keys import DAYS, MOST_DAYS, check_api_key
from accounts.services.roles import check_role
from core.forms import DaysModelForm


class KnownUserForm(UserChangeForm):
    """A user who is there: the password is only ever set anew, so what stands there in its place says all."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out the help on the password: the stock widget is described by it without ever showing it under that name."""
        super().__init__(*args, **kwargs)
        if "password" in self.fields:
            self.fields["password"].help_text = ""


class NewUserForm(AdminUserCreationForm):
    """A user made by hand: whom it is for, and a first password."""

    class Meta:
        model = User
        fields = ("username", "person")


class RoleForm(DaysModelForm):
    """A role given, or its end: `why` says why an existing one changes."""

    why = forms.CharField(label=_("变更理由"), max_length=100, required=False)

    class Meta:
        model = RoleHeld
        fields = ("user", "role", "body", "during", "reason")

    def clean(self) -> dict[str, Any] | None:
        """Check what the service checks, so that the words stand beside their fields."""
        found = super().clean() or {}
        if self.instance.pk:
            if self.changed_data and not found.get("why", "").strip():
                self.add_error("why", _("请写明变更理由"))
            return found
        if not self.errors:
            given = RoleHeld(**{name: found.get(name) for name in self.Meta.fields})
            try:
                check_role(given)
            except ValidationError as error:
                self.add_error(None, error)
        return found


LEAST = max(
    (one.min_length for one in get_default_password_validators() if isinstance(one, MinimumLengthValidator)),
    default=1,
)


class OwnPasswordForm(PasswordChangeForm):
    """Django's own; what a password must be is said in one polite sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _("不少于 %(least)s 个字符，不能全是数字，不能是常见密码，也不要与您的姓名、用户名相近。")
        self.fields["new_password1"].help_text = words % {"least": LEAST}
        self.fields["new_password2"].help_text = _("请再输入一次新密码。")


class KeyForm(forms.ModelForm):
    """A key for another system: for whom it acts, which system uses it, for how long."""

    days = forms.IntegerField(label=_("有效天数"), min_value=1, max_value=MOST_DAYS, initial=DAYS)

    class Meta:
        model = ApiKey
        fields = ("user", "name")

    def clean(self) -> dict[str, Any] | None:
        """Check what the service checks, so that the words stand beside their fields."""
        found = super().clean() or {}
        if not self.errors:
            try:
                check_api_key(user=found["user"], name=found["name"], days=found["days"])
            except ValidationError as error:
                self.add_error(None, error)
        return found
