"""Reading: the list, one case, its letter and files."""

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from core import clock, uploads
from core.documents import DOCX, write_docx
from core.paging import page_of
from integrity.forms.inquiries import InquiryFilterForm
from integrity.models import ExplanationFile, Inquiry, InquiryLetter
from integrity.policies.inquiries import asks, sees_inquiries, visible_inquiries
from integrity.presenters import inquiries as shown
from integrity.selectors.inquiries import NEEDED, inquiries_matching
from integrity.services.inquiries import blocks_of, note_download, note_viewing
from rulebook.procedures.inquiry import State

CLOSED = gettext_lazy("没有保存：函询的状态已经变化，或者不由您办理。请核对后再试。")


@require_safe
def inquiry_list(request: HttpRequest) -> HttpResponse:
    """Cases the user may open, narrowed and paged."""
    on, user = clock.today(), user_of(request)
    if not sees_inquiries(user, on):
        raise Http404
    form = InquiryFilterForm(request.GET, user=user, on=on)
    page = page_of(inquiries_matching(user, on, form.query()), request.GET.get("page"))
    rows = shown.rows_of(page.object_list, user)
    context = {"form": form, "page": page, "rows": rows, "may_ask": asks(user, on), "today": on}
    return render(request, "integrity/inquiries.html", context)


@require_safe
def inquiry(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: to the head in their own view, to the others with its origin and steps. Every view is noted."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    note_viewing(inquiry=found, by=user)
    if found.person_id == user.person_id:
        return render(request, "integrity/inquiry_own.html", shown.own_page_of_inquiry(found, user, on))
    return render(request, "integrity/inquiry.html", shown.page_of_inquiry(found, user, on))


@require_safe
def inquiry_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The letter as it was sent, as .docx; for the head once they signed for it. Who took it is noted."""
    user, found = user_of(request), readable_or_404(request, pk)
    letter = get_object_or_404(InquiryLetter, inquiry=found)
    if found.person_id == user.person_id and found.state == State.SENT:
        raise Http404
    note_download(inquiry=found, by=user)
    answer = HttpResponse(write_docx(blocks_of(letter)), content_type=DOCX)
    answer["Content-Disposition"] = str(content_disposition_header(True, f"{found.number}.docx"))
    answer["Cache-Control"] = "private, no-store"
    return answer


@require_safe
def inquiry_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A paper handed in with the head's words, as a download."""
    user, found = user_of(request), readable_or_404(request, pk)
    paper = get_object_or_404(ExplanationFile, pk=file, explanation__inquiry=found)
    note_viewing(inquiry=found, by=user, what=paper.name)
    try:
        stored = paper.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return uploads.download(stored, paper.name)


def readable_or_404(request: HttpRequest, pk: int) -> Inquiry:
    """The case if this user may open it, or 404."""
    rows = visible_inquiries(user_of(request), clock.today())
    found: Inquiry = get_object_or_404(
        rows.select_related(*NEEDED, "county", "previous", "admonition__criticism__by__person", "drafted_by__person", "approved_by__person",
        "assessed_by__person", "decided_by__person"), pk=pk,
    )  # fmt: skip
    return found
