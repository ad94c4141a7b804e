"""Working papers, for the team alone; every view is noted."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from audits.forms.stages import PaperForm
from audits.models import Audit, PaperFile, WorkingPaper
from audits.policies.stages import team_audits
from audits.services.stages import materials
from audits.services.stages.held import NotPossible
from audits.views.stages import CLOSED, sent
from core import clock, uploads
from core.attachments import files_shown
from core.paging import page_of
from core.sending import refuse, token_of


@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """The working papers of an audit, and a form for another."""
    on, user = clock.today(), user_of(request)
    found: Audit = get_object_or_404(team_audits(user, on).select_related("person", "unit"), pk=pk)
    form = PaperForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            row = materials.enter_paper(
                token=token_of(request), audit=pk, **form.cleaned_data, by=user, on=on
            )
            refused = materials.keep_paper_files(
                paper=row.pk, files=request.FILES.getlist("files"), by=user, on=on
            )
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            for told in refused:
                messages.warning(request, told)
            messages.success(request, _("底稿已登记，请其他组员复核。"))
            return redirect("audit-paper", row.pk)
    rows = found.papers.select_related("author__person", "reviewer__person").order_by("number")
    context = {
        "audit": found, "page": page_of(rows, request.GET.get("page")), "form": form, "accept": uploads.ACCEPT,
        "token": request.POST.get("token") or uuid4(),
    }  # fmt: skip
    return render(request, "audits/papers.html", context, status=422 if form.errors else 200)


@require_safe
def paper(request: HttpRequest, pk: int) -> HttpResponse:
    """One working paper."""
    found = _found(request, pk)
    materials.note_paper_viewed(paper=found, by=user_of(request))
    context = {
        "paper": found,
        "files": files_shown(found.attachments.select_related("added_by__person")),
        "may_review": found.author_id != user_of(request).pk and found.reviewed_on is None,
    }
    return render(request, "audits/paper.html", context)


@require_POST
def paper_review(request: HttpRequest, pk: int) -> HttpResponse:
    """Review the working paper of another."""
    found = _found(request, pk)
    try:
        materials.review_paper(paper=found.pk, by=user_of(request), on=clock.today())
    except ValidationError as error:
        messages.error(request, error.messages[0])
    else:
        messages.success(request, _("底稿已复核。"))
    return redirect("audit-paper", pk)


@require_safe
def paper_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """Evidence of a working paper."""
    found = _found(request, pk)
    row = get_object_or_404(PaperFile, pk=file, paper=found)
    materials.note_paper_viewed(paper=found, by=user_of(request))
    return sent(row)


def _found(request: HttpRequest, pk: int) -> WorkingPaper:
    mine = team_audits(user_of(request), clock.today()).order_by().values("pk")
    rows = WorkingPaper.objects.filter(audit__in=mine)
    found: WorkingPaper = get_object_or_404(
        rows.select_related("audit__person", "author__person", "reviewer__person"), pk=pk
    )
    return found
