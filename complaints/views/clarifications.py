"""Clarifications (澄清正名, N32): the public page, the list and the page for officers and the head."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.views.requests import user_of
from complaints import policies
from complaints.forms.following import ApproveForm, CarryOutForm, WishForm
from complaints.forms.officers import ReasonForm
from complaints.presenters.following import CLARIFICATION_TONES
from complaints.services import clarifying
from core import clock
from core.paging import page_of
from core.rows import as_product
from core.sending import refuse
from rulebook.procedures.clarification import STEPS, Step

NEEDED = ("person", "unit", "post", "body")
# Step → its form (None: a button alone) and the service that takes it.
TAKEN: dict[str, tuple[type[Form] | None, Callable[..., Any]]] = {
    Step.ASK: (None, clarifying.ask_head),
    Step.WISH: (WishForm, clarifying.wish),
    Step.APPROVE: (ApproveForm, clarifying.approve),
    Step.RETURN: (ReasonForm, clarifying.give_back),
    Step.CARRY_OUT: (CarryOutForm, clarifying.carry_out),
    Step.WITHDRAW: (None, clarifying.withdraw),
}


@require_safe
@never_cache
@login_not_required
def clarifications_public(request: HttpRequest) -> HttpResponse:
    """What was made known to everybody, the latest first; only what the heads wished to stand here."""
    rows = policies.public_clarifications().select_related(*NEEDED).order_by("-done_on", "-pk")
    with as_product("what is made known to everybody is read by nobody in particular"):
        page = page_of(rows, request.GET.get("page"))
        page.object_list = list(page.object_list)
    return render(request, "complaints/clarifications.html", {"page": page})


@never_cache
@require_safe
def clarification_list(request: HttpRequest) -> HttpResponse:
    """Those the user works on, reads, or is cleared by."""
    on, user = clock.today(), user_of(request)
    rows = policies.visible_clarifications(user, on)
    if not policies.opens_complaints(user, on) and not rows.exists():
        raise Http404
    page = page_of(rows.select_related(*NEEDED).order_by("-drafted_on", "-pk"), request.GET.get("page"))
    lines = [{"row": row, "tone": CLARIFICATION_TONES[row.state]} for row in page.object_list]
    return render(request, "complaints/clarification_list.html", {"page": page, "lines": lines})


@never_cache
@require_safe
def clarification(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them."""
    return _show(request, pk)


@never_cache
@require_POST
def clarification_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step."""
    on, user = clock.today(), user_of(request)
    get_object_or_404(policies.visible_clarifications(user, on), pk=pk)
    if step not in TAKEN:
        raise Http404
    kind, service = TAKEN[step]
    form = kind(request.POST, prefix=step) if kind else Form(request.POST)
    if form.is_valid():
        try:
            service(clarification=pk, by=user, on=on, **form.cleaned_data)
        except ValidationError as error:
            if kind is None:
                messages.error(request, " ".join(error.messages))
                return redirect("clarification", pk)
            refuse(form, error)
        else:
            messages.success(request, _("已办理，并记录在案。"))
            return redirect("clarification", pk)
    return _show(request, pk, form=form, step=step)


def _show(request: HttpRequest, pk: int, *, form: Form | None = None, step: str = "") -> HttpResponse:
    on, user = clock.today(), user_of(request)
    rows = policies.visible_clarifications(user, on).select_related(
        *NEEDED, "drafted_by__person", "approved_by__person", "done_by__person"
    )
    found = get_object_or_404(rows, pk=pk)
    forms = []
    for one in clarifying.possible(found, user, on):
        kind = TAKEN[one][0]
        shown = form if one == step and form is not None else kind(prefix=one) if kind else None
        if isinstance(shown, CarryOutForm) and not shown.is_bound:
            shown.initial = {"day": on}
        forms.append({"rule": STEPS[one], "form": shown})
    if form is not None and not any(one["form"] is form for one in forms):
        messages.error(
            request, " ".join(str(told) for told in form.non_field_errors()) or _("现在不能办理。")
        )
        return redirect("clarification", pk)
    context = {
        "clarification": found,
        "tone": CLARIFICATION_TONES[found.state],
        "is_head": found.person_id == user.person_id,
        "is_handled": policies.handled_clarifications(user, on).filter(pk=pk).exists(),
        "forms": forms,
        "today": on,
    }
    return render(request, "complaints/clarification.html", context, status=422 if form else 200)
