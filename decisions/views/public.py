"""What anybody may read without log-in: published drafts, and saying something to them while their period runs (C3)."""

from typing import Any

from django.contrib.auth.decorators import login_not_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_safe

from core import clock, uploads
from core.paging import page_of
from core.sending import refuse
from decisions.checks.preparing import is_short, shortest_period
from decisions.forms.preparation import CommentForm
from decisions.models import Preparation
from decisions.policies import published_drafts
from decisions.services import publishing


@require_safe
@login_not_required
def drafts(request: HttpRequest) -> HttpResponse:
    """Published drafts: those open for comment first, then the newest."""
    on = clock.today()
    found = published_drafts(on).select_related("matter__unit").order_by("-until", "-pk")
    page = page_of(found, request.GET.get("page"))
    return render(request, "decisions/public_drafts.html", {"page": page, "today": on})


# No cookie is set for readers, so there is none to forge a request with: the signed form says where a comment came from.
@csrf_exempt
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
@login_not_required
def draft(request: HttpRequest, pk: int) -> HttpResponse:
    """One draft, and the form to say something to it."""
    on = clock.today()
    found = get_object_or_404(published_drafts(on).select_related("matter__unit"), pk=pk)
    if request.method != "POST":
        return _show(request, found, CommentForm(), publishing.open_form(found.pk))
    form, signed = CommentForm(request.POST), request.POST.get("form", "")
    opened = publishing.opened(signed, found.pk)
    if opened is None:
        form.add_error(None, _("页面打开太久，请核对后再提交一次。"))
        return _show(request, found, form, publishing.open_form(found.pk), status=422)
    try:
        if form.is_valid():
            if not form.cleaned_data["website"]:
                publishing.take_comment(
                    draft=found.pk,
                    form=opened,
                    text=form.cleaned_data["text"],
                    name=form.cleaned_data["name"],
                    on=on,
                )
            return redirect(reverse("public-draft", args=[pk]) + "?sent=1#comment")
    except ValidationError as error:
        refuse(form, error)
    return _show(request, found, form, signed, status=422)


@require_safe
@login_not_required
def draft_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of a published draft, as a download."""
    found = get_object_or_404(published_drafts(clock.today()), pk=pk)
    attachment = get_object_or_404(found.attachments, pk=file)
    try:
        stored = attachment.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return uploads.download(stored, attachment.name)


def _show(
    request: HttpRequest, found: Preparation, form: CommentForm, signed: str, status: int = 200
) -> HttpResponse:
    on = clock.today()
    context: dict[str, Any] = {
        "draft": found,
        "matter": found.matter,
        "files": [
            {
                "name": file.name,
                "size": file.size,
                "url": reverse("public-draft-file", args=[found.pk, file.pk]),
            }
            for file in found.attachments.all()
        ],
        "is_open": found.until is not None and on <= found.until,
        "is_short": is_short(found),
        "least": shortest_period(found.matter),
        "form": form,
        "signed": signed,
        "sent": "sent" in request.GET,
        "today": on,
    }
    return render(request, "decisions/public_draft.html", context, status=status)
