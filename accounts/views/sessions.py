"""Where one is logged in, ending it elsewhere, and how long the session at hand still lasts."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import LoginSession
from accounts.services import sessions
from accounts.views.requests import user_of
from core import clock


@never_cache
@require_safe
def session_list(request: HttpRequest) -> HttpResponse:
    """One's own sessions, that at hand first."""
    own = sessions.own_key(request)
    rows = sessions.live(user_of(request), clock.now())
    rows.sort(key=lambda row: row.key != own)
    return render(request, "accounts/sessions.html", {"rows": rows, "own": own})


@require_POST
def session_end(request: HttpRequest, pk: int) -> HttpResponse:
    """End one of one's own."""
    user = user_of(request)
    found = get_object_or_404(LoginSession, pk=pk, user=user)
    sessions.end_session(session=found, by=user, on=clock.today())
    messages.success(request, _("该登录已结束。"))
    return redirect("account-sessions")


@require_POST
def sessions_end(request: HttpRequest) -> HttpResponse:
    """End all but the one at hand."""
    user = user_of(request)
    sessions.end_all(user=user, by=user, keep=sessions.own_key(request))
    messages.success(request, _("其他设备上的登录都已结束。"))
    return redirect("account-sessions")


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def session_left(request: HttpRequest) -> HttpResponse:
    """How many seconds are left; sent, it is used and so goes on."""
    if request.method == "POST" and not sessions.asked_for(request):
        sessions.use(request, at_once=True)
    return JsonResponse({"left": sessions.seconds_left(request)})
