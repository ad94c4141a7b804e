"""Forms of the administration pages: users, and the keys that act for them."""

from typing import Any

from django import forms
from django.contrib.auth.forms import AdminUserCreationForm, UserChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import ApiKey, User
from accounts.services.keys import DAYS, MOST_DAYS, check_api_key


class KnownUserForm(UserChangeForm):
    """A user who is there. The password is not among the fields: it is changed by its owner, or recovered by two others."""

    password = None  # type: ignore[assignment]


class NewUserForm(AdminUserCreationForm):
    """A user made by hand: whom it is for, and a first password."""

    class Meta:
        model = User
        fields = ("username", "person")


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
