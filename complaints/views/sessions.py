"""Opening with the passphrase, which first finds out from what the officer must stand back (N31), and closing again. The browser's half of the opened key is a cookie for these addresses alone."""

from datetime import date
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.views.requests import user_of
from complaints import policies
from complaints.forms.officers import UnlockForm
from complaints.services import opening, passphrases
from complaints.services.clearing import clear
from core import clock
from core.sending import refuse

COOKIE = "complaints-open" if settings.LOCAL else "__Secure-complaints-open"


class Closed(Exception):
    """Nothing is open in this browser."""


def private_key(request: HttpRequest) -> bytes:
    """The officer's own private key. Raises Closed."""
    found = opening.private_of(request.session, request.COOKIES.get(COOKIE, ""), clock.now())
    if found is None:
        raise Closed
    return found


def opener(request: HttpRequest, user: User, on: date) -> opening.Opener:
    """What opens complaints in this request. Raises Closed."""
    return opening.Opener(user, private_key(request), on)


def ask_to_open(request: HttpRequest) -> HttpResponse:
    """To the page that asks for the passphrase, and back."""
    back = request.get_full_path() if request.method == "GET" else reverse("complaint-list")
    return redirect(f"{reverse('complaint-open')}?{urlencode({'next': back})}")


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def open_session(request: HttpRequest) -> HttpResponse:
    """Ask for the passphrase."""
    on, user = clock.today(), user_of(request)
    if not (
        policies.keeps_keys(user, on)
        or policies.own_shares(user).exists()
        or policies.own_notices(user, on).exists()
    ):
        raise Http404
    if policies.own_key(user) is None:
        return redirect("complaint-keys")
    form = UnlockForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            private = passphrases.opened(by=user, passphrase=form.cleaned_data["passphrase"])
        except ValidationError as error:
            refuse(form, error)
        else:
            clear(of=user, opener=opening.Opener(user, private, on), by=user, on=on)
            return _opened(request, private)
    context = {"form": form, "minutes": int(opening.KEPT.total_seconds() // 60)}
    return render(request, "complaints/open.html", context, status=422 if form.errors else 200)


@never_cache
@require_POST
def close_session(request: HttpRequest) -> HttpResponse:
    """Close at once."""
    opening.close(request.session)
    messages.success(request, _("已关闭，再看须重新输入口令。"))
    response = redirect("home")
    response.delete_cookie(COOKIE, path=reverse("complaint-list"))
    return response


def _opened(request: HttpRequest, private: bytes) -> HttpResponse:
    # Who knows the session from before does not have it once it opens something.
    request.session.cycle_key()
    token = opening.keep_open(request.session, private, clock.now())
    asked = request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(asked, request.get_host(), require_https=request.is_secure())
    response = redirect(asked if safe and asked else "complaint-list")
    response.set_cookie(
        COOKIE,
        token,
        max_age=opening.KEPT,
        path=reverse("complaint-list"),
        secure=not settings.LOCAL,
        httponly=True,
        samesite="Strict",
    )
    return response
