"""Letting other systems in: by a key in the Authorization header, or as who is logged in. What they are told is JSON."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.middleware.csrf import CsrfViewMiddleware
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt

from accounts.models import User
from accounts.services import user_of_key
from core.clock import today
from core.rows.reading import reading_as
from core.throttling import within

MOST, SECONDS = 60, 60  # requests of one user
View = Callable[..., HttpResponse]


def refusal(status: int, error: str) -> JsonResponse:
    """An answer that says in Chinese why a request was not done."""
    return JsonResponse({"error": error}, status=status, json_dumps_params={"ensure_ascii": False})


def for_machines(view: View) -> View:
    """Let `view` be asked with “Authorization: Bearer KEY”, or from a session with its CSRF token.

    Only for views that disclose nothing: who makes a key for a user must not come to see what that user sees. Who is nobody ends
    with 401, a request forged from a session with 403, more than MOST a minute with 429.
    """

    @csrf_exempt
    @login_not_required
    @wraps(view)
    def ask(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        user = _asking(request)
        if user is None:
            answer = refusal(401, _("请在 Authorization 请求头中提供有效的接口密钥：Bearer 密钥。"))
            answer["WWW-Authenticate"] = "Bearer"
            return answer
        if "Authorization" not in request.headers and _is_forged(request):
            return refusal(403, _("请求缺少 CSRF 令牌，没有处理。"))
        if not within(f"api:{user.pk}", most=MOST, seconds=SECONDS):
            answer = refusal(429, _("请求过于频繁，请一分钟后再试。"))
            answer["Retry-After"] = str(SECONDS)
            return answer
        request.user = user
        with reading_as(str(user.pk)):
            return view(request, *args, **kwargs)

    return ask


def _asking(request: HttpRequest) -> User | None:
    """Who asks: the user of the key given, whether or not somebody is logged in; else who is logged in."""
    given = request.headers.get("Authorization")
    if given is not None:
        scheme, _space, text = given.partition(" ")
        return user_of_key(text=text.strip(), on=today()) if scheme.lower() == "bearer" else None
    return request.user if isinstance(request.user, User) else None


class _Check(CsrfViewMiddleware):
    """Django's own check, asked by hand: says why instead of answering with a page."""

    def _reject(self, request: HttpRequest, reason: str) -> Any:
        return reason


def _is_forged(request: HttpRequest) -> bool:
    check = _Check(lambda _request: HttpResponse())
    check.process_request(request)
    return check.process_view(request, lambda _request: HttpResponse(), (), {}) is not None
