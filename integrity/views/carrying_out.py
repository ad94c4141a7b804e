"""Evidence for an item, its files, and the reviews of the body above (B6)."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from core import clock, ledger, uploads
from core.sending import refuse, token_of
from integrity.choices import ListState
from integrity.forms.responsibility import EvidenceForm, ReviewForm
from integrity.models import EvidenceFile
from integrity.policies.lists import lists_from_above, shown_for_lists
from integrity.procedure import review_opens
from integrity.selectors.lists import items_in_force, with_parts
from integrity.services.carrying_out import attach_evidence, enter_evidence, review_list
from integrity.services.lists import NotPossible
from integrity.views.responsibility import CLOSED, readable_or_404
from rulebook.procedures.integrity import REVIEWS, Review


@require_http_methods(["GET", "HEAD", "POST"])
def responsibility_evidence(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Enter what was done for an item, with its files."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(with_parts(shown_for_lists(user, on)), pk=pk)
    item = next((one for one in items_in_force(found) if one.number == number), None)
    if item is None:
        raise Http404
    form, token = EvidenceForm(request.POST or None), token_of(request) if request.POST else uuid4()
    refused: list[str] = []
    if request.method == "POST" and form.is_valid():
        try:
            row = enter_evidence(
                token=token, found=found.pk, number=number, **form.cleaned_data, by=user, on=on
            )
            refused = attach_evidence(evidence=row.pk, files=request.FILES.getlist("files"), by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        if not form.errors and not refused:
            messages.success(request, _("落实凭据已登记。"))
            return redirect(f"{found.get_absolute_url()}#item-{number}")
    context = {
        "list": found, "item": item, "form": form, "token": token, "accept": uploads.ACCEPT, "refused": refused,
    }  # fmt: skip
    status = 422 if form.errors or refused else 200
    return render(request, "integrity/responsibility_evidence.html", context, status=status)


@require_safe
def responsibility_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A file of a piece of evidence, as a download, to those who may read the list."""
    found = readable_or_404(request, pk)
    paper = get_object_or_404(EvidenceFile, pk=file, evidence__list=found.pk)
    ledger.record("responsibility.read-file", by=user_of(request), target=paper)
    try:
        stored = paper.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    return uploads.download(stored, paper.name)


@require_http_methods(["GET", "HEAD", "POST"])
def responsibility_review(request: HttpRequest, pk: int, kind: str) -> HttpResponse:
    """Review a list item by item for the body above."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(with_parts(lists_from_above(user, on)), pk=pk)
    made = {row.kind for row in found.reviews.all()}
    if kind not in set(Review) or kind in made or found.state != ListState.IN_FORCE:
        raise Http404
    review = Review(kind)
    if on < review_opens(found.year, review):
        raise Http404
    form = ReviewForm(request.POST or None, items=items_in_force(found))
    if request.method == "POST" and form.is_valid():
        try:
            review_list(found=found.pk, kind=review, said=form.said, by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("检查结果已保存。"))
            return redirect(reverse("responsibility", args=[pk]) + "#reviews")
    context = {"list": found, "rule": REVIEWS[review], "form": form}
    status = 422 if form.errors else 200
    return render(request, "integrity/responsibility_review.html", context, status=status)
