"""Entering one record, and taking the discussion from the register of decisions."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.requests import user_of
from appointments import policies
from appointments.checks import lines_of
from appointments.checks.entering import FIELDS
from appointments.forms.records import RecordForm
from appointments.models import Case
from appointments.presenters import cases as shown
from appointments.services import cases as services
from appointments.services.records import attach, save_record
from appointments.services.states import NotPossible
from appointments.services.viewings import note_viewing
from appointments.views.cases import CLOSED, editable_or_404
from core import clock, uploads
from core.attachments import files_shown
from core.sending import refuse
from rulebook.procedures.appointments import Record


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_step(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Enter or correct one record, with its papers. The discipline body's opinion is its own to enter."""
    on, user = clock.today(), user_of(request)
    found = editable_or_404(request, pk)
    if kind not in FIELDS or (kind == Record.INTEGRITY and not found.past):
        raise Http404
    row = found.records.filter(kind=kind).prefetch_related("attachments__added_by__person").first()
    form = RecordForm(request.POST or None, case=found, kind=kind, initial=initial_of(row, kind))
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        refused = _save(request, found, kind, form)
        if not refused and not form.errors:
            messages.success(request, _("“%(step)s”已保存。") % {"step": shown.title_of(kind)})
            return redirect(reverse("appointment", args=[pk]) + "#checklist")
    elif request.method != "POST":
        note_viewing(file=found, by=user, what=shown.title_of(kind))
    lines, _found = lines_of(found, on)
    context = {
        "case": found,
        "title": shown.title_of(kind),
        "form": form,
        "files": files_shown(row.attachments.all()) if row else [],
        "line": next((line for line in lines if line.step.key == kind), None),
        "tenures": shown.tenures_shown(found) if kind == Record.QUALIFICATION else [],
        "accept": uploads.ACCEPT,
        "refused": refused,
        "today": on,
    }
    return render(request, "appointments/record.html", context, status=422 if form.errors or refused else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_discussion(request: HttpRequest, pk: int) -> HttpResponse:
    """Choose the matter in the register of decisions under which the case is discussed."""
    on, user = clock.today(), user_of(request)
    found = editable_or_404(request, pk)
    problems: list[str] = []
    if request.method == "POST":
        chosen = request.POST.get("matter", "")
        try:
            if not chosen.isdecimal():
                raise ValidationError(_("请选择决策事项。"))
            services.link_matter(case=found.pk, matter=int(chosen), by=user, on=on)
        except NotPossible:
            problems = [str(CLOSED)]
        except ValidationError as error:
            problems = error.messages
        else:
            messages.success(request, _("讨论决定已取自决策登记。"))
            return redirect(reverse("appointment", args=[pk]) + "#checklist")
    matters = policies.linkable_matters(user, on, found).order_by("-proposed_on", "-pk")[:20]
    context = {"case": found, "matters": matters, "problems": problems}
    return render(request, "appointments/discussion.html", context, status=422 if problems else 200)


def initial_of(row: Any, kind: str) -> dict[str, Any]:
    """What the form of a record begins with: as entered."""
    return {name: getattr(row, name) for name in FIELDS[kind]} if row else {}


def _save(request: HttpRequest, found: Case, kind: str, form: RecordForm) -> list[str]:
    """Enter the record and keep its papers; return what was refused of these. Errors go to their fields."""
    on, user = clock.today(), user_of(request)
    try:
        row = save_record(case=found.pk, kind=kind, values=form.cleaned_data, by=user, on=on)
    except NotPossible:
        form.add_error(None, str(CLOSED))
        return []
    except ValidationError as error:
        refuse(form, error)
        return []
    return attach(record=row.pk, files=request.FILES.getlist("files"), by=user, on=on)
