"""Coming in, by whichever way: where one goes then, and what one is told."""

from django.contrib import messages
from django.contrib.auth import login
from django.http import HttpRequest
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.timezone import localtime
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.services import recoveries, sessions
from core.clock import today
from core.templatetags.wording import cn_date

BACKEND = "django.contrib.auth.backends.ModelBackend"


def enter(request: HttpRequest, user: User, *, proved: bool = False) -> None:
    """Log `user` in; `proved`: two factors were shown already. Tell them once what others did to their log-in."""
    if request.user.is_authenticated:
        sessions.replace(request)
    request.second_factor_proved = proved  # type: ignore[attr-defined]
    login(request, user, backend=getattr(user, "backend", BACKEND))
    _tell(request, user)


def way_back(request: HttpRequest, asked: str) -> str:
    """Where to go: what was asked for, of this host alone; home where somebody else was at it before."""
    ended = request.session.get(sessions.ENDED) or {}
    other = ended.get("user") not in {None, getattr(request.user, "pk", None)}
    safe = url_has_allowed_host_and_scheme(asked, {request.get_host()}, require_https=request.is_secure())
    return asked if asked and safe and not other else reverse("home")


def _tell(request: HttpRequest, user: User) -> None:
    found = recoveries.untold(user)
    for one in found:
        words = _(
            "您的%(what)s已由 %(one)s 提出、%(other)s 确认重置（%(day)s）。如果不是您本人要求，请立即报告。"
        )
        facts = {"what": one.get_scope_display(), "one": one.proposed_by, "other": one.decided_by}
        messages.warning(request, words % {**facts, "day": cn_date(localtime(one.decided_at))})
    if found:
        recoveries.tell(by=user, on=today())
