"""Changing one's own password."""

from django.contrib import messages
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse
from django.urls import reverse_lazy
from django.utils.translation import gettext as _

from accounts.forms import OwnPasswordForm


class PasswordChange(auth.PasswordChangeView):
    """Change one's own password; the old one is asked for, other sessions end."""

    form_class = OwnPasswordForm
    template_name = "accounts/password_change.html"
    success_url = reverse_lazy("home")

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Say that it was changed."""
        messages.success(self.request, _("密码已修改，其他设备上的登录已失效。"))
        return super().form_valid(form)
