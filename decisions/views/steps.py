"""What is done before deciding, and the emergency path."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.requests import user_of
from core import clock, uploads
from core.attachments import files_shown
from core.sending import refuse
from decisions import policies
from decisions.checks import lines_of
from decisions.checks.preparing import FIELDS, needs_answer
from decisions.choices import PreparationKind
from decisions.forms.preparation import EmergencyForm, EmergencyReportForm, PreparationForm
from decisions.models import Emergency, Matter
from decisions.presenters import matters as shown
from decisions.services import emergencies, preparation
from decisions.services import matters as services
from decisions.services.states import NotPossible
from decisions.views.matters import page_of_matter, visible_or_404


@require_http_methods(["GET", "HEAD", "POST"])
def matter_step(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Enter or correct one step before deciding, with its files."""
    on, user = clock.today(), user_of(request)
    if kind not in PreparationKind.values:
        raise Http404
    found = get_object_or_404(policies.editable_matters(user, on).select_related("unit"), pk=pk)
    step = found.preparations.filter(kind=kind).first()
    initial: dict[str, Any] = {name: getattr(step, name) for name in FIELDS[kind]} if step else {}
    if step is None and kind == PreparationKind.CONSULTATION and not found.is_personnel:
        initial = {"draft": found.summary}
    form = PreparationForm(request.POST or None, matter=found, kind=kind, initial=initial)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        refused = _save(request, found, kind, form)
        if not refused and not form.errors:
            messages.success(request, _("“%(step)s”已保存。") % {"step": PreparationKind(kind).label})
            return redirect(_back(request, found, kind))
    step = found.preparations.filter(kind=kind).prefetch_related("attachments__added_by__person").first()
    context = {
        "matter": found,
        "kind": kind,
        "title": PreparationKind(kind).label,
        "form": form,
        "step": step,
        "files": files_shown(step.attachments.all()) if step else [],
        "needs_answer": step is not None and needs_answer(step) and not step.answer,
        "lines": [
            line for line in lines_of(found, on) if kind in shown.FORMS_OF_STEPS.get(line.step.key, ())
        ],
        "comments": found.comments.count() if kind == PreparationKind.CONSULTATION else 0,
        "accept": uploads.ACCEPT,
        "refused": refused,
        "today": on,
    }
    return render(
        request, "decisions/matter_step.html", context, status=422 if form.errors or refused else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
def matter_emergency(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a matter was decided in an emergency."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(policies.editable_matters(user, on).select_related("unit"), pk=pk)
    emergency = Emergency.objects.filter(matter=found).first()
    names = ("reason", "decided_by", "decided_on", "action")
    initial = {name: getattr(emergency, name) for name in names} if emergency else {"decided_on": on}
    form = EmergencyForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            emergencies.declare_emergency(matter=found.pk, **form.cleaned_data, by=user, on=on)
        except NotPossible:
            messages.info(request, _("紧急处置已经向会议报告，不能再改。"))
            return redirect("matter", pk)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("紧急处置已登记，须在期限内向会议报告。"))
            return redirect(reverse("matter", args=[pk]) + "#emergency")
    context = {"matter": found, "form": form, "emergency": emergency, "today": on}
    return render(request, "decisions/matter_emergency.html", context, status=422 if form.errors else 200)


@require_POST
def matter_emergency_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a meeting was told of the emergency."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(policies.kept_matters(user, on), pk=pk)
    form = EmergencyReportForm(request.POST)
    try:
        if form.is_valid():
            emergencies.report_emergency(matter=found.pk, **form.cleaned_data, by=user, on=on)
            messages.success(request, _("已登记向会议报告的情况。"))
    except NotPossible:
        messages.info(request, _("该紧急处置此前已经报告。"))
    except ValidationError as error:
        refuse(form, error)
    if form.errors:
        context = page_of_matter(request, visible_or_404(request, pk), report=form)
        return render(request, "decisions/matter.html", context, status=422)
    return redirect(reverse("matter", args=[pk]) + "#emergency")


def _save(request: HttpRequest, found: Matter, kind: str, form: PreparationForm) -> list[str]:
    """Enter the step and keep its files; return what was refused of the files. Errors go to their fields."""
    on, user = clock.today(), user_of(request)
    try:
        step = preparation.save_preparation(
            matter=found.pk, kind=kind, values=form.cleaned_data, by=user, on=on
        )
    except NotPossible as error:
        raise Http404 from error
    except ValidationError as error:
        refuse(form, error)
        return []
    files = request.FILES.getlist("files")
    return services.attach(matter=found.pk, files=files, by=user, on=on, preparation=step.pk)


def _back(request: HttpRequest, found: Matter, kind: str) -> str:
    """To the matter; or, where only a file was sent, to the form again."""
    if request.POST.get("do") == "upload":
        return reverse("matter-step", args=[found.pk, kind]) + "#files"
    return reverse("matter", args=[found.pk]) + "#checklist"
