"""Changing one's own password."""

from typing import Any

from django.contrib import messages
from django.contrib.auth import update_session_auth_hash
from django.contrib.auth import views as auth
from django.contrib.auth.forms import PasswordChangeForm
from django.http import HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from accounts.forms import OwnPasswordForm
from accounts.services import sessions
from accounts.services.passwords import change_password
from accounts.views.entering import way_back
from accounts.views.requests import user_of
from core.clock import today


class PasswordChange(auth.PasswordChangeView):
    """Change one's own password; the old one is asked for, other sessions end."""

    form_class = OwnPasswordForm
    template_name = "accounts/password_change.html"

    def form_valid(self, form: PasswordChangeForm) -> HttpResponse:
        """Change it, keep this session under another key, and say so."""
        user, key = user_of(self.request), sessions.own_key(self.request)
        change_password(password=form.cleaned_data["new_password1"], by=user, on=today(), keep=key)
        update_session_auth_hash(self.request, user)
        sessions.answered(self.request, sessions.PASSWORD)
        messages.success(self.request, _("密码已修改，其他设备上的登录已失效。"))
        return redirect(way_back(self.request, self.request.POST.get("next", "")))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whether a new one is owed, and where one was going."""
        owes = sessions.asked_for(self.request) == sessions.PASSWORD
        asked = self.request.POST.get("next") or self.request.GET.get("next", "")
        return super().get_context_data(**kwargs) | {"owes": owes, "next": asked}
