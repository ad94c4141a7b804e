"""The page of what one logs in with, and adding and removing second factors."""

from base64 import b64decode, b64encode
from typing import Any

import segno
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import AppForm, OwnPassword, PasskeyForm
from accounts.models import Factor, User
from accounts.services import factors, passkeys, sessions
from accounts.services.second import must_have
from accounts.views.requests import user_of
from core import clock
from core.sending import refuse

SECRET = "app-secret"  # noqa: S105 – where in the session the secret of an app waits for its first code, locked


@never_cache
@require_safe
def security(request: HttpRequest) -> HttpResponse:
    """What one logs in with; what may be done about it."""
    return _page(request)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def app(request: HttpRequest) -> HttpResponse:
    """Add an app that shows codes: a picture to read, a code to prove it."""
    user, on = user_of(request), clock.today()
    secret = _secret_of(request)
    form = AppForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        first = not user.factors.exists()
        try:
            factors.add_app(user=user, secret=secret, code=form.cleaned_data["code"], by=user, on=on)
        except ValidationError as error:
            refuse(form, error)
        else:
            request.session.pop(SECRET, None)
            return _added(request, user, first)
    picture = segno.make(factors.address_of(secret, user), error="m").svg_data_uri(scale=5, border=2)
    groups = " ".join(secret[at : at + 4] for at in range(0, len(secret), 4))
    context = {"form": form, "picture": picture, "secret": groups, "owes": _owes(request)}
    return render(request, "accounts/app.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def passkey(request: HttpRequest) -> HttpResponse:
    """Add a passkey: the browser makes it."""
    user, on = user_of(request), clock.today()
    form = PasskeyForm(request.POST or None, user=user)
    if request.method == "POST" and form.is_valid():
        first, given = not user.factors.exists(), form.cleaned_data
        try:
            passkeys.add_passkey(
                request=request, user=user, answer=given["answer"], name=given["name"], by=user, on=on
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            return _added(request, user, first)
    context = {"form": form, "asked": passkeys.ask_new(request, user), "owes": _owes(request)}
    return render(request, "accounts/passkey.html", context, status=422 if form.errors else 200)


@sensitive_post_parameters()
@never_cache
@require_POST
def codes(request: HttpRequest) -> HttpResponse:
    """New recovery codes, shown this once."""
    user = user_of(request)
    form = OwnPassword(request.POST, user=user)
    if not user.factors.exists():
        form.add_error(None, _("请先添加身份验证器或通行密钥，再生成恢复码。"))
    if not form.is_valid():
        return _page(request, form)
    return _codes(request, user)


@sensitive_post_parameters()
@never_cache
@require_POST
def remove(request: HttpRequest, pk: int) -> HttpResponse:
    """Take one of one's own factors away."""
    user = user_of(request)
    factor = get_object_or_404(Factor, pk=pk, user=user)
    form = OwnPassword(request.POST, user=user)
    if form.is_valid():
        try:
            factors.remove(factor=factor, by=user, on=clock.today())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已移除。"))
            return redirect("account-security")
    return _page(request, form)


def _page(request: HttpRequest, form: OwnPassword | None = None) -> HttpResponse:
    user, on = user_of(request), clock.today()
    rows = list(user.factors.all())
    context: dict[str, Any] = {
        "factors": rows,
        "codes_left": user.recovery_codes.filter(used_at=None).count() if rows else 0,
        "must_have": must_have(user, on),
        "owes": _owes(request),
        "form": form or OwnPassword(user=user),
        "sessions": len(sessions.live(user, clock.now())),
    }
    return render(request, "accounts/security.html", context, status=422 if form and form.errors else 200)


def _owes(request: HttpRequest) -> bool:
    return sessions.asked_for(request) == sessions.ENROL


def _added(request: HttpRequest, user: User, first: bool) -> HttpResponse:
    """After the first factor the recovery codes are shown, and everything opens."""
    sessions.answered(request, sessions.ENROL)
    messages.success(request, _("已添加，下次登录时会用到。"))
    return _codes(request, user) if first else redirect("account-security")


def _codes(request: HttpRequest, user: User) -> HttpResponse:
    made = factors.make_codes(user=user, by=user, on=clock.today())
    return render(request, "accounts/codes.html", {"codes": made})


def _secret_of(request: HttpRequest) -> str:
    """The secret that waits in this session; a new one where there is none."""
    kept = request.session.get(SECRET)
    if kept:
        return factors.unlocked(b64decode(kept))
    secret = factors.new_secret()
    request.session[SECRET] = b64encode(factors.locked(secret)).decode()
    return secret
