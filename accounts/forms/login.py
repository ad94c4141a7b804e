"""Logging in, and one's own password."""

from typing import Any

from django.contrib.auth.forms import AuthenticationForm, PasswordChangeForm
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from accounts.limits import PASSWORD_LEAST, PASSWORDS_REMEMBERED
from accounts.services.installing import is_left_over
from accounts.services.passwords import has_run_out


class LoginForm(AuthenticationForm):
    """Django's own; a temporary password that ran out opens nothing, nor does a superuser's once the product is installed."""

    def confirm_login_allowed(self, user: Any) -> None:
        """Raise ValidationError for whoever may not log in."""
        super().confirm_login_allowed(user)
        if has_run_out(user):
            raise ValidationError(_("临时密码已过期，请联系管理员重新办理找回。"), code="run_out")
        if is_left_over(user):
            raise ValidationError(
                _("超级用户只用于安装，三员已经指定，不能再登录。"), code="installation_only"
            )


class OwnPasswordForm(PasswordChangeForm):
    """Django's own; what a password must be is said in one polite sentence."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _(
            "不少于 %(least)s 个字符，不能全是数字，不能是常见密码或键盘上相邻的按键，也不要用姓名、用户名、工号、生日或单位、县名的拼音；"
            "不能与最近 %(remembered)s 次的密码相同。"
        )
        facts = {"least": PASSWORD_LEAST, "remembered": PASSWORDS_REMEMBERED}
        self.fields["new_password1"].help_text = words % facts
        self.fields["new_password2"].help_text = _("请再输入一次新密码。")
