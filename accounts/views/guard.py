"""Between log-in and every page: sessions that are over end here, and who still owes a step of the log-in is led to it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.choices import SessionEnd
from accounts.policies import holds_role
from accounts.services import sessions
from accounts.services.installing import is_left_over
from core.clock import today
from rulebook.roles import Role

FACTOR_PAGES = {"account-security", "account-app", "account-passkey", "account-codes"}
# What is open to who still owes a step, and where the step is taken.
PERMITTED = {
    sessions.VERIFY: {"login-second"},
    sessions.PASSWORD: {"password-change"},
    sessions.ENROL: FACTOR_PAGES,
}
STEP = {
    sessions.VERIFY: "login-second",
    sessions.PASSWORD: "password-change",
    sessions.ENROL: "account-security",
}
ALWAYS = {"logout", "session-left"}
# All that an audit administrator may send: what concerns their own log-in.
READING = {"GET", "HEAD", "OPTIONS"}
OWN_LOGIN = (
    FACTOR_PAGES
    | ALWAYS
    | {
        "login",
        "login-second",
        "password-change",
        "account-factor-remove",
        "session-end",
        "sessions-end",
        "set_language",
    }
)
# What a page asks for by itself is no use of the session.
PASSIVE = {"session-left", "meeting-live-state", "import-job-progress"}


class LoginGuardMiddleware:
    """Asks only where a browser brings a session. What may be seen without log-in stays so, as for anybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Take what answers the request."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer, and follow the session where it got another key meanwhile."""
        response = self.get_response(request)
        if getattr(request, "session", None) is not None and request.session.accessed:
            sessions.keep_key(request)
        return response

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """End what is over; lead to what is owed."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return None
        name = request.resolver_match.view_name if request.resolver_match else ""
        public = not getattr(view, "login_required", True)
        why = sessions.lapsed(request) or _installed_since(request.user)
        if why is not None:
            if public and name != "login":
                _as_nobody(request)
            else:
                sessions.finish(request, why)
            return None
        _refuse_audit_administrator(request, name)
        owed = sessions.asked_for(request)
        if owed and name not in PERMITTED[owed] | ALWAYS:
            if not public:
                return _to(STEP[owed], request)
            if name != "login":
                _as_nobody(request)
        elif not public and name not in PASSIVE:
            sessions.use(request)
        return None


def _installed_since(user: Any) -> SessionEnd | None:
    """Why a superuser is no longer let in: the three administrators are there."""
    return SessionEnd.DEACTIVATED if is_left_over(user) else None


def _refuse_audit_administrator(request: HttpRequest, name: str) -> None:
    """Raise PermissionDenied for whatever an audit administrator sends that is not about their own log-in."""
    if request.method in READING or name in OWN_LOGIN:
        return
    if holds_role(request.user, Role.AUDIT_ADMINISTRATOR, on=today()):  # type: ignore[arg-type]
        raise PermissionDenied(_("审计管理员只查看记录，什么都不能改动。"))


def _as_nobody(request: HttpRequest) -> None:
    request.user = request._cached_user = AnonymousUser()  # type: ignore[attr-defined]


def _to(step: str, request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse(step)})
    back = request.get_full_path() if request.method == "GET" else reverse("home")
    return redirect(f"{reverse(step)}?{urlencode({'next': back})}")
