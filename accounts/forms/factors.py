"""Showing and changing the second factor."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.models import User

CODE = {"autocomplete": "one-time-code", "spellcheck": "false"}


class CodeForm(forms.Form):
    """A code of the app, or a recovery code."""

    code = forms.CharField(
        label=_("动态口令或恢复码"),
        max_length=40,
        help_text=_("输入身份验证器当前显示的 6 位数字；手机不在身边时输入一个恢复码。"),
        widget=forms.TextInput(attrs=CODE),
    )


class OwnPassword(forms.Form):
    """The own password, asked again before anything that guards the log-in is changed. Who has none, coming by single sign-on, is not asked."""

    password = forms.CharField(
        label=_("当前密码"),
        max_length=200,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )

    def __init__(self, *args: Any, user: User, **kwargs: Any) -> None:
        """`user` is who asks."""
        super().__init__(*args, **kwargs)
        self.user = user
        if not user.has_usable_password():
            del self.fields["password"]

    def clean_password(self) -> str:
        """Raise ValidationError for a wrong one."""
        if not self.user.check_password(self.cleaned_data["password"]):
            raise ValidationError(_("密码不正确。"), code="wrong")
        return ""


class AppForm(OwnPassword):
    """Adding an app: the code it shows proves that it holds the secret."""

    code = forms.CharField(
        label=_("身份验证器显示的 6 位数字"),
        max_length=10,
        widget=forms.TextInput(attrs=CODE | {"inputmode": "numeric"}),
    )
    field_order = ("code", "password")

    def clean_code(self) -> str:
        """The figures alone."""
        return "".join(self.cleaned_data["code"].split())


class PasskeyForm(OwnPassword):
    """Adding a passkey: what the browser made stands in a hidden field."""

    name = forms.CharField(
        label=_("名称"), max_length=40, help_text=_("便于日后辨认，如“办公电脑”“U盾”。"), required=False
    )
    answer = forms.CharField(max_length=20000, required=False, widget=forms.HiddenInput())
    field_order = ("name", "password", "answer")

    def clean_answer(self) -> str:
        """Raise ValidationError where no browser answered."""
        if not self.cleaned_data["answer"]:
            raise ValidationError(_("浏览器没有给出通行密钥，请允许后重试。"))
        return str(self.cleaned_data["answer"])
