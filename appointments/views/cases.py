"""Files: the list, one with its stages and records, opening and ending one, who handles it, its papers."""

from datetime import date
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.views.requests import user_of
from appointments import policies
from appointments.checks import lines_of
from appointments.choices import CaseState
from appointments.forms.cases import CaseFilterForm, CaseForm, HandlerForm
from appointments.models import Attachment, Case
from appointments.presenters import cases as shown
from appointments.presenters.consulting import conclusions_shown, note_conclusions
from appointments.selectors import cases as selectors
from appointments.services import cases as services
from appointments.services.records import ask_opinion
from appointments.services.states import NotPossible
from appointments.services.viewings import note_viewing
from core import clock, uploads
from core.paging import page_of
from core.sending import refuse, token_of
from decisions.policies import visible_matters

CLOSED = gettext_lazy("没有保存：档案的状态已经变化，或者其他人已经办理。请核对后再试。")


@require_safe
def appointment_list(request: HttpRequest) -> HttpResponse:
    """Files the user may read, filtered and paged, each with the step that comes next."""
    on, user = clock.today(), user_of(request)
    units = policies.deciding_units(user, on).exists()
    if not units and not policies.visible_cases(user, on).exists():
        raise Http404
    form = CaseFilterForm(request.GET, on=on)
    page = page_of(selectors.cases_matching(user, on, form.query()), request.GET.get("page"))
    rows = shown.rows_of(list(page.object_list), on)
    context = {"form": form, "page": page, "rows": rows, "may_open": units, "today": on}
    return render(request, "appointments/list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_new(request: HttpRequest) -> HttpResponse:
    """Open a file."""
    on, user = clock.today(), user_of(request)
    units = policies.deciding_units(user, on)
    if not units.exists():
        raise Http404
    form = CaseForm(request.POST or None, units=units)
    if request.method == "POST" and form.is_valid():
        try:
            case = services.open_case(token=token_of(request), opening=form.opening(), by=user, on=on)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("档案已建立，从动议开始逐项录入。"))
            return redirect("appointment", case.pk)
    context = {"form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "appointments/new.html", context, status=422 if form.errors else 200)


@require_safe
def appointment(request: HttpRequest, pk: int) -> HttpResponse:
    """One file with stages, checklist and records. Every view is noted."""
    found = readable_or_404(request, pk)
    context = page_of_case(request, found)
    what = _("档案和结论") if context["conclusions"] else _("档案")
    note_viewing(file=found, by=user_of(request), what=what)
    note_conclusions(context["conclusions"], by=user_of(request))
    return render(request, "appointments/case.html", context)


@require_safe
def appointment_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A paper of a file, as a download; noted like a view. The discipline body gets the papers of its own opinion."""
    on, user = clock.today(), user_of(request)
    papers = Attachment.objects.filter(record__case=pk, pk=file).select_related("record__case")
    paper = get_object_or_404(papers)
    readable = policies.visible_cases(user, on).filter(pk=pk).exists()
    own = paper.record.kind == "integrity-opinion" and policies.opinion_cases(user, on).filter(pk=pk).exists()
    if not readable and not own:
        raise Http404
    try:
        stored = paper.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    note_viewing(file=paper.record.case, by=user, what=_("材料：%(name)s") % {"name": paper.name})
    return uploads.download(stored, paper.name)


@require_POST
def appointment_drop(request: HttpRequest, pk: int) -> HttpResponse:
    """End a file without an appointment."""
    found = editable_or_404(request, pk)
    try:
        services.drop_case(
            case=found.pk, reason=request.POST.get("reason", ""), by=user_of(request), on=clock.today()
        )
    except NotPossible:
        messages.error(request, str(CLOSED))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        messages.success(request, _("档案已终止。"))
    return redirect("appointment", pk)


@require_POST
def appointment_ask(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask the discipline body for its opinion."""
    found = editable_or_404(request, pk)
    ask_opinion(case=found.pk, by=user_of(request), on=clock.today())
    messages.success(request, _("已征求纪检监察机关意见。"))
    return redirect(reverse("appointment", args=[pk]) + "#checklist")


@require_POST
def appointment_handler(request: HttpRequest, pk: int) -> HttpResponse:
    """Name who handles the file, or take somebody off it (`remove`, the row's number)."""
    found, on, user = editable_or_404(request, pk), clock.today(), user_of(request)
    remove = request.POST.get("remove", "")
    if remove.isdecimal():
        services.release_handler(case=found.pk, handler=int(remove), by=user, on=on)
        return redirect(reverse("appointment", args=[pk]) + "#handlers")
    form = HandlerForm(request.POST)
    if form.is_valid():
        try:
            services.name_handler(case=found.pk, **form.cleaned_data, by=user, on=on)
        except ValidationError as error:
            refuse(form, error)
        else:
            return redirect(reverse("appointment", args=[pk]) + "#handlers")
    context = page_of_case(request, found, form)
    return render(request, "appointments/case.html", context, status=422)


def readable_or_404(request: HttpRequest, pk: int) -> Case:
    """The file if this user may read it, or 404."""
    cases = policies.visible_cases(user_of(request), clock.today())
    return get_object_or_404(_with_names(cases), pk=pk)


def editable_or_404(request: HttpRequest, pk: int) -> Case:
    """The file if this user may still write in it, or 404."""
    cases = policies.editable_cases(user_of(request), clock.today())
    return get_object_or_404(_with_names(cases), pk=pk)


def page_of_case(
    request: HttpRequest, found: Case, handler_form: HandlerForm | None = None
) -> dict[str, Any]:
    """What the page of `found` shows."""
    on, user = clock.today(), user_of(request)
    may_edit = policies.editable_cases(user, on).filter(pk=found.pk).exists()
    lines, faults = lines_of(found, on)
    discussion = shown.discussion_shown(found, on, opens=_opens(found, user, on))
    conclusions = conclusions_shown(found, user, on, discussion["on"] if discussion else None)
    return {
        "case": found,
        "tone": shown.STATE_TONES[CaseState(found.state)],
        "stages": shown.stages_shown(found, lines, may_edit=may_edit),
        "missing": sum(line.is_missing for line in lines),
        "faults": [one for one in faults if not one.step],
        "records": shown.records_shown(found),
        "discussion": discussion,
        "conclusions": conclusions,
        "may_consult": may_edit and any(one.is_missing for one in conclusions),
        "tenures": shown.tenures_shown(found),
        "handlers": list(found.handlers.select_related("person")),
        "handler_form": handler_form or HandlerForm(),
        "may_edit": may_edit,
        "may_drop": may_edit and found.state == CaseState.OPEN,
        "may_ask": may_edit and found.opinion_asked_on is None and not found.past,
        "today": on,
    }


def _opens(found: Case, user: User, on: date) -> bool:
    return found.matter_id is not None and visible_matters(user, on).filter(pk=found.matter_id).exists()


def _with_names(cases: Any) -> Any:
    return cases.select_related(
        "unit", "person", "post__unit", "post__section", "matter", "entered_by__person"
    )
