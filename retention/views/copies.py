"""One's own data: asking for a copy, watching it being made, taking it. Each copy is its owner's alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.models import Job
from core.watching import progress_shown
from retention.selectors.excepted import reasons
from retention.services import copies as services
from rulebook.retention import COPY, COPY_DAYS

RECENT = 10


@require_http_methods(["GET", "HEAD", "POST"])
def own_data(request: HttpRequest) -> HttpResponse:
    """What one gets, what not and why; the latest copies; asking for another."""
    on, user = clock.today(), user_of(request)
    if request.method == "POST":
        try:
            return redirect("own-data-job", services.ask(by=user, on=on).pk)
        except services.Nothing:
            messages.error(request, _("正在制作一份，请等它完成。"))
    context = {
        "jobs": services.own_jobs(user)[:RECENT], "reasons": reasons(), "days": COPY_DAYS.value, "source": COPY,
    }  # fmt: skip
    return render(request, "retention/own_data.html", context)


@require_safe
def own_data_job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; then the file, as long as it is kept."""
    return render(request, "retention/own_data_job.html", {"job": _job(request, pk), "days": COPY_DAYS.value})


@require_safe
def own_data_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress bar alone; once the job is over, the page is asked for again."""
    return progress_shown(request, _job(request, pk))


@require_POST
@never_cache
def own_data_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the file; every time is noted."""
    job = _job(request, pk)
    try:
        file = services.take(job=job.pk, by=user_of(request))
    except services.Nothing:
        messages.error(request, _("文件已经销毁，请重新制作。"))
        return redirect("own-data-job", job.pk)
    answer = HttpResponse(file.content, content_type="application/zip")
    answer.headers["Content-Disposition"] = content_disposition_header(True, file.name)
    return answer


def _job(request: HttpRequest, pk: int) -> Job:
    found: Job = get_object_or_404(services.own_jobs(user_of(request)), pk=pk)
    return found
