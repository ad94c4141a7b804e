"""Reading integrity files: the list, one file with its filters, the file on paper. Every view is noted."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from core import clock
from core.documents import DOCX, PDF, PdfUnavailable, write_docx, write_pdf
from core.paging import page_of
from integrity.forms.files import FileFilterForm, FilesFilterForm
from integrity.policies.files import keeps_files, own_file, readable_files, reads_files
from integrity.presenters import files as shown
from integrity.presenters.file_document import file_document
from integrity.selectors.files import files_matching
from integrity.services.file_reading import note_file_printing, note_file_viewing
from organisation.models import Person

VIEWINGS_A_PAGE = 10


@require_safe
def integrity_files(request: HttpRequest) -> HttpResponse:
    """The files the user may open, narrowed and paged."""
    on, user = clock.today(), user_of(request)
    reads = reads_files(user, on)
    if not (reads or own_file(user, on)):
        raise Http404
    form = FilesFilterForm(request.GET)
    page = page_of(files_matching(user, on, form.text()), request.GET.get("page"))
    context = {"form": form, "page": page, "keeps": keeps_files(user, on), "reads": reads}
    return render(request, "integrity/files.html", context)


@require_safe
def integrity_file(request: HttpRequest, person: int) -> HttpResponse:
    """One file as a timeline with filters; to the discipline body with who saw it."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, person)
    form = FileFilterForm(request.GET, on=on)
    parts = shown.read_file(found, user, on, form.query())
    note_file_viewing(person=found, by=user, what=_("档案"), shown=parts)
    context = shown.page_of_file(found, user, on, parts)
    entries = shown.entries_shown(parts, is_own=context["is_own"])
    seen = context.pop("viewings")
    context |= {
        "form": form,
        "page": page_of(entries, request.GET.get("page")),
        "seen": page_of(seen, request.GET.get("seen"), VIEWINGS_A_PAGE) if seen is not None else None,
        "query": request.GET.urlencode(),
    }
    return render(request, "integrity/file.html", context)


@require_safe
def integrity_file_document(request: HttpRequest, person: int, ending: str) -> HttpResponse:
    """The file as asked for, as .pdf or .docx; where PDF cannot be made that is said. Who took it is noted."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, person)
    parts = shown.read_file(found, user, on, FileFilterForm(request.GET, on=on).query())
    blocks = file_document(found, parts, by=user, on=on)
    try:
        data, kind = (write_pdf(blocks), PDF) if ending == "pdf" else (write_docx(blocks), DOCX)
    except PdfUnavailable as error:
        return render(
            request, "integrity/file_unavailable.html", {"person": found, "words": str(error)}, status=503
        )
    note_file_printing(person=found, by=user, what=ending.upper(), shown=parts)
    answer = HttpResponse(data, content_type=kind)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    name = _("%(name)s廉政档案") % {"name": found.name}
    answer["Content-Disposition"] = str(content_disposition_header(True, f"{name}.{ending}"))
    return answer


def readable_or_404(request: HttpRequest, person: int) -> Person:
    """Whose file it is, if this user may open it, or 404."""
    found: Person = get_object_or_404(readable_files(user_of(request), clock.today()), pk=person)
    return found
