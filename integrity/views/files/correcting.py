"""Requests to correct an entry of the own file, and the answers to them."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from core import clock, uploads
from core.attachments import files_shown
from core.paging import page_of
from core.sending import refuse, token_of
from integrity.forms.files import CorrectionAnswerForm, CorrectionFilterForm, CorrectionForm
from integrity.models import CorrectionFile, FileCorrection
from integrity.policies.files import answered_corrections, keeps_files, own_file, visible_corrections
from integrity.presenters.files import corrections_shown
from integrity.selectors.files import corrections_matching
from integrity.services.corrections import (
    answer_correction,
    ask_correction,
    attach_to_correction,
    entry_named,
)
from integrity.services.inquiries.held import NotPossible
from integrity.views.inquiries.reading import CLOSED
from supervision.selectors.timeline import Reading


@require_safe
def integrity_corrections(request: HttpRequest) -> HttpResponse:
    """Requests the user may open, those still open first."""
    on, user = clock.today(), user_of(request)
    if not (keeps_files(user, on) or own_file(user, on)):
        raise Http404
    form = CorrectionFilterForm(request.GET)
    page = page_of(corrections_matching(user, on, form.state_asked()), request.GET.get("page"))
    context = {"form": form, "page": page, "rows": corrections_shown(page), "today": on}
    return render(request, "integrity/corrections.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def integrity_correction_new(request: HttpRequest) -> HttpResponse:
    """Ask for the correction of an entry of the own file (`?chapter=talks&entry=record-12`)."""
    on, user = clock.today(), user_of(request)
    given = request.POST if request.method == "POST" else request.GET
    chapter, name = given.get("chapter", ""), given.get("entry", "")
    if user.person is None or not own_file(user, on):
        raise Http404
    entry = entry_named(Reading(person=user.person, user=user, on=on), chapter, name)
    if entry is None:
        raise Http404
    form = CorrectionForm(request.POST or None)
    token = token_of(request) if request.method == "POST" else uuid4()
    if request.method == "POST" and form.is_valid():
        try:
            row = ask_correction(
                token=token, chapter=chapter, entry=name, **form.cleaned_data, by=user, on=on
            )
            refused = attach_to_correction(
                correction=row.pk, files=request.FILES.getlist("files"), by=user, on=on
            )
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            for words in refused:
                messages.error(request, words)
            messages.success(request, _("更正申请已提交，答复期限内可以在这里查看答复。"))
            return redirect(row)
    context = {
        "form": form,
        "token": token,
        "entry": entry,
        "chapter": chapter,
        "person": user.person,
        "accept": uploads.ACCEPT,
    }
    return render(request, "integrity/correction_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def integrity_correction(request: HttpRequest, pk: int) -> HttpResponse:
    """One request with its answer; the body answers here."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    may_answer = found.is_open and answered_corrections(user, on).filter(pk=pk).exists()
    form = CorrectionAnswerForm(request.POST or None)
    if request.method == "POST":
        if not answered_corrections(user, on).filter(pk=pk).exists():
            raise Http404
        if form.is_valid():
            try:
                answer_correction(correction=pk, **form.cleaned_data, by=user, on=on)
            except NotPossible:
                form.add_error(None, _("没有保存：这份申请已经答复。"))
            except ValidationError as error:
                refuse(form, error)
            else:
                messages.success(request, _("已答复，本人可以查看。"))
                return redirect(found)
    (shown,) = corrections_shown([found])
    files = files_shown(found.attachments.select_related("added_by__person"))
    context = shown | {
        "form": form,
        "may_answer": may_answer,
        "files": files,
        "today": on,
        "is_own": found.person_id == user.person_id,
    }
    return render(request, "integrity/correction.html", context, status=422 if form.errors else 200)


@require_safe
def integrity_correction_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A paper handed in with a request, as a download."""
    found = readable_or_404(request, pk)
    paper = get_object_or_404(CorrectionFile, pk=file, correction=found)
    try:
        stored = paper.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return uploads.download(stored, paper.name)


def readable_or_404(request: HttpRequest, pk: int) -> FileCorrection:
    """The request if this user may open it, or 404."""
    rows = visible_corrections(user_of(request), clock.today())
    found: FileCorrection = get_object_or_404(
        rows.select_related("person", "answer__body", "answer__by__person"), pk=pk
    )
    return found
