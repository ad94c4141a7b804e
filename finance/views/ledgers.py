"""Importing a unit's ledger: choose it, say which column is what, then the check and the import on the page of the job."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from accounts.views.requests import user_of
from core import clock, jobs
from core.models import Job
from finance.forms.ledgers import ColumnsForm, LedgerForm
from finance.policies import own_fund_units
from finance.presenters.funds import parts_of_funds
from finance.presenters.imports import LEDGER
from finance.services.ledgers import KIND, remember_columns
from organisation.models import Unit
from organisation.presenters.imports import recent_jobs


@require_http_methods(["GET", "HEAD", "POST"])
def fund_import(request: HttpRequest) -> HttpResponse:
    """Choose a ledger; its headings are read in the background."""
    user, units = user_of(request), _units(request)
    sent = (request.POST, request.FILES) if request.method == "POST" else ()
    form = LedgerForm(*sent, units=units)
    if request.method == "POST" and form.is_valid():
        file = form.cleaned_data["file"]
        options = {"dry_run": True, "counties": None, "unit": form.cleaned_data["unit"].pk}
        job = jobs.start(kind=KIND, by=user, file=file, file_name=file.name, options=options)
        return redirect("fund-import-columns", job.pk)
    context = {
        "form": form, "kind": LEDGER, "parts": parts_of_funds("fund-import", may_import=True),
        "jobs": [job for job in recent_jobs(user, LEDGER) if "columns" in job.options],
    }  # fmt: skip
    return render(request, "finance/ledger_upload.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def fund_import_columns(request: HttpRequest, pk: int) -> HttpResponse:
    """Say which column is what: proposed as the unit's last import had it. What follows is the check."""
    user, units = user_of(request), _units(request)
    job = get_object_or_404(Job, pk=pk, owner=user, kind=KIND)
    unit = next((one for one in units if one.pk == job.options["unit"]), None)
    if unit is None or "columns" in job.options:
        raise Http404
    if job.state != Job.State.DONE:
        return render(request, "finance/ledger_columns.html", _waiting(job))
    form = ColumnsForm(request.POST or None, headings=job.result["headings"], first=job.result["guessed"])
    if request.method == "POST" and form.is_valid():
        remember_columns(unit=unit, columns=form.columns(), by=user)
        options = {"dry_run": True, "counties": None, "unit": unit.pk, "columns": form.columns()}
        return redirect("import-job", jobs.follow_up(job, options=options).pk)
    context: dict[str, Any] = {"form": form, "unit": unit, "job": job, "kind": LEDGER}
    return render(request, "finance/ledger_columns.html", context, status=422 if form.errors else 200)


def _waiting(job: Job) -> dict[str, Any]:
    return {
        "job": job, "kind": LEDGER, "progress_url": reverse("import-job-progress", args=[job.pk]),
        "errors": job.result.get("errors", []),
    }  # fmt: skip


def _units(request: HttpRequest) -> list[Unit]:
    """The units whose ledgers the user imports. Raises Http404 where there are none."""
    units = list(own_fund_units(user_of(request), clock.today()).order_by("name"))
    if not units:
        raise Http404
    return units
