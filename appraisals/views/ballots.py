"""How many came back, for the body that organises; while voting goes on nobody learns more."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from appraisals.models import Appraisal
from appraisals.policies.ballots import handled_appraisals
from appraisals.presenters.ballots import turnout_page
from core import clock
from core.watching import STOP_POLLING


@require_safe
def turnout(request: HttpRequest, pk: int) -> HttpResponse:
    """The turnout of one appraisal: the page, and the part of it that asks anew while ballots are taken."""
    rows = handled_appraisals(user_of(request), clock.today())
    found: Appraisal = get_object_or_404(rows.select_related("round", "person", "unit", "post"), pk=pk)
    context = turnout_page(found, clock.today())
    if not request.headers.get("HX-Request"):
        return render(request, "appraisals/turnout.html", context)
    return render(
        request, "appraisals/_turnout.html", context, status=200 if context["live"] else STOP_POLLING
    )
