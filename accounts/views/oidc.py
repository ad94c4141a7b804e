"""Single sign-on: to the provider, and back."""

import logging

from authlib.common.errors import AuthlibBaseError
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe
from joserfc.errors import JoseError
from requests import RequestException

from accounts.services import oidc
from accounts.views.entering import enter, way_back

logger = logging.getLogger(__name__)
NEXT = "oidc-next"
WRONG = (AuthlibBaseError, JoseError, RequestException, KeyError, ValueError, TypeError, RuntimeError)


@never_cache
@login_not_required
@require_safe
def start(request: HttpRequest) -> HttpResponse:
    """To the provider."""
    if not oidc.is_offered():
        raise Http404
    back = request.build_absolute_uri(reverse(oidc.CALLBACK))
    request.session[NEXT] = request.GET.get("next", "")
    try:
        answer: HttpResponse = oidc.provider().authorize_redirect(request, back)
    except WRONG as error:
        return _failed(request, error)
    return answer


@never_cache
@login_not_required
@require_safe
def back(request: HttpRequest) -> HttpResponse:
    """From the provider, with a code that is exchanged for what it says of the user."""
    if not oidc.is_offered():
        raise Http404
    try:
        claims = dict(oidc.provider().authorize_access_token(request).get("userinfo") or {})
    except WRONG as error:
        return _failed(request, error)
    user = oidc.user_of(claims)
    if user is None:
        messages.error(request, _("统一身份认证已通过，但本系统没有对应的在用账号，请联系管理员。"))
        return redirect("login")
    asked = request.session.pop(NEXT, "")
    enter(request, user, proved=oidc.proved_twice(claims))
    return redirect(way_back(request, asked))


def _failed(request: HttpRequest, error: Exception) -> HttpResponse:
    """To the log-in; the kind of the error is logged, nothing of what was sent."""
    logger.warning("single sign-on failed: %s", type(error).__name__)
    messages.error(request, _("统一身份认证没有完成，请重试，或者用用户名和密码登录。"))
    return redirect("login")
