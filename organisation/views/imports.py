"""Importing from a spreadsheet: choose a file, watch the check, read the preview, confirm. Each job is its owner's alone."""

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from core import jobs
from core.exporting import workbook_response
from core.importing.templates import template_response
from core.models import Job
from core.watching import progress_shown
from organisation.forms.imports import ImportForm
from organisation.policies import counties_of, may_import
from organisation.presenters.imports import ImportKind, JobPage, kind_of, kind_tabs, recent_jobs

KEPT = ("unit", "columns")  # what a job was started for, and the next one on the same file is, too
NO_LONGER = (Job.State.DONE, Job.State.FAILED)


def _counties(request: HttpRequest) -> list[str] | None:
    """The counties whose data the user may import, None for all. Raises Http404 where there are none."""
    counties = counties_of(request.user)
    if counties is not None and not counties:
        raise Http404
    return None if counties is None else sorted(counties)


def _kind(name: str) -> ImportKind:
    kind = kind_of(name)
    if kind is None:
        raise Http404
    return kind


def _bounds(request: HttpRequest, kind: ImportKind) -> list[str] | None:
    """The counties that bound an import of `kind`; one with an owner of its own is bounded by what it was started for."""
    if kind.open_to is None:
        if not may_import(request.user, of_cases=kind.of_cases):
            raise Http404
        return _counties(request)
    if not kind.open_to(request.user):
        raise Http404
    return None


def _job(request: HttpRequest, pk: int) -> Job:
    job: Job = get_object_or_404(Job, pk=pk, owner=request.user)
    _bounds(request, _kind(job.kind))
    return job


@require_http_methods(["GET", "HEAD", "POST"])
def upload(request: HttpRequest, kind: str) -> HttpResponse:
    """Choose a file; what comes next is its check, on the page of the job."""
    shown = _kind(kind)
    counties = _bounds(request, shown)
    sent = request.method == "POST"
    given = (request.POST, request.FILES) if sent else ()
    form = ImportForm(*given, suffixes=shown.suffixes)
    if sent and form.is_valid():
        file = form.cleaned_data["file"]
        options = {"dry_run": True, "counties": counties}
        job = jobs.start(kind=kind, by=request.user, file=file, file_name=file.name, options=options)
        return redirect("import-job", job.pk)
    context = {
        "form": form,
        "kind": shown,
        "kinds": kind_tabs(shown, request.user),
        "jobs": recent_jobs(request.user, shown),
    }
    return render(request, "imports/upload.html", context, status=422 if form.errors else 200)


@require_safe
def template(request: HttpRequest, kind: str) -> FileResponse:
    """Download the empty form."""
    shown = _kind(kind)
    _bounds(request, shown)
    return template_response(f"{shown.sheet}模板.xlsx", str(shown.sheet), shown.columns)


@require_safe
def job(request: HttpRequest, pk: int) -> HttpResponse:
    """Progress while the job runs, then its preview, result or errors."""
    page = JobPage(_job(request, pk), request.GET.get("show", ""), request.GET.get("page"))
    return render(request, "imports/job.html", {"shown": page})


@require_safe
def job_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress bar alone; once the job is over, the page is asked for again."""
    return progress_shown(request, _job(request, pk))


@require_POST
def job_next(request: HttpRequest, pk: int) -> HttpResponse:
    """Confirm a check: import the same file, once however often it is asked; or try again what failed."""
    found = _job(request, pk)
    counties = _bounds(request, _kind(found.kind))
    is_check = bool(found.options["dry_run"])
    if found.state not in NO_LONGER or (found.state == Job.State.DONE and not is_check):
        messages.info(request, _("这份文件已经处理过，没有重复导入。"))
        return redirect("import-job", found.pk)
    again = found.state == Job.State.FAILED
    kept = {name: value for name, value in found.options.items() if name in KEPT}
    options = kept | {"dry_run": is_check and again, "counties": counties}
    following = jobs.follow_up(found, options=options)
    return redirect("import-job", following.pk)


@require_POST
def job_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up what runs: nothing of it is stored."""
    found = _job(request, pk)
    if jobs.stop(found):
        messages.info(request, _("正在停止，没有保存的内容不会保存。"))
    else:
        messages.info(request, _("这份文件已经处理完，不能停止。"))
    return redirect("import-job", found.pk)


@require_safe
def job_errors(request: HttpRequest, pk: int) -> FileResponse:
    """Download the list of errors."""
    found = _job(request, pk)
    rows = [(error["row"], error["column"], error["message"]) for error in found.result.get("errors", [])]
    return workbook_response(_("导入错误清单.xlsx"), _("错误"), [_("行号"), _("列名"), _("问题")], rows)
