"""The log-in, second the other factor: a code, a recovery code, a passkey."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from accounts.forms import CodeForm
from accounts.models import User
from accounts.services import locks, passkeys, sessions
from accounts.services.factors import takes_code
from accounts.views.entering import way_back
from accounts.views.locked import locked
from accounts.views.requests import user_of


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def second(request: HttpRequest) -> HttpResponse:
    """Ask for the second factor of who gave the password."""
    user, back = user_of(request), request.POST.get("next") or request.GET.get("next", "")
    if sessions.asked_for(request) != sessions.VERIFY:
        return redirect("home")
    form = CodeForm(request.POST or None)
    if request.method == "POST":
        if locks.is_locked(request, user.username):
            return locked(request, credentials={"username": user.username})
        if _is_proved(request, user, form):
            sessions.answered(request, sessions.VERIFY)
            return redirect(way_back(request, back))
        if locks.is_locked(request, user.username):
            return locked(request, credentials={"username": user.username})
    asked = passkeys.ask_known(request, user)
    has_app = user.factors.filter(kind="totp").exists()
    context = {"form": form, "asked": asked, "next": back, "has_app": has_app}
    return render(request, "accounts/second.html", context, status=422 if form.errors else 200)


def _is_proved(request: HttpRequest, user: User, form: CodeForm) -> bool:
    """Whether a factor was shown; a wrong one counts as a failed log-in."""
    answer = request.POST.get("answer", "")
    if answer:
        form.errors.clear()
        if passkeys.takes_passkey(request, user, answer):
            return True
        form.add_error(None, _("通行密钥没有通过核对，请重试或改用动态口令、恢复码。"))
    elif form.is_valid():
        if takes_code(user, form.cleaned_data["code"]):
            return True
        form.add_error("code", _("口令或恢复码不正确，或者已经用过。"))
    else:
        return False
    locks.count_failure(request, user.username)
    return False
