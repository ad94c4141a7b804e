"""The discipline body's own part: the opinions it is asked for, and who saw what when."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from appointments import policies
from appointments.forms.records import RecordForm
from appointments.presenters import cases as shown
from appointments.presenters.opinions import offered
from appointments.selectors import cases as selectors
from appointments.selectors.viewings import titles_of, viewings_watched
from appointments.services.records import attach, give_opinion
from appointments.services.states import NotPossible
from appointments.services.viewings import note_viewing
from appointments.views.cases import CLOSED
from appointments.views.records import initial_of
from core import clock, uploads
from core.attachments import files_shown
from core.paging import page_of
from core.sending import refuse
from integrity.policies.files import kept_files
from integrity.selectors.files import opinions_in_force
from rulebook.procedures.appointments import Record


@require_safe
def opinion_list(request: HttpRequest) -> HttpResponse:
    """The files on which the user's discipline body was asked, those still waiting first."""
    on, user = clock.today(), user_of(request)
    if not policies.watches(user, on):
        raise Http404
    page = page_of(selectors.opinions_asked(user, on), request.GET.get("page"))
    return render(request, "appointments/opinions.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the opinion on one candidate: who, for which post, and the opinion; nothing else of the file.

    `?opinion=12` takes up an opinion signed on the integrity file.
    """
    on, user = clock.today(), user_of(request)
    cases = policies.opinion_cases(user, on).select_related("person", "post__unit", "post__section", "unit")
    found = get_object_or_404(cases, pk=pk)
    row = (
        found.records.filter(kind=Record.INTEGRITY).prefetch_related("attachments__added_by__person").first()
    )
    signed = opinions_in_force(user, on, found.person)
    opinions, taken = offered(signed, request.GET.get("opinion", ""))
    initial = initial_of(row, Record.INTEGRITY) | taken
    form = RecordForm(request.POST or None, case=found, kind=Record.INTEGRITY, initial=initial)
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            row = give_opinion(case=found.pk, values=form.cleaned_data, by=user, on=on)
            refused = attach(record=row.pk, files=request.FILES.getlist("files"), by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        if not form.errors and not refused:
            messages.success(request, _("廉洁意见已保存。"))
            return redirect("appointment-opinions")
    elif request.method != "POST":
        note_viewing(file=found, by=user, what=_("廉洁意见"))
    context = {
        "case": found,
        "form": form,
        "may_edit": found.state == "open",
        "given": shown.record_shown(row) if row and row.pk else None,
        "files": files_shown(row.attachments.all()) if row and row.pk else [],
        "accept": uploads.ACCEPT,
        "refused": refused,
        "opinions": opinions,
        "may_draft": kept_files(user, on).filter(pk=found.person_id).exists(),
    }
    return render(
        request, "appointments/opinion.html", context, status=422 if form.errors or refused else 200
    )


@require_safe
def viewings(request: HttpRequest) -> HttpResponse:
    """Who saw which file, what of it and when, for the discipline body; the files by number alone."""
    on, user = clock.today(), user_of(request)
    if not policies.watches(user, on):
        raise Http404
    page = page_of(viewings_watched(user, on), request.GET.get("page"))
    titles = titles_of(page.object_list)
    rows = [{"event": event, "file": titles[event.pk]} for event in page.object_list]
    return render(request, "appointments/viewings.html", {"page": page, "rows": rows})
