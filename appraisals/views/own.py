"""The head's own page: writing the statement, with drafts that save themselves."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.views.requests import user_of
from appraisals.forms.steps import StatementForm
from appraisals.models import Appraisal
from appraisals.policies import own_appraisals
from appraisals.presenters.statements import parts_of
from appraisals.services.held import NEEDED, NotPossible
from appraisals.services.statements import hand_in, keep_draft, length_of
from appraisals.views.requests import CLOSED, acted, back
from core import clock
from core.sending import shown
from rulebook.procedures.appraisals import OUTLINE, STATEMENT_LENGTH, State


@require_http_methods(["GET", "HEAD", "POST"])
def statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the statement and hand it in."""
    on, user = clock.today(), user_of(request)
    found = _own_or_404(request, pk)
    written = getattr(found, "statement", None)
    form = StatementForm(request.POST or None, initial=parts_of(written))
    if request.method == "POST" and form.is_valid():
        parts = form.parts()
        if acted(form, lambda: hand_in(appraisal=pk, parts=parts, by=user, on=on)):
            messages.success(request, _("述职述廉报告已提交，等待公布。"))
            return back(found)
    elif request.method != "POST" and (found.state != State.SET_UP or found.stated_on is not None):
        raise Http404
    typed = (
        {heading.key: request.POST.get(heading.key, "") for heading in OUTLINE}
        if request.POST
        else parts_of(written)
    )
    context = {
        "appraisal": found, "round": found.round, "form": form, "today": on,
        "fields": [form[heading.key] for heading in OUTLINE],
        "returned": written.returned if written else "", "length": length_of(typed), "most": STATEMENT_LENGTH.value,
    }  # fmt: skip
    return shown(request, "appraisals/statement.html", context)


@require_POST
def statement_draft(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep what was typed so far."""
    _own_or_404(request, pk)
    parts = {
        heading.key: request.POST.get(heading.key, "")[: STATEMENT_LENGTH.value * 2] for heading in OUTLINE
    }
    try:
        kept = keep_draft(appraisal=pk, parts=parts, by=user_of(request), on=clock.today())
    except NotPossible:
        return JsonResponse({"message": str(CLOSED)}, status=409)
    return JsonResponse({"saved_at": timezone.localtime(kept.saved_at).strftime("%H:%M")})


def _own_or_404(request: HttpRequest, pk: int) -> Appraisal:
    """The user's own appraisal, or 404."""
    rows = own_appraisals(user_of(request)).select_related(*NEEDED, "statement")
    found: Appraisal = get_object_or_404(rows, pk=pk)
    return found
