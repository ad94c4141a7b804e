"""Entering how a stage went, its records with their papers, and the head's checks."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from core import clock, uploads
from core.attachments import files_shown
from core.sending import refuse
from projects import policies
from projects.forms.projects import RecordForm, StageForm, VisitForm
from projects.models import Attachment, StageRecord
from projects.procedure import Found
from projects.services import stages as services
from projects.services.states import Breaks, NotPossible
from projects.views.projects import CLOSED, editable_or_404
from rulebook.procedures.projects import BY_RECORD, TITLES
from rulebook.procedures.projects import Stage as Kind


@require_http_methods(["GET", "HEAD", "POST"])
def project_stage(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Enter when a stage began and ended, and its decision; what would break a rule is said before it is stored."""
    on, user = clock.today(), user_of(request)
    found = editable_or_404(request, pk)
    stage = get_object_or_404(found.stages.select_related("project__unit", "matter"), kind=kind, spared="")
    form = StageForm(request.POST or None, stage=stage, user=user, on=on)
    broken: list[Found] = []
    if request.method == "POST" and form.is_valid():
        try:
            services.save_stage(project=found.pk, kind=kind, **form.cleaned_data, by=user, on=on)
        except Breaks as refused:
            broken = refused.found
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("“%(stage)s”的进度已保存。") % {"stage": _(TITLES[Kind(kind)])})
            return redirect(reverse("project", args=[pk]) + f"#stage-{kind}")
    context = {"project": found, "stage": stage, "form": form, "broken": broken}
    status = 422 if form.errors or broken else 200
    return render(request, "projects/stage.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def project_record(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Enter or correct one record of a stage, with its papers."""
    on, user = clock.today(), user_of(request)
    found = editable_or_404(request, pk)
    rule = BY_RECORD.get(kind)
    if rule is None:
        raise Http404
    stage = get_object_or_404(found.stages, kind=rule.stage, spared="")
    row = stage.records.filter(kind=kind).prefetch_related("attachments__added_by__person").first()
    form = RecordForm(request.POST or None, kind=kind, initial=_initial_of(row))
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        values = {"spared": ""} | form.cleaned_data
        try:
            row = services.save_record(project=found.pk, kind=kind, **values, by=user, on=on)
            refused = services.attach(record=row.pk, files=request.FILES.getlist("files"), by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        if not form.errors and not refused:
            messages.success(request, _("“%(record)s”已保存。") % {"record": _(rule.title)})
            return redirect(reverse("project", args=[pk]) + f"#stage-{rule.stage}")
    context = {
        "project": found, "stage": stage, "rule": rule, "form": form, "refused": refused, "accept": uploads.ACCEPT,
        "files": files_shown(row.attachments.all()) if row else [],
    }  # fmt: skip
    return render(request, "projects/record.html", context, status=422 if form.errors or refused else 200)


def _initial_of(row: StageRecord | None) -> dict[str, Any]:
    if row is None:
        return {}
    return {"day": row.on, "number": row.number, "text": row.text, "spared": row.spared}


@require_safe
def project_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A paper of a record, as a download, for whoever may see the project."""
    rows = policies.visible_projects(user_of(request), clock.today())
    papers = Attachment.objects.filter(
        record__stage__project__in=rows.values("pk"), record__stage__project=pk
    )
    paper = get_object_or_404(papers, pk=file)
    try:
        return uploads.download(paper.file.open("rb"), paper.name)
    except FileNotFoundError as error:
        raise Http404 from error


@require_http_methods(["GET", "HEAD", "POST"])
def project_visit(request: HttpRequest, pk: int) -> HttpResponse:
    """The head enters the own check of a stage."""
    on, user = clock.today(), user_of(request)
    rows = policies.led_projects(user, on).filter(cancelled=False).select_related("unit")
    found = get_object_or_404(rows, pk=pk)
    asked = request.GET.get("stage", "")
    form = VisitForm(request.POST or None, initial={"stage": asked, "day": on})
    if request.method == "POST" and form.is_valid():
        try:
            services.note_visit(project=found.pk, **form.cleaned_data, by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("监督检查已登记。"))
            return redirect(reverse("project", args=[pk]) + "#visits")
    context = {"project": found, "form": form}
    return render(request, "projects/visit.html", context, status=422 if form.errors else 200)
