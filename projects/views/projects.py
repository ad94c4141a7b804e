"""Projects: the list, one with its stages, plan, parts and findings; entering, changing, giving one up; recusals."""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock, ledger
from core.exporting import LONGEST_EXPORT, chunked, workbook_response
from core.paging import page_of
from core.sending import refuse, token_of
from decisions.policies import visible_matters
from finance.presenters.purchases import findings_shown
from projects import policies
from projects.checks import forms_of, stages_of
from projects.forms.projects import ProjectFilterForm, ProjectForm, RecusalForm, initial_of
from projects.models import Project
from projects.presenters import projects as shown
from projects.selectors import projects as selectors
from projects.services import projects as services
from projects.services.interests import recuse
from projects.services.states import ChangedMeanwhile, NotPossible

CLOSED = gettext_lazy("项目已经终止，或者不由您登记。")


@require_safe
def project_list(request: HttpRequest) -> HttpResponse:
    """Projects the user may see, filtered and paged, each with its stage and open findings."""
    on, user = clock.today(), user_of(request)
    form = ProjectFilterForm(request.GET, user=user, on=on)
    page = page_of(selectors.projects_matching(user, on, form.query()), request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": shown.rows_of(page.object_list),
        "may_enter": policies.entered_units(user, on).exists(),
        "may_report": bool(policies.reportable_units(user, on)),
        "sees_interests": policies.watches(user, on) or policies.may_declare_for(user, on).exists(),
    }
    return render(request, "projects/list.html", context)


@require_safe
def project_export(request: HttpRequest) -> HttpResponseBase:
    """What the list shows under the same filter, as a spreadsheet; read and written in chunks."""
    on, user = clock.today(), user_of(request)
    query = ProjectFilterForm(request.GET, user=user, on=on).query()
    rows = selectors.projects_matching(user, on, query).prefetch_related("parts__supplier")
    ledger.record("project.export", by=user, facts={"filter": request.GET.urlencode()})
    name = _("工程项目") + f"-{on.isoformat()}.xlsx"
    told = chunked(rows, LONGEST_EXPORT, shown.exported)
    return workbook_response(name, _("工程项目"), [str(title) for title in shown.HEADER], told)


@require_http_methods(["GET", "HEAD", "POST"])
def project_new(request: HttpRequest) -> HttpResponse:
    """A form for a new project of one of the units the user is secretary of."""
    on, user = clock.today(), user_of(request)
    units = list(policies.entered_units(user, on).order_by("name"))
    if not units:
        raise Http404
    given = request.POST.get("unit") or request.GET.get("unit")
    unit = next((one for one in units if str(one.pk) == given), units[0])
    form = ProjectForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            made = services.enter_project(
                token=token_of(request), unit=unit, content=form.content(), by=user, on=on
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(
                request, _("项目“%(title)s”已登记，请逐个阶段登记进度。") % {"title": made.title}
            )
            return redirect("project", made.pk)
    context = {
        "form": form,
        "unit": unit,
        "units": [{"label": one.name, "url": f"?unit={one.pk}", "current": one == unit} for one in units],
        "token": request.POST.get("token") or uuid4(),
    }
    return render(request, "projects/edit.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def project_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a project and the plan of its stages."""
    on, user, status = clock.today(), user_of(request), 200
    found = editable_or_404(request, pk)
    form = ProjectForm(request.POST or None, initial=initial_of(found))
    conflict = False
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                services.change_project(
                    project=found.pk, content=form.content(), seen=seen_in(request), by=user, on=on
                )
                messages.success(request, _("修改已保存。"))
                return redirect("project", found.pk)
            except ChangedMeanwhile:
                conflict, status = True, 409
            except ValidationError as error:
                refuse(form, error)
    found.refresh_from_db()
    context = {
        "form": form,
        "unit": found.unit,
        "project": found,
        "token": found.token,
        "seen": found.changed_at.isoformat(),
        "conflict": conflict,
    }
    return render(request, "projects/edit.html", context, status=status)


@require_safe
def project(request: HttpRequest, pk: int) -> HttpResponse:
    """One project: stages with what each needs, plan against fact, parts, findings, recusals, checks."""
    return render(request, "projects/project.html", page_of_project(request, readable_or_404(request, pk)))


@require_POST
def project_give_up(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a project is not carried on."""
    found = editable_or_404(request, pk)
    services.give_up_project(project=found.pk, by=user_of(request), on=clock.today())
    messages.success(request, _("项目已终止。"))
    return redirect("project", pk)


@require_POST
def project_recuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Note who withdrew from a project."""
    found = editable_or_404(request, pk)
    form = RecusalForm(request.POST, unit=found.unit)
    if form.is_valid():
        try:
            recuse(project=found.pk, **form.cleaned_data, by=user_of(request), on=clock.today())
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(reverse("project", args=[pk]) + "#recusals")
    context = page_of_project(request, readable_or_404(request, pk), form)
    return render(request, "projects/project.html", context, status=422)


def readable_or_404(request: HttpRequest, pk: int) -> Project:
    """The project if this user may see it, or 404."""
    rows = policies.visible_projects(user_of(request), clock.today())
    found: Project = get_object_or_404(rows.select_related("unit", "entered_by__person"), pk=pk)
    return found


def editable_or_404(request: HttpRequest, pk: int) -> Project:
    """The project if this user may still write in it, or 404."""
    rows = policies.editable_projects(user_of(request), clock.today()).filter(cancelled=False)
    found: Project = get_object_or_404(rows.select_related("unit"), pk=pk)
    return found


def seen_in(request: HttpRequest) -> datetime | None:
    """When the row had last changed as the user saw it."""
    try:
        return parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        return None


def page_of_project(
    request: HttpRequest, found: Project, recusal_form: RecusalForm | None = None
) -> dict[str, Any]:
    """What the page of `found` shows."""
    on, user = clock.today(), user_of(request)
    edits = policies.editable_projects(user, on).filter(pk=found.pk).exists() and not found.cancelled
    leads = policies.led_projects(user, on).filter(pk=found.pk).exists() and not found.cancelled
    lines, _faults = stages_of(found, on)
    matters = [stage.matter_id for stage in found.stages.all() if stage.matter_id]
    opens = set(visible_matters(user, on).filter(pk__in=matters).values_list("pk", flat=True))
    forms = {part.name: part for part in forms_of([found])[found.pk].parts}
    parts = found.parts.select_related("supplier", "handler").prefetch_related("bidders")
    return {
        "project": found,
        "stages": shown.stages_shown(found, lines, edits=edits, leads=leads, opens=opens),
        "missing": sum(line.is_missing for rows in lines.values() for line in rows),
        "chart": shown.plan_chart(found, on),
        "parts": shown.parts_shown(parts, forms, on),
        "records": shown.records_shown(found),
        "visits": found.visits.select_related("person"),
        "recusals": found.recusals.select_related("person"),
        "recusal_form": recusal_form or (RecusalForm(unit=found.unit) if edits else None),
        "findings": findings_shown(selectors.findings_of(found, user, on)),
        "happenings": shown.happenings(selectors.happenings_of(found)),
        "may_edit": edits,
        "may_check": leads,
        "today": on,
    }


__all__ = ["CLOSED", "NotPossible", "editable_or_404", "readable_or_404", "seen_in"]
