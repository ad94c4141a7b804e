"""Who is not signed in is sent to the log-in, and from there back to a page that can be shown."""

from typing import Any
from urllib.parse import urlsplit

from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme


class SigningInMiddleware(LoginRequiredMiddleware):
    """Django's own, but for what was sent: its address may only take, so the way back leads to the page it was sent from."""

    def handle_no_permission(self, request: HttpRequest, view_func: Any) -> HttpResponseRedirect:
        """Send to the log-in."""
        if request.method in {"GET", "HEAD"}:
            return super().handle_no_permission(request, view_func)
        came_from = request.headers.get("Referer", "")
        own = url_has_allowed_host_and_scheme(
            came_from, request.get_host(), require_https=request.is_secure()
        )
        parts = urlsplit(came_from) if own else urlsplit("/")
        back = f"{parts.path}?{parts.query}" if parts.query else parts.path
        return redirect_to_login(back, self.get_login_url(view_func), self.get_redirect_field_name(view_func))
