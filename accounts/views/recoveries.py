"""Letting others in again: what was proposed, proposing, and the other administrator's answer."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Case, When
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import RecoveryForm
from accounts.limits import TEMPORARY_HOURS
from accounts.models import AccountRecovery, User
from accounts.policies import may_recover, proposes, waiting_recoveries
from accounts.services import recoveries
from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from core.sending import refuse

NAMED = ("user__person", "proposed_by__person", "decided_by__person")


@require_safe
def recovery_list(request: HttpRequest) -> HttpResponse:
    """All there ever were, those that wait first."""
    user = _administrator(request)
    rows = AccountRecovery.objects.select_related(*NAMED).order_by(
        Case(When(outcome="", then=0), default=1), "-proposed_at", "-pk"
    )
    page = page_of(rows, request.GET.get("page"))
    context = {
        "page": page,
        "me": user,
        "may_propose": proposes(user, clock.today()),
        "to_confirm": set(waiting_recoveries(user, clock.today()).values_list("pk", flat=True)),
    }
    return render(request, "accounts/recoveries.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def recovery_new(request: HttpRequest) -> HttpResponse:
    """Propose one."""
    user = _administrator(request)
    if not proposes(user, clock.today()):
        raise Http404
    form = RecoveryForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            recoveries.propose(**form.cleaned_data, by=user, on=clock.today())
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已提出，等待第二人确认。"))
            return redirect("recovery-list")
    return render(request, "accounts/recovery_new.html", {"form": form}, status=422 if form.errors else 200)


@never_cache
@require_POST
def recovery_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, decline or take back; a temporary password is shown in this answer alone."""
    user = _administrator(request)
    get_object_or_404(AccountRecovery, pk=pk)
    try:
        if request.POST.get("do") == "confirm":
            found, password = recoveries.confirm(recovery=pk, by=user, on=clock.today())
            context = {"recovery": found, "password": password, "hours": TEMPORARY_HOURS}
            return render(request, "accounts/recovered.html", context)
        recoveries.decline(recovery=pk, by=user, on=clock.today())
        messages.success(request, _("已记录，没有重置任何内容。"))
    except recoveries.NotPossible:
        messages.error(request, _("没有办理：申请已经办结，或者须由提出人、本人及其亲属以外的人确认。"))
    return redirect("recovery-list")


def _administrator(request: HttpRequest) -> User:
    user = user_of(request)
    if not may_recover(user, clock.today()):
        raise Http404
    return user
