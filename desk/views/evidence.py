"""The roots of the evidence (存证根值), for everybody who is logged in: they say nothing about any record."""

from datetime import date
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from core.evidence.verifying import VERIFICATION
from core.models import EvidenceBatch, EvidenceDay
from core.paging import page_of
from core.runs import last_run


@require_safe
def evidence(request: HttpRequest) -> HttpResponse:
    """The root of every day, newest first, to be compared with what was mailed or noted."""
    page = page_of(EvidenceDay.objects.all(), request.GET.get("page"))
    context: dict[str, Any] = {
        "page": page,
        "last": EvidenceBatch.objects.order_by("number").last(),
        "verified": last_run(VERIFICATION),
    }
    return render(request, "desk/evidence.html", context)


@require_safe
def evidence_day(request: HttpRequest, day: str) -> HttpResponse:
    """One day: its root and its batches."""
    try:
        on = date.fromisoformat(day)
    except ValueError as error:
        raise Http404 from error
    found = get_object_or_404(EvidenceDay, day=on)
    batches = EvidenceBatch.objects.filter(
        number__gte=found.first, number__lt=found.first + found.batches
    ).order_by("number")
    return render(
        request, "desk/evidence_day.html", {"day": found, "page": page_of(batches, request.GET.get("page"))}
    )
