"""Having slips made out, watching it, taking the file once. Each file is its owner's alone."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from appraisals.forms.slips import SlipsForm
from appraisals.policies.ballots import handled_rounds
from appraisals.selectors.slips import polls_to_print, slips_of, units_to_print
from appraisals.services import slips as services
from core import clock, jobs
from core.models import Job
from core.watching import progress_shown
from rulebook.procedures.appraisals import SHEET_DAYS

RECENT = 10
TYPES = {".pdf": "application/pdf", ".csv": "text/csv; charset=utf-8"}


@require_http_methods(["GET", "HEAD", "POST"])
def slips(request: HttpRequest, pk: int) -> HttpResponse:
    """What can be made out for a round, and what was lately."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(handled_rounds(user, on).select_related("body"), pk=pk)
    form = SlipsForm(request.POST or None, units=units_to_print(user, on, found))
    if request.method == "POST" and form.is_valid():
        unit, kind = form.cleaned_data["unit"], form.cleaned_data["form"]
        try:
            job = services.order_slips(of=found, unit=unit.pk if unit else None, form=kind, by=user, on=on)
        except services.Nothing:
            form.add_error(None, _("没有可以印制的票码：评议已经开始的，不能重新印制。"))
        else:
            return redirect("appraisal-slips-job", job.pk)
    polls = polls_to_print(user, on, found)
    context = {
        "round": found, "form": form, "polls": polls.count(), "number": slips_of(polls), "days": SHEET_DAYS.value,
        "jobs": Job.objects.filter(kind=services.KIND, owner=user, options__round=found.pk)[:RECENT],
    }  # fmt: skip
    return render(request, "appraisals/slips.html", context, status=422 if form.errors else 200)


@require_safe
def slips_job(request: HttpRequest, pk: int) -> HttpResponse:
    """How far it is; then the file, as long as it was not taken."""
    job = _job(request, pk)
    return render(request, "appraisals/slips_job.html", {"job": job, "days": SHEET_DAYS.value})


@require_safe
def slips_progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The progress bar alone; once the job is over, the page is asked for again."""
    return progress_shown(request, _job(request, pk))


@require_POST
def slips_stop(request: HttpRequest, pk: int) -> HttpResponse:
    """Give up what runs: no code of it is valid."""
    job = _job(request, pk)
    if jobs.stop(job):
        messages.info(request, _("正在停止，没有印制任何票码。"))
    return redirect("appraisal-slips-job", job.pk)


@require_POST
@never_cache
def slips_file(request: HttpRequest, pk: int) -> HttpResponse:
    """Take the file; this once."""
    job = _job(request, pk)
    try:
        file = services.take_file(job=job, by=user_of(request))
    except services.Nothing:
        messages.error(request, _("文件已经下载过或者已经销毁，不再保存。"))
        return redirect("appraisal-slips-job", job.pk)
    answer = HttpResponse(file.content, content_type=TYPES[file.name[-4:]])
    answer.headers["Content-Disposition"] = content_disposition_header(True, file.name)
    return answer


def _job(request: HttpRequest, pk: int) -> Job:
    found: Job = get_object_or_404(Job, pk=pk, kind=services.KIND, owner=user_of(request))
    return found
