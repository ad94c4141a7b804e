"""What an officer opens from a complaint: a letter of inquiry, a major matter put before leaders, a clarification."""

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.requests import user_of
from complaints.forms.following import (
    ClarifyForm,
    EscalateForm,
    PaperInstructionForm,
    ReportedDraftForm,
)
from complaints.forms.officers import ReasonForm
from complaints.models import Complaint
from complaints.presenters.handling import page_of_complaint
from complaints.services import clarifying, escalating, handling, inquiring
from complaints.services.opening import Keys, with_merged
from complaints.views.handling import complaint_or_404, keys_or_404, merged_keys, opened
from core import clock, sealing
from core.sending import refuse, token_of
from integrity.policies.inquiries import askable_tenures
from organisation.models import Tenure
from rulebook.procedures.complaints import OVER


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def complaint_inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a letter of inquiry or a talk because of a complaint."""
    on, user, found = clock.today(), user_of(request), complaint_or_404(request, pk)
    keys = keys_or_404(request, found)
    token = token_of(request) if request.method == "POST" else uuid4()
    form = ReportedDraftForm(request.POST or None, user=user, on=on, initial=_initial(request, found, keys))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        try:
            inquiring.inquire(
                complaint=pk,
                keys=keys,
                token=token,
                asking=form.asking(),
                checked=given["checked"],
                why=given["why"],
                together=merged_keys(request, found),
                by=user,
                on=on,
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("草稿已保存，请核对后提请批准。"))
            return redirect("complaint", pk)
    elif not inquiring.may_inquire(found, keys):
        raise Http404
    return _page(request, "complaints/inquiry.html", found, keys, {"form": form, "token": token})


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def complaint_escalate(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a major matter before the leaders."""
    on, user, found = clock.today(), user_of(request), complaint_or_404(request, pk)
    keys, together = keys_or_404(request, found), merged_keys(request, found)
    form = EscalateForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            escalating.escalate(complaint=pk, keys=keys, put=form.put(), by=user, on=on, together=together)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已呈报，并记录在案。"))
            return redirect("complaint", pk)
    elif not found.major or found.state in OVER:
        raise Http404
    leaders = escalating.leaders_for(found, with_merged(found, keys, together), form.numbers(), on)
    return _page(request, "complaints/escalate.html", found, keys, {"form": form, "leaders": leaders})


@require_POST
@opened
def complaint_notice(request: HttpRequest, pk: int, notice: int) -> HttpResponse:
    """What an officer does with a notice: acknowledge what a leader said, enter what came back on paper, seal it to another pair."""
    on, user, found = clock.today(), user_of(request), complaint_or_404(request, pk)
    keys, done = keys_or_404(request, found), request.POST.get("do", "")
    given: dict[str, Any] = {"notice": notice, "complaint": pk, "by": user, "on": on}
    try:
        if done == "acknowledge":
            escalating.acknowledge(**given)
        elif done == "seal":
            escalating.seal_again(**given, keys=keys)
        elif done == "paper":
            form = PaperInstructionForm(request.POST)
            if not form.is_valid():
                raise ValidationError(
                    [f"{form[name].label}：{' '.join(map(str, told))}" for name, told in form.errors.items()]
                )
            escalating.enter_instruction(**given, keys=keys, **form.cleaned_data)
        else:
            raise Http404
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("已办理，并记录在案。"))
    return redirect("complaint", pk)


@require_http_methods(["GET", "HEAD", "POST"])
@opened
def complaint_clarification(request: HttpRequest, pk: int) -> HttpResponse:
    """Draft a clarification, word it anew, or say why there is none."""
    on, user, found = clock.today(), user_of(request), complaint_or_404(request, pk)
    keys = keys_or_404(request, found)
    draft = clarifying.clarified(found, keys)
    sparing = request.method == "POST" and request.POST.get("do") == "spare"
    token = token_of(request) if request.method == "POST" else uuid4()
    data = request.POST if request.method == "POST" and not sparing else None
    form = ClarifyForm(data, user=user, on=on, draft=draft, initial=_initial(request, found, keys))
    reason = ReasonForm(request.POST if sparing else None)
    if request.method == "POST" and (reason if sparing else form).is_valid():
        try:
            if sparing:
                clarifying.spare(
                    complaint=pk, keys=keys, reason=reason.cleaned_data["reason"], by=user, on=on
                )
            else:
                together = merged_keys(request, found)
                clarifying.clarify(
                    complaint=pk,
                    keys=keys,
                    token=token,
                    worded=form.worded(),
                    by=user,
                    on=on,
                    together=together,
                )
        except ValidationError as error:
            refuse(reason if sparing else form, error)
        else:
            messages.success(
                request, _("已写明不作澄清的理由。") if sparing else _("草稿已保存，请核对后征求本人意见。")
            )
            return redirect("complaint", pk)
    elif request.method != "POST" and not clarifying.may_clarify(found):
        raise Http404
    context = {"form": form, "reason": reason, "token": token, "draft": draft}
    return _page(request, "complaints/clarify.html", found, keys, context)


def _heads(request: HttpRequest, found: Complaint, keys: Keys) -> list[Tenure]:
    """Who heads the unit reported, as far as the officer may ask them."""
    unit = sealing.unlock_words(keys.content, bytes(found.content)).get("unit") or 0
    on, user = clock.today(), user_of(request)
    rows = askable_tenures(user, on).filter(post__unit=unit, during__contains=on)
    return list(rows.select_related("person", "post").order_by("post_id", "pk"))


def _initial(request: HttpRequest, found: Complaint, keys: Keys) -> dict[str, str]:
    """The staff number of the head, where there is but one."""
    numbers = {one.person.staff_no for one in _heads(request, found, keys) if one.person}
    return {"staff_no": numbers.pop()} if len(numbers) == 1 else {}


def _page(
    request: HttpRequest, template: str, found: Complaint, keys: Keys, more: dict[str, Any]
) -> HttpResponse:
    if request.method == "GET":
        handling.note_view(complaint=found, by=user_of(request))
    heads = _heads(request, found, keys)
    context = {"complaint": found, **page_of_complaint(found, keys), "heads": heads, **more}
    wrong = any(form.errors for form in more.values() if hasattr(form, "errors"))
    return render(request, template, context, status=422 if wrong else 200)
