"""Opinions on heads: the list, drafting from the file, the steps to the signature, the document."""

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.documents import DOCX, write_docx
from core.paging import page_of
from core.sending import acted, refuse, stepped, token_of
from integrity.choices import OPINION_PURPOSES
from integrity.forms.files import OpinionFilterForm, OpinionForm
from integrity.models import IntegrityOpinion
from integrity.policies.files import drafted_opinions, keeps_files, kept_files, reads_files, visible_opinions
from integrity.presenters import opinions as shown
from integrity.selectors.files import opinions_matching
from integrity.services import opinions as services
from integrity.services.file_reading import note_file_viewing
from integrity.services.inquiries.held import NotPossible
from organisation.models import Person
from rulebook.procedures.files import State, Step

CLOSED = gettext_lazy("没有保存：廉政意见的状态已经变化，或者不由您办理。请核对后再试。")
# Step → the service that takes it, and what is said when it is done.
STEPS: dict[str, tuple[Callable[..., IntegrityOpinion], Any]] = {
    Step.SUBMIT: (services.submit_opinion, gettext_lazy("已提请主要负责人签发。")),
    Step.RETURN: (services.return_opinion, gettext_lazy("已退回修改。")),
    Step.SIGN: (services.sign_opinion, gettext_lazy("已签发，可以在任用、奖励程序中使用。")),
    Step.DROP: (services.drop_opinion, gettext_lazy("已撤销。")),
}


@require_safe
def integrity_opinions(request: HttpRequest) -> HttpResponse:
    """Opinions the user may open, narrowed and paged."""
    on, user = clock.today(), user_of(request)
    if not reads_files(user, on):
        raise Http404
    form = OpinionFilterForm(request.GET)
    page = page_of(opinions_matching(user, on, form.query()), request.GET.get("page"))
    context = {"form": form, "page": page, "rows": shown.rows_of(page, on), "keeps": keeps_files(user, on)}
    return render(request, "integrity/opinions.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def integrity_opinion_new(request: HttpRequest, person: int) -> HttpResponse:
    """Draft an opinion from the file (`?purpose=reward`); reading the file for it is noted."""
    on, user = clock.today(), user_of(request)
    found: Person = get_object_or_404(kept_files(user, on), pk=person)
    asked = request.GET.get("purpose", "")
    given = {"purpose": asked} if asked in dict(OPINION_PURPOSES) else {}
    gathered = services.gather(found, user, on)
    form = OpinionForm.drafted(gathered, request.POST or None, **given)
    token = token_of(request) if request.method == "POST" else uuid4()
    if request.method == "POST" and form.is_valid():
        try:
            row = services.draft_opinion(token=token, person=person, wording=form.wording(), by=user, on=on)
        except NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("草稿已保存，请核对后提请签发。"))
            return redirect(row)
    elif request.method != "POST":
        note_file_viewing(person=found, by=user, what=_("起草廉政意见"))
    context = {"form": form, "token": token, "person": found, "gathered": gathered}
    return render(request, "integrity/opinion_edit.html", context, status=422 if form.errors else 200)


@require_safe
def integrity_opinion(request: HttpRequest, pk: int) -> HttpResponse:
    """One opinion; every view is noted with the file of the person."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    note_file_viewing(person=found.person, by=user, what=_("廉政意见"))
    return render(request, "integrity/opinion.html", shown.page_of_opinion(found, user, on))


@require_http_methods(["GET", "HEAD", "POST"])
def integrity_opinion_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Word a draft anew, beside what the file tells today."""
    on, user = clock.today(), user_of(request)
    rows = drafted_opinions(user, on).filter(state=State.DRAFT).select_related("person", "unit", "post")
    found: IntegrityOpinion = get_object_or_404(rows, pk=pk)
    form = OpinionForm.of(found, request.POST or None)
    if request.method == "POST" and form.is_valid():

        def act() -> None:
            services.reword_opinion(opinion=pk, wording=form.wording(), by=user, on=on)

        if acted(form, act, closed=NotPossible, words=CLOSED):
            messages.success(request, _("草稿已保存，请核对后提请签发。"))
            return redirect(found)
    elif request.method != "POST":
        note_file_viewing(person=found.person, by=user, what=_("起草廉政意见"))
    gathered = services.gather(found.person, user, on)
    context = {"form": form, "opinion": found, "person": found.person, "gathered": gathered}
    return render(request, "integrity/opinion_edit.html", context, status=422 if form.errors else 200)


@require_POST
def integrity_opinion_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step that needs no more than a reason."""
    on, user = clock.today(), user_of(request)
    if step not in STEPS:
        raise Http404
    found = readable_or_404(request, pk)
    service, done = STEPS[step]
    given = {"reason": request.POST.get("reason", "")} if step in shown.NEEDS_REASON else {}
    stepped(
        request, lambda: service(opinion=pk, **given, by=user, on=on), done, closed=NotPossible, words=CLOSED
    )
    return redirect(found)


@require_safe
def integrity_opinion_letter(request: HttpRequest, pk: int) -> HttpResponse:
    """The opinion as it was signed, as .docx. Who took it is noted."""
    user, found = user_of(request), readable_or_404(request, pk)
    if found.state != State.SIGNED:
        raise Http404
    note_file_viewing(person=found.person, by=user, what=_("廉政意见 %(number)s") % {"number": found.number})
    answer = HttpResponse(write_docx(services.document_of(found)), content_type=DOCX)
    answer["Content-Disposition"] = str(content_disposition_header(True, f"{found.number}.docx"))
    answer["Cache-Control"] = "private, no-store"
    return answer


def readable_or_404(request: HttpRequest, pk: int) -> IntegrityOpinion:
    """The opinion if this user may open it, or 404."""
    rows = visible_opinions(user_of(request), clock.today())
    found: IntegrityOpinion = get_object_or_404(
        rows.select_related("person", "unit", "post", "body", "drafted_by__person", "signed_by__person"),
        pk=pk,
    )
    return found
