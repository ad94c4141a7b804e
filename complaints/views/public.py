"""What anybody may do without log-in: report, and with the code read and add (C23). No cookie is set, nothing of the sender is kept or logged."""

from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.core.exceptions import BadRequest, SuspiciousOperation, ValidationError
from django.db import OperationalError
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.http.multipartparser import MultiPartParserError
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe
from django.views.defaults import page_not_found

from complaints.forms.public import AddForm, CodeForm, ReportForm
from complaints.models import ReceivingBody
from complaints.presenters.public import progress_of
from complaints.procedure.codes import readable
from complaints.selectors import served_body
from complaints.services import challenges, intake, reporters
from complaints.services.attachments import MOST_BYTES
from complaints.services.keys import key_in_force
from complaints.views.memory import is_too_much, read_in_memory, too_much
from core import clock
from core.public import open_to_everybody
from core.sending import refuse
from rulebook.procedures.complaints import CONDUCTS, DRAFT_KEPT_DAYS

View = Callable[..., HttpResponseBase]


def quiet(view: View) -> View:
    """A page for the public: no log-in, no cookie, nothing kept on the way; files never touch the disk before they are locked."""

    @open_to_everybody
    @wraps(view)
    def show(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        return _shown(view, request, *args, **kwargs)

    return show


def _shown(view: View, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
    if is_too_much(request):
        return too_much(request)
    try:
        read_in_memory(request)
        return view(request, *args, **kwargs)
    except (BadRequest, SuspiciousOperation, MultiPartParserError):
        return render(request, "complaints/no_form.html", status=400)
    except OperationalError:
        return render(request, "complaints/out_of_order.html", status=503)


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Beneath the public's address a page like the public's, which sets no cookie; everywhere else Django's own."""
    if request.path.startswith(reverse("ballot")):
        response = render(request, "appraisals/nowhere.html", status=404)
    elif request.path.startswith(reverse("report-about")):
        response = render(request, "complaints/nowhere.html", status=404)
    else:
        request.is_nowhere = True  # type: ignore[attr-defined]  # nothing is counted for its frame
        return page_not_found(request, exception)
    response["Referrer-Policy"] = "no-referrer"
    return response


def served() -> ReceivingBody:
    """The body whose public page this is. Raises Http404 where none is set up."""
    found = served_body()
    if found is None:
        raise Http404
    return found


@require_safe
@quiet
def about(request: HttpRequest) -> HttpResponse:
    """Where and how to report, what may be reported, what happens then, how the reporter is protected."""
    body = served()
    context = {"body": body, "conducts": CONDUCTS, "is_open": key_in_force(body) is not None}
    return render(request, "complaints/about.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@quiet
def report(request: HttpRequest) -> HttpResponse:
    """The form; sent, the receipt with the code, shown this once. `keep` instead of sending keeps it for some days."""
    body, now = served(), clock.now()
    if request.method != "POST":
        return _form(request, body, ReportForm(body=body), challenges.open_form(now))
    signed = request.POST.get("form", "")
    challenge = challenges.opened(signed, now)
    # Before anything that costs: files are looked into only for who did the work or answered.
    form = ReportForm(request.POST, body=body)
    if challenge is None:
        form.add_error(None, _("页面打开太久，请核对后再提交一次。"))
        return _form(request, body, form, challenges.open_form(now), status=422)
    try:
        challenges.check(
            challenge, work=request.POST.get("work", ""), answer=request.POST.get("answer", ""), now=now
        )
        if "keep" in request.POST:
            code = reporters.keep_draft(words=form.draft(), form=str(challenge.token), on=clock.today())
            context: dict[str, Any] = {"code": readable(code), "days": DRAFT_KEPT_DAYS.value}
            return render(request, "complaints/kept.html", context)
        form = ReportForm(request.POST, request.FILES, body=body)
        if form.is_valid() and not form.cleaned_data["website"]:
            receipt = intake.receive(body=body, said=form.said(), form=str(challenge.token), on=clock.today())
            named = bool(form.cleaned_data["name"].strip())
            context = {"receipt": receipt, "code": readable(receipt.code), "named": named}
            return render(request, "complaints/receipt.html", context)
    except ValidationError as error:
        refuse(form, error)
    return _form(request, body, form, signed, status=422)


@require_http_methods(["GET", "HEAD", "POST"])
@quiet
def resume(request: HttpRequest) -> HttpResponse:
    """Go on with what was kept."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    found = (
        _by_code(form, lambda code: reporters.draft_of(code, clock.today()))
        if request.method == "POST"
        else None
    )
    if found is None:
        return render(request, "complaints/resume.html", {"form": form}, status=422 if form.errors else 200)
    body = served()
    return _form(request, body, ReportForm(initial=found, body=body), challenges.open_form(clock.now()))


@require_http_methods(["GET", "HEAD", "POST"])
@quiet
def progress(request: HttpRequest) -> HttpResponse:
    """With the code: how far it is, what was answered, and room to add something."""
    form = CodeForm(request.POST if request.method == "POST" else None)
    found = _by_code(form, reporters.found_by) if request.method == "POST" else None
    if found is None:
        return render(
            request, "complaints/progress_code.html", {"form": form}, status=422 if form.errors else 200
        )
    return _progress(request, found, AddForm(), challenges.open_form(clock.now()))


@require_POST
@quiet
def add(request: HttpRequest) -> HttpResponse:
    """Add facts and files by the code."""
    asked, now = CodeForm(request.POST), clock.now()
    found = _by_code(asked, reporters.found_by)
    if found is None:
        return render(request, "complaints/progress_code.html", {"form": asked}, status=422)
    form, signed = AddForm(request.POST, request.FILES), request.POST.get("form", "")
    challenge = challenges.opened(signed, now)
    if challenge is None:
        form.add_error(None, _("页面打开太久，请核对后再提交一次。"))
        return _progress(request, found, form, challenges.open_form(now), status=422)
    try:
        if form.is_valid():
            given = form.cleaned_data
            reporters.add(
                found=found,
                text=given["text"],
                files=given["attachments"],
                form=UUID(str(challenge.token)),
                on=clock.today(),
            )
            return _progress(request, found, AddForm(), challenges.open_form(now), added=True)
    except ValidationError as error:
        refuse(form, error)
    return _progress(request, found, form, signed, status=422)


def _by_code(form: CodeForm, find: Callable[[str], Any]) -> Any:
    if not form.is_valid():
        return None
    if not challenges.room("complaint-codes"):
        form.add_error(None, _("此刻查询的人太多，请过一分钟再试。"))
        return None
    try:
        return find(form.cleaned_data["code"])
    except ValidationError as error:
        refuse(form, error)
        return None


def _form(
    request: HttpRequest, body: ReceivingBody, form: Form, signed: str, status: int = 200
) -> HttpResponse:
    challenge = challenges.opened(signed, clock.now())
    context = {
        "form": form,
        "body": body,
        "signed": signed,
        "challenge": challenge,
        "conducts": CONDUCTS,
        "is_open": key_in_force(body) is not None,
        "most_bytes": MOST_BYTES,
        "asked": bool(form.errors.get("answer")),
    }
    return render(request, "complaints/report.html", context, status=status)


def _progress(
    request: HttpRequest,
    found: reporters.Found,
    form: AddForm,
    signed: str,
    *,
    added: bool = False,
    status: int = 200,
) -> HttpResponse:
    on = clock.today()
    context = {
        "found": found,
        "code": readable(found.code),
        "progress": progress_of(found),
        "messages_said": reporters.read_messages(found=found, on=on),
        "form": form,
        "signed": signed,
        "added": added,
    }
    return render(request, "complaints/progress.html", context, status=status)
