"""A deputy's own pages, made for a phone: what they were drawn for, what they found and suggest, how they judge the reply."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from core.sending import shown
from inspections.forms.steps import LONGEST, StatementForm, VerdictForm
from inspections.models import Member, StatementDraft, Verdict
from inspections.policies import own_memberships, own_tasks
from inspections.selectors.lists import tasks_of
from inspections.services.held import NotPossible
from inspections.services.judging import judge
from inspections.services.visiting import WRITTEN_IN, hand_in, keep_draft
from inspections.views.requests import CLOSED, acted
from rulebook.procedures.inspections import State


@require_safe
def tasks(request: HttpRequest) -> HttpResponse:
    """What the user was drawn for, paged."""
    user = user_of(request)
    if not own_tasks(user):
        raise Http404
    page = page_of(tasks_of(user), request.GET.get("page"))
    context = {"page": page, "today": clock.today(), "writing": list(WRITTEN_IN)}
    return render(request, "inspections/tasks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def task(request: HttpRequest, pk: int) -> HttpResponse:
    """One visit: what was found and is suggested; later how the reply is judged."""
    on, user = clock.today(), user_of(request)
    found = _own_or_404(request, pk)
    inspection = found.inspection
    statement = getattr(found, "statement", None)
    draft = StatementDraft.objects.filter(member=found).first()
    initial = {"findings": draft.findings, "suggestions": draft.suggestions} if draft else {}
    form = StatementForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if acted(form, lambda: hand_in(member=pk, **given, by=user, on=on)):
            messages.success(request, _("已提交，不能再改。谢谢您的监督。"))
            return redirect("inspection-task", pk)
    context = _shared(found) | {
        "form": form,
        "statement": statement,
        "draft": draft,
        "today": on,
        "may_write": statement is None and inspection.state in WRITTEN_IN and found.present is not False,
        "may_hand_in": inspection.held_on is not None and on >= inspection.held_on,
        "verdict_form": VerdictForm(),
    }
    return shown(request, "inspections/task.html", context)


@require_POST
def task_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed so far."""
    _own_or_404(request, pk)
    findings, suggestions = (request.POST.get(name, "")[:LONGEST] for name in ("findings", "suggestions"))
    try:
        kept = keep_draft(
            member=pk, findings=findings, suggestions=suggestions, by=user_of(request), on=clock.today()
        )
    except NotPossible:
        return JsonResponse({"message": str(CLOSED)}, status=409)
    return JsonResponse({"saved_at": timezone.localtime(kept.saved_at).strftime("%H:%M")})


@require_POST
def task_judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Say whether the reply satisfies."""
    on, user = clock.today(), user_of(request)
    found = _own_or_404(request, pk)
    form = VerdictForm(request.POST)
    if form.is_valid() and acted(form, lambda: judge(member=pk, **form.cleaned_data, by=user, on=on)):
        messages.success(request, _("评价已提交，谢谢。"))
        return redirect("inspection-task", pk)
    context = _shared(found) | {
        "form": form, "statement": getattr(found, "statement", None), "draft": None, "today": on, "may_write": False,
        "may_hand_in": False, "verdict_form": form,
    }  # fmt: skip
    return render(request, "inspections/task.html", context, status=422)


def _shared(found: Member) -> dict[str, Any]:
    """The unit's replies to the suggestions, and what this deputy said of them; nothing of the other deputies."""
    inspection = found.inspection
    verdicts = list(Verdict.objects.filter(member=found).order_by("-round"))
    judged = any(one.round == inspection.round for one in verdicts)
    replies = list(inspection.replies.prefetch_related("answers__suggestion").order_by("-round"))
    return {
        "member": found,
        "inspection": inspection,
        "replies": replies,
        "verdicts": verdicts,
        "may_judge": inspection.state == State.REPLIED and found.present is True and not judged,
    }


def _own_or_404(request: HttpRequest, pk: int) -> Member:
    """The user's own membership, or 404; of everything else there is nothing here."""
    rows = own_memberships(user_of(request)).select_related(
        "inspection__unit", "inspection__body", "inspection__person", "deputy", "statement"
    )
    found: Member = get_object_or_404(rows, pk=pk)
    return found
