"""Pages of what was handed on sealed (N23): numbers, days, the package to bring, the receipt. Nothing of it opens here."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from accounts.views.requests import user_of
from complaints import policies
from complaints.forms.officers import HandedOnForm
from complaints.services import handling
from core import clock, uploads
from core.paging import page_of
from core.sending import refuse


@never_cache
@require_safe
def handed_on_list(request: HttpRequest) -> HttpResponse:
    """What was handed on sealed: numbers, days, receipts."""
    return _handed_on(request, HandedOnForm(), 0)


@never_cache
@require_POST
def handed_on_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the receipt."""
    user, form = user_of(request), HandedOnForm(request.POST)
    get_object_or_404(policies.handed_on_by(user, clock.today()), pk=pk)
    if form.is_valid():
        try:
            handling.confirm_handed_on(handed_on=pk, by=user, on=clock.today(), **form.cleaned_data)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("回执已登记，密封包已删除。"))
            return redirect("handed-on-list")
    return _handed_on(request, form, pk)


@never_cache
@require_safe
def handed_on_package(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The sealed package, to be brought to the body entitled; nobody here can open it."""
    found = get_object_or_404(policies.handed_on_by(user_of(request), clock.today()), pk=pk, receipt="")
    try:
        return uploads.download(default_storage.open(str(found.package.name)), f"{found.number}.sealed")
    except FileNotFoundError as error:
        raise Http404 from error


def _handed_on(request: HttpRequest, form: HandedOnForm, at: int) -> HttpResponse:
    on, user = clock.today(), user_of(request)
    if not policies.keeps_keys(user, on):
        raise Http404
    page = page_of(policies.handed_on_by(user, on).select_related("body"), request.GET.get("page"))
    context = {"page": page, "form": form, "at": at, "today": on}
    return render(request, "complaints/handed_on.html", context, status=422 if form.errors else 200)
