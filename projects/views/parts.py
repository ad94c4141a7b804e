"""The parts of a project: one with its bidders, contract and sums; entering and changing it; changes, acceptances, payments."""

from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.sending import refuse, token_of
from finance.presenters.paid_for import payments_of
from projects import policies
from projects.checks import forms_of
from projects.forms.parts import PartEditor, SumForm
from projects.models import Part
from projects.presenters.projects import sums_of
from projects.procedure import Found
from projects.services import parts as services
from projects.services.states import Breaks, ChangedMeanwhile, NotPossible
from projects.views.projects import CLOSED, editable_or_404, seen_in

TITLES = {
    "changes": gettext_lazy("登记工程变更"),
    "measures": gettext_lazy("登记验收计量"),
    "payments": gettext_lazy("登记付款"),
}


@require_safe
def part(request: HttpRequest, pk: int) -> HttpResponse:
    """One part: bidders, days, contract, changes, acceptances, payments, and what may be paid by now."""
    on, user = clock.today(), user_of(request)
    rows = Part.objects.filter(project__in=policies.visible_projects(user, on).values("pk"))
    found = get_object_or_404(rows.select_related("project__unit", "supplier", "handler"), pk=pk)
    edits = policies.editable_projects(user, on).filter(pk=found.project_id, cancelled=False).exists()
    paid = payments_of(user, on, part=found.pk)
    return render(request, "projects/part.html", _page(found, edits) | {"paid": paid})


def _page(found: Part, edits: bool) -> dict[str, Any]:
    on = clock.today()
    forms = forms_of([found.project])[found.project_id].parts
    return {
        "part": found,
        "bidders": found.bidders.select_related("supplier"),
        "changes": found.changes.select_related("matter"),
        "measures": found.measures.all(),
        "payments": found.payments.all(),
        "sums": sums_of(next(form for form in forms if form.name == found.name), on),
        "may_edit": edits,
    }


@require_http_methods(["GET", "HEAD", "POST"])
def part_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Enter a part of a project."""
    on, user, token = clock.today(), user_of(request), token_of(request)
    found = editable_or_404(request, pk)
    editor = PartEditor(project=found, data=request.POST or None)
    broken: list[Found] = []
    if request.method == "POST" and editor.is_valid():
        try:
            made = services.enter_part(
                project=found.pk,
                token=token,
                content=editor.content(),
                happened=editor.happened,
                by=user,
                on=on,
            )
        except Breaks as refused:
            broken = refused.found
        except ValidationError as error:
            editor.refuse(error)
        else:
            messages.success(request, _("标段“%(name)s”已登记。") % {"name": made.name})
            return redirect("project-part", made.pk)
    return _show(request, editor, token, broken)


@require_http_methods(["GET", "HEAD", "POST"])
def part_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a part."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(Part.objects.select_related("supplier"), pk=pk)
    project = editable_or_404(request, found.project_id)
    editor = PartEditor(project=project, part=found, data=request.POST or None)
    broken: list[Found] = []
    conflict = False
    if request.method == "POST" and editor.is_valid():
        try:
            services.change_part(
                part=found.pk,
                content=editor.content(),
                seen=seen_in(request),
                happened=editor.happened,
                by=user,
                on=on,
            )
        except Breaks as refused:
            broken = refused.found
        except ChangedMeanwhile:
            conflict = True
            found.refresh_from_db()
        except ValidationError as error:
            editor.refuse(error)
        else:
            messages.success(request, _("修改已保存。"))
            return redirect("project-part", found.pk)
    return _show(request, editor, found.token, broken, conflict=conflict)


def _show(
    request: HttpRequest, editor: PartEditor, token: UUID, broken: list[Found], *, conflict: bool = False
) -> HttpResponse:
    found = editor.part
    context = {
        "editor": editor,
        "form": editor.form,
        "project": editor.project,
        "part": found,
        "token": token,
        "seen": found.changed_at.isoformat() if found else "",
        "broken": broken,
        "conflict": conflict,
    }
    status = 409 if conflict else 422 if request.method == "POST" else 200
    return render(request, "projects/part_edit.html", context, status=status)


@require_http_methods(["GET", "HEAD", "POST"])
def part_sum(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Enter a change order, an acceptance or a payment; what would break a rule is said before it is stored."""
    on, user = clock.today(), user_of(request)
    if kind not in TITLES:
        raise Http404
    found = get_object_or_404(Part, pk=pk)
    found.project = editable_or_404(request, found.project_id)
    form = SumForm(request.POST or None, kind=kind, project=found.project, user=user, on=on)
    broken: list[Found] = []
    if request.method == "POST" and form.is_valid():
        try:
            services.add_row(
                part=found.pk, kind=kind, token=token_of(request), **form.values(), by=user, on=on
            )
        except Breaks as refused:
            broken = refused.found
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已登记。"))
            return redirect(reverse("project-part", args=[pk]) + f"#{kind}")
    context = _page(found, edits=True) | {
        "form": form, "kind": kind, "title": TITLES[kind], "broken": broken, "today": on,
        "token": request.POST.get("token") or uuid4(),
    }  # fmt: skip
    return render(request, "projects/sum.html", context, status=422 if form.errors or broken else 200)


@require_POST
def part_sum_remove(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Take back a sum entered by mistake (`row`, its number)."""
    found = get_object_or_404(Part, pk=pk)
    editable_or_404(request, found.project_id)
    row = request.POST.get("row", "")
    if kind not in TITLES:
        raise Http404
    if row.isdecimal() and len(row) < 19:
        services.remove_row(part=pk, kind=kind, row=int(row), by=user_of(request), on=clock.today())
    return redirect(reverse("project-part", args=[pk]) + f"#{kind}")
