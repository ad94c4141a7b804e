"""Between log-in and every page: sessions that are over end here, and who still owes a step of the log-in is led to it."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse

from accounts.services import sessions

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
        why = sessions.lapsed(request)
        if why is not None:
            if public and name != "login":
                _as_nobody(request)
            else:
                sessions.finish(request, why)
            return None
        owed = sessions.asked_for(request)
        if owed and name not in PERMITTED[owed] | ALWAYS:
            if not public:
                return _to(STEP[owed], request)
            if name != "login":
                _as_nobody(request)
        elif not public and name not in PASSIVE:
            sessions.use(request)
        return None


def _as_nobody(request: HttpRequest) -> None:
    request.user = request._cached_user = AnonymousUser()  # type: ignore[attr-defined]


def _to(step: str, request: HttpRequest) -> HttpResponse:
    if request.headers.get("HX-Request"):
        return HttpResponse(status=204, headers={"HX-Redirect": reverse(step)})
    back = request.get_full_path() if request.method == "GET" else reverse("home")
    return redirect(f"{reverse(step)}?{urlencode({'next': back})}")
