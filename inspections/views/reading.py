"""Reading: the list, one inspection, and the steps that need no form."""

from collections.abc import Callable
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from inspections.forms.lists import InspectionFilterForm
from inspections.models import Inspection
from inspections.policies import sees_deputies, sees_inspections, sees_plans
from inspections.presenters import pages
from inspections.selectors.lists import inspections_matching
from inspections.services.judging import end_judging
from inspections.services.replying import close_inspection, send_suggestions
from inspections.views.requests import back, readable_or_404, stepped
from rulebook.procedures.inspections import SUGGEST_ONLY, Step

# Step → the service that takes it, and what is said when it is done.
STEPS: dict[str, tuple[Callable[..., Inspection], Any]] = {
    Step.SEND: (send_suggestions, gettext_lazy("建议已送达，答复期限从今天起计算。")),
    Step.SETTLE: (end_judging, gettext_lazy("评价已结束。")),
    Step.CLOSE: (close_inspection, gettext_lazy("视察已办结。")),
}


@require_safe
def inspection_list(request: HttpRequest) -> HttpResponse:
    """Inspections the user may open, narrowed and paged."""
    on, user = clock.today(), user_of(request)
    if not sees_inspections(user, on):
        raise Http404
    form = InspectionFilterForm(request.GET, user=user, on=on)
    page = page_of(inspections_matching(user, on, form.query()), request.GET.get("page"))
    context = {
        "form": form, "page": page, "rows": pages.rows_of(page.object_list), "today": on,
        "sees_plans": sees_plans(user, on), "sees_deputies": sees_deputies(user, on),
        "basis": SUGGEST_ONLY,
    }  # fmt: skip
    return render(request, "inspections/list.html", context)


@require_safe
def inspection(request: HttpRequest, pk: int) -> HttpResponse:
    """One inspection."""
    found = readable_or_404(request, pk)
    context = pages.page_of_inspection(found, user_of(request), clock.today())
    return render(request, "inspections/inspection.html", context)


@require_POST
def inspection_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step that needs no form."""
    if step not in STEPS:
        raise Http404
    found = readable_or_404(request, pk)
    service, done = STEPS[step]
    stepped(request, lambda: service(inspection=pk, by=user_of(request), on=clock.today()), done)
    return back(found)
