"""A county leader's pages: major matters put before them, and what they say to it (C24)."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from complaints.forms.following import InstructForm
from complaints.policies import own_notices
from complaints.services import escalating
from complaints.views.sessions import Closed, ask_to_open, private_key
from core import clock, sealing
from core.paging import page_of
from core.sending import refuse


@never_cache
@require_safe
def notice_list(request: HttpRequest) -> HttpResponse:
    """What was put before the leader: numbers and days, never a word."""
    rows = own_notices(user_of(request), clock.today())
    if not rows.exists():
        raise Http404
    found = rows.select_related("complaint").order_by("-sent_on", "-pk")
    page = page_of(found, request.GET.get("page"))
    return render(request, "complaints/notices.html", {"page": page, "today": clock.today()})


@sensitive_post_parameters()
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def notice(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, opened with the leader's passphrase; the instruction is given here."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(own_notices(user, on).select_related("complaint", "by__person"), pk=pk)
    try:
        private = private_key(request)
    except Closed:
        return ask_to_open(request)
    form = InstructForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            escalating.instruct(notice=pk, private=private, text=form.cleaned_data["text"], by=user, on=on)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("批示已加密送达受理机关。"))
            return redirect("complaint-notice", pk)
    context = {"notice": found, "form": form, "today": on}
    try:
        own = escalating.key_of(found, private)
    except ValidationError as error:
        context["closed"] = " ".join(error.messages)
    else:
        context["summary"] = sealing.unlock_words(own, bytes(found.summary))["text"]
        if found.instruction:
            context["instruction"] = sealing.unlock_words(own, bytes(found.instruction))["text"]
        if request.method == "GET":
            escalating.note_reading(notice=found, by=user, on=on)
    return render(request, "complaints/notice.html", context, status=422 if form.errors else 200)
