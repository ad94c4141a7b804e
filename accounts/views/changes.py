"""Giving and ending roles: who holds which, what was proposed, proposing, and the second person's answer."""

from datetime import date
from functools import partial

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.forms import (
    RoleAnswerForm,
    RoleChangeFilterForm,
    RoleChangeForm,
    RoleEndForm,
    RoleHeldFilterForm,
)
from accounts.forms.changes import END_BY_HAND
from accounts.models import RoleChange, User
from accounts.policies import proposes, reads_roles, stands_in, visible_changes, waiting_changes
from accounts.selectors import NAMED, listed_changes, listed_roles
from accounts.services import changes
from accounts.views.requests import user_of
from core import sending
from core.clock import today
from core.paging import page_of
from core.sending import shown
from rulebook.administration import CONFIRM_WITHIN

TOO_LATE = gettext_lazy("没有办理：申请已经办结或者失效，或者须由提出人、被授予人及其亲属以外的人确认。")
acted = partial(sending.acted, closed=changes.NotToDecide, words=TOO_LATE)
stepped = partial(sending.stepped, closed=changes.NotToDecide, words=TOO_LATE)


@require_safe
def role_list(request: HttpRequest) -> HttpResponse:
    """Who holds which role."""
    user, on = user_of(request), today()
    if not reads_roles(user, on):
        raise Http404
    form = RoleHeldFilterForm(request.GET)
    page = page_of(listed_roles(on, **form.asked), request.GET.get("page"))
    context = {"page": page, "form": form, "may_propose": proposes(user, on), "me": user}
    return render(request, "accounts/roles.html", context)


@require_safe
def change_list(request: HttpRequest) -> HttpResponse:
    """What was proposed, those that wait first."""
    user, on = user_of(request), today()
    if not (reads_roles(user, on) or stands_in(user, on)):
        raise Http404
    form = RoleChangeFilterForm(request.GET)
    page = page_of(listed_changes(user, on, **form.asked), request.GET.get("page"))
    rows = [{"row": row, "is_open": row.is_open(on)} for row in page.object_list]
    context = {
        "page": page,
        "rows": rows,
        "form": form,
        "may_propose": proposes(user, on),
        "reads_roles": reads_roles(user, on),
        "days": CONFIRM_WITHIN.value,
    }
    return render(request, "accounts/role_changes.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def change_new(request: HttpRequest) -> HttpResponse:
    """Propose to give a role."""
    user, on = _proposer(request), today()
    form = RoleChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made: list[RoleChange] = []
        if acted(form, lambda: made.append(_propose(form, user, on))):
            messages.success(request, _("已提出，由第二人确认后生效。"))
            return redirect("role-change", made[0].pk)
    return shown(request, "accounts/role_change_new.html", {"form": form})


def _propose(form: RoleChangeForm, user: User, on: date) -> RoleChange:
    asked = form.proposal
    if asked["role"] != END_BY_HAND:
        return changes.propose_role(**asked, by=user, on=on)
    return changes.propose_end_by_hand(
        user=asked["user"], body=asked["body"], reason=asked["reason"], by=user, on=on
    )


@require_http_methods(["GET", "HEAD", "POST"])
def role_end(request: HttpRequest, pk: int) -> HttpResponse:
    """Propose to end a role."""
    user, on = _proposer(request), today()
    held = get_object_or_404(listed_roles(on), pk=pk)
    form = RoleEndForm(request.POST or None, initial={"last": on})
    if request.method == "POST" and form.is_valid() and acted(
        form, lambda: changes.propose_end(held=held, **form.cleaned_data, by=user, on=on)
    ):  # fmt: skip
        messages.success(request, _("已提出，由第二人确认后生效。"))
        return redirect("role-change-list")
    return shown(request, "accounts/role_end.html", {"form": form, "held": held})


@require_safe
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One proposal."""
    return _page(request, _found(request, pk), RoleAnswerForm())


@require_POST
def change_answer(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm, refuse with a reason, or take back."""
    user, on = user_of(request), today()
    found, form = _found(request, pk), RoleAnswerForm(request.POST)
    do = request.POST.get("do")
    if do == "refuse":
        done = form.is_valid() and acted(
            form, lambda: changes.refuse_change(change=pk, words=form.cleaned_data["words"], by=user, on=on)
        )
        if not done:
            return _page(request, found, form)
        messages.success(request, _("已记录不同意，角色没有变化。"))
        return redirect("role-change-list")
    act, words = (
        (changes.withdraw_change, _("已撤回，角色没有变化。"))
        if do == "withdraw"
        else (changes.confirm_change, _("已确认，角色变更生效。"))
    )
    stepped(request, lambda: act(change=pk, by=user, on=on), words)
    return redirect("role-change-list")


def _page(request: HttpRequest, found: RoleChange, form: RoleAnswerForm) -> HttpResponse:
    user, on = user_of(request), today()
    context = {
        "change": found,
        "form": form,
        "is_open": found.is_open(on),
        "may_answer": waiting_changes(user, on).filter(pk=found.pk).exists(),
        "is_own": found.proposed_by_id == user.pk and not found.outcome,
    }
    return shown(request, "accounts/role_change.html", context)


def _found(request: HttpRequest, pk: int) -> RoleChange:
    return get_object_or_404(visible_changes(user_of(request), today()).select_related(*NAMED), pk=pk)


def _proposer(request: HttpRequest) -> User:
    user = user_of(request)
    if not proposes(user, today()):
        raise Http404
    return user
