"""Pages of the import of earlier complaints: the form, what a check found, the confirmation. No file touches the disk as it came."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.views.requests import user_of
from complaints import policies
from complaints.forms.entering import PastFileForm
from complaints.models import PastFile, ReceivingBody
from complaints.services.past import COLUMNS, NOUN, confirm_past_file, import_past, keep_past_file
from complaints.views.handling import opened
from complaints.views.memory import in_memory
from complaints.views.sessions import opener
from core import clock
from core.importing import Report
from core.importing.templates import template_response
from core.sending import refuse

MOST_SHOWN = 200  # errors


@require_http_methods(["GET", "HEAD", "POST"])
@in_memory
@opened
def past_import(request: HttpRequest) -> HttpResponse:
    """Upload a register and have it checked; where nothing is wrong it waits, locked, for the confirmation."""
    on, user = clock.today(), user_of(request)
    opener(request, user, on)
    body = _body(user)
    form = PastFileForm(request.POST, request.FILES) if request.method == "POST" else PastFileForm()
    if not form.is_valid():
        return _show(request, form)
    file = form.cleaned_data["file"]
    content = file.read()
    report = import_past(content=content, name=file.name, body=body, by=user, on=on, dry_run=True)
    if report.is_refused or not report.counts["created"][NOUN]:
        return _show(request, form, report)
    try:
        kept = keep_past_file(content=content, body=body, by=user, on=on)
    except ValidationError as error:
        refuse(form, error)
        return _show(request, form)
    return _show(request, form, report, kept)


@require_POST
@opened
def past_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Import what was checked."""
    on, user = clock.today(), user_of(request)
    _body(user)
    try:
        report = confirm_past_file(file=pk, opener=opener(request, user, on), by=user, on=on)
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
        return redirect("complaint-past")
    if report.is_refused:
        return _show(request, PastFileForm(), report)
    told = _("已导入 %(n)s 件。") % {"n": report.counts["created"][NOUN]}
    messages.success(request, told)
    return redirect("complaint-list")


@never_cache
@require_safe
def past_template(request: HttpRequest) -> HttpResponseBase:
    """The empty form."""
    _body(user_of(request))
    return template_response("complaints.xlsx", _("历史检举控告"), COLUMNS)


def _body(user: User) -> ReceivingBody:
    body = policies.receiving_bodies(user, clock.today()).first()
    if body is None:
        raise Http404
    return body


def _show(
    request: HttpRequest, form: PastFileForm, report: Report | None = None, kept: PastFile | None = None
) -> HttpResponse:
    context = {
        "form": form,
        "report": report,
        "created": report.counts["created"][NOUN] if report else 0,
        "unchanged": report.counts["unchanged"][NOUN] if report else 0,
        "errors": report.errors[:MOST_SHOWN] if report else [],
        "most": MOST_SHOWN if report and len(report.errors) > MOST_SHOWN else 0,
        "kept": kept,
    }
    is_wrong = form.errors or (report is not None and report.is_refused)
    return render(request, "complaints/past.html", context, status=422 if is_wrong else 200)
