"""Drafting a case, wording it anew, and the steps that need no form of their own."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.requests import user_of
from core import clock
from core.sending import acted, refuse, stepped, token_of
from integrity.forms.inquiries import DraftForm, RewordForm
from integrity.models import Inquiry
from integrity.policies.inquiries import asks, handled_inquiries
from integrity.presenters.inquiries import NEEDS_REASON
from integrity.selectors.inquiries import NEEDED, tenure_of
from integrity.selectors.origins import kind_of, origin_of
from integrity.services import inquiries as services
from integrity.views.inquiries.reading import CLOSED, readable_or_404
from rulebook.procedures.inquiry import WAYS, State, Step

LONGEST_NUMBER = 18  # digits: a longer number is no row's
# Step → the service that takes it, and what is said when it is done.
STEPS: dict[str, tuple[Callable[..., Inquiry], Any]] = {
    Step.SUBMIT: (services.submit_inquiry, gettext_lazy("已提请主要负责人批准。")),
    Step.APPROVE: (services.approve_inquiry, gettext_lazy("已批准，待编号发出。")),
    Step.RETURN: (services.return_inquiry, gettext_lazy("已退回修改。")),
    Step.DROP: (services.drop_inquiry, gettext_lazy("已撤销。")),
    Step.SEND: (services.send_inquiry, gettext_lazy("已编号发出，本人可以签收。")),
    Step.RECEIVE: (services.receive_inquiry, gettext_lazy("已签收。")),
    Step.RECONSIDER: (services.reconsider_inquiry, gettext_lazy("已退回重新评估。")),
    Step.DECIDE: (services.decide_inquiry, gettext_lazy("处置已批准，办结。")),
}


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_new(request: HttpRequest) -> HttpResponse:
    """Draft a case: from an origin (`?origin=finding&row=12`), or of a head named by staff number."""
    on, user = clock.today(), user_of(request)
    if not asks(user, on):
        raise Http404
    key, row = _origin_asked(request)
    origin = origin_of(user, key, row, on) if key else None
    tenure = tenure_of(user, on, person=origin.person, unit=origin.unit) if origin else None
    if key and tenure is None:
        raise Http404
    token = token_of(request) if request.POST else uuid4()
    way = request.GET.get("way")
    initial = {"way": way} if way in WAYS else None
    form = DraftForm(request.POST or None, user=user, on=on, tenure=tenure, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.open_inquiry(token=token, asking=form.asking(key, row), by=user, on=on)
        except services.NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("草稿已保存，请核对后提请批准。"))
            return redirect(made)
    kind = kind_of(key)
    context = {"form": form, "token": token, "origin": origin, "kind": kind, "tenure": tenure, "row": row}
    return render(request, "integrity/inquiry_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def inquiry_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a draft anew."""
    on, user = clock.today(), user_of(request)
    rows = handled_inquiries(user, on).filter(state=State.DRAFT).select_related(*NEEDED)
    found: Inquiry = get_object_or_404(rows, pk=pk)
    form = RewordForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            services.change_inquiry(inquiry=pk, **form.cleaned_data, by=user, on=on)

        if acted(form, act, closed=services.NotPossible, words=CLOSED):
            messages.success(request, _("草稿已保存，请核对后提请批准。"))
            return redirect(found)
    context = {
        "form": form, "inquiry": found, "origin": origin_of(user, found.origin, found.origin_row, on),
        "kind": kind_of(found.origin),
    }  # fmt: skip
    return render(request, "integrity/inquiry_edit.html", context, status=422 if form.errors else 200)


@require_POST
def inquiry_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step that needs no more than a reason."""
    on, user = clock.today(), user_of(request)
    if step not in STEPS:
        raise Http404
    found = readable_or_404(request, pk)
    service, done = STEPS[step]
    given = {"reason": request.POST.get("reason", "")} if step in NEEDS_REASON else {}
    stepped(
        request,
        lambda: service(inquiry=pk, **given, by=user, on=on),
        done,
        closed=services.NotPossible,
        words=CLOSED,
    )
    return redirect(found)


def _origin_asked(request: HttpRequest) -> tuple[str, int | None]:
    """The origin named in the address, or in the form that was sent."""
    given = request.POST if request.method == "POST" else request.GET
    key, row = given.get("origin", ""), given.get("row", "")
    if not key:
        return "", None
    if not (row.isascii() and row.isdecimal() and len(row) <= LONGEST_NUMBER):
        raise Http404
    return key, int(row)
