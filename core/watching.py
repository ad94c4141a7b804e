"""A job that is watched: its progress bar asks anew until the job is over."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django_htmx.http import HttpResponseStopPolling

from core.models import Job

STOP_POLLING = HttpResponseStopPolling.status_code


def progress_shown(request: HttpRequest, job: Job) -> HttpResponse:
    """The progress bar alone; once the job is over, the page is asked for again."""
    context = {"job": job, "url": request.path}
    if not job.is_over:
        return render(request, "_partials/job.html", context)
    answer = render(request, "_partials/job.html", context, status=STOP_POLLING)
    answer["HX-Refresh"] = "true"
    return answer
