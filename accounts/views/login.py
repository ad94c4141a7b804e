"""The log-in, first the password."""

from typing import Any

from django.conf import settings
from django.contrib.auth import views as auth
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.forms import AuthenticationForm
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.utils.decorators import method_decorator
from django.utils.translation import gettext_lazy as _

from accounts.choices import SessionEnd
from accounts.forms import LoginForm
from accounts.services import oidc, sessions
from accounts.views.entering import enter, way_back

ENDED: dict[str, Any] = {
    SessionEnd.IDLE: _(
        "因为较长时间没有操作，登录已自动结束。请重新登录，回到刚才的页面；已自动保存的草稿还在。"
    ),
    SessionEnd.LENGTH: _(
        "已到最长登录时间，登录已自动结束。请重新登录，回到刚才的页面；已自动保存的草稿还在。"
    ),
}


@method_decorator(login_not_required, name="dispatch")
class Login(auth.LoginView):
    """Ask for name and password; what else is asked the guard leads to."""

    form_class = LoginForm
    template_name = "accounts/login.html"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Who still owes a step of the log-in is led on to it, unless they log in anew."""
        if request.method == "GET" and request.user.is_authenticated and sessions.asked_for(request):
            return redirect("home")
        return super().dispatch(request, *args, **kwargs)

    def form_valid(self, form: AuthenticationForm) -> HttpResponse:
        """Log in and lead back."""
        enter(self.request, form.get_user())
        back = way_back(self.request, self.get_redirect_url())
        self.request.session.pop(sessions.ENDED, None)
        return redirect(back)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Why the session before ended, and the other way in where there is one."""
        ended = self.request.session.get(sessions.ENDED) or {}
        told = {
            "ended": ENDED.get(ended.get("why", "")),
            "single": settings.OIDC_NAME if oidc.is_offered() else "",
        }
        return super().get_context_data(**kwargs) | told
