"""Yearly plans: the list, one plan; drafting, taking in and out, changing, approving."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from core.sending import refuse, shown, token_of
from inspections.forms.plans import ChangeForm, LineForm, PlanForm
from inspections.models import Plan, Revision
from inspections.policies import (
    drafted_revisions,
    inspectable_tenures,
    organises,
    organising_bodies,
    sees_plans,
    visible_lines,
    visible_plans,
)
from inspections.presenters.plans import page_of_plan, plans_shown
from inspections.selectors.lists import planned_in, plans_listed
from inspections.services import plans as services
from inspections.services.held import NotPossible
from inspections.views.requests import acted
from rulebook.procedures.inspections import DROPPABLE

MOVED_ON = gettext_lazy("这一步已经办理，或者不由您办理。")
# Step of a plan → the service that takes it, and what is said when it is done.
STEPS: dict[str, tuple[Callable[..., Revision], Any]] = {
    "submit": (services.submit_plan, gettext_lazy("已提请批准。")),
    "approve": (services.approve_plan, gettext_lazy("计划已批准，各项视察的种子承诺已公布。")),
    "return": (services.return_plan, gettext_lazy("已退回修改。")),
    "withdraw": (services.withdraw_change, gettext_lazy("调整已撤回，计划不变。")),
}
NEEDS_REASON = frozenset({"return"})


@require_safe
def plan_list(request: HttpRequest) -> HttpResponse:
    """Plans the user may see, paged."""
    on, user = clock.today(), user_of(request)
    if not sees_plans(user, on):
        raise Http404
    page = page_of(plans_listed(user, on), request.GET.get("page"))
    may_draft = organises(user, on)
    context = {"page": page, "rows": plans_shown(page.object_list), "may_draft": may_draft}
    return render(request, "inspections/plans.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def plan_new(request: HttpRequest) -> HttpResponse:
    """Begin the plan of a year."""
    on, user = clock.today(), user_of(request)
    bodies = organising_bodies(user, on)
    if not bodies.exists():
        raise Http404
    form = PlanForm(request.POST or None, bodies=bodies, years=services.years_to_plan(on))
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_plan(token=token_of(request), **form.cleaned_data, by=user, on=on)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect("inspection-revision-edit", made.pk)
    context = {"form": form, "token": request.POST.get("token") or uuid4()}
    return shown(request, "inspections/plan_new.html", context)


@require_safe
def plan(request: HttpRequest, pk: int) -> HttpResponse:
    """One plan: what is in it, what is being decided, how it came to be."""
    found = readable_or_404(request, pk)
    return render(request, "inspections/plan.html", page_of_plan(found, user_of(request), clock.today()))


@require_http_methods(["GET", "HEAD", "POST"])
def plan_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin a change of an approved plan."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    if not organising_bodies(user, on).filter(pk=found.body_id).exists():
        raise Http404
    form = ChangeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.draft_change(
                token=token_of(request), plan=pk, **form.cleaned_data, by=user, on=on
            )
        except NotPossible:
            messages.error(request, _("计划尚未批准，或者已有一项调整正在办理。"))
            return redirect(found)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect("inspection-revision-edit", made.pk)
    context = {"form": form, "plan": found, "token": request.POST.get("token") or uuid4()}
    return shown(request, "inspections/plan_change.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def revision_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Take heads in, one by one; the draft shows what is in it so far."""
    on, user = clock.today(), user_of(request)
    rows = drafted_revisions(user, on).select_related("plan__body")
    found: Revision = get_object_or_404(rows, pk=pk)
    form = LineForm(request.POST or None, tenures=inspectable_tenures(user, on, found.plan.body))
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        told = {"tenure": given["tenure"].pk, "focus": given["focus"], "month": given["month"]}
        if acted(form, lambda: services.add_line(revision=pk, **told, by=user, on=on)):
            messages.success(request, _("已列入草案。"))
            return redirect("inspection-revision-edit", pk)
    droppable = planned_in(found.plan, user, on).filter(state__in=DROPPABLE).exclude(lines__revision=found)
    context = {
        "form": form, "revision": found, "plan": found.plan,
        "lines": visible_lines(user, on).filter(revision=found).select_related("person", "unit", "post"),
        "droppable": droppable if found.number > 1 else [],
    }  # fmt: skip
    return shown(request, "inspections/revision_edit.html", context)


@require_POST
def revision_drop(request: HttpRequest, pk: int, inspection: int) -> HttpResponse:
    """Propose to take an inspection out of the plan."""
    return _changed(
        request, pk, lambda given: services.drop_line(revision=pk, inspection=inspection, **given)
    )


@require_POST
def revision_line(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Take a line out of a draft."""
    return _changed(request, pk, lambda given: services.remove_line(revision=pk, line=line, **given))


@require_POST
def revision_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Submit, approve, give back or withdraw a revision."""
    on, user = clock.today(), user_of(request)
    if step not in STEPS:
        raise Http404
    rows = Revision.objects.filter(plan__in=visible_plans(user, on).order_by().values("pk"))
    found = get_object_or_404(rows.select_related("plan"), pk=pk)
    service, done = STEPS[step]
    given = {"reason": request.POST.get("reason", "")} if step in NEEDS_REASON else {}
    try:
        service(revision=pk, **given, by=user, on=on)
    except NotPossible:
        messages.error(request, str(MOVED_ON))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, str(done))
    return redirect(found.plan)


def _changed(request: HttpRequest, pk: int, act: Callable[[dict[str, Any]], object]) -> HttpResponse:
    on, user = clock.today(), user_of(request)
    get_object_or_404(drafted_revisions(user, on), pk=pk)
    try:
        act({"by": user, "on": on})
    except NotPossible:
        messages.error(request, str(MOVED_ON))
    return redirect("inspection-revision-edit", pk)


def readable_or_404(request: HttpRequest, pk: int) -> Plan:
    """The plan if this user may see it, or 404."""
    rows = visible_plans(user_of(request), clock.today()).select_related("county", "body")
    found: Plan = get_object_or_404(rows, pk=pk)
    return found
