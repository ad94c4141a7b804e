"""After signing: what the successor took over and finishes, what turns out missing or false."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from audits.choices import HandoverState
from audits.forms.handovers import CloseForm, FlawForm
from audits.models import Handover
from audits.policies import handovers as policies
from audits.selectors.handovers import lists
from audits.services.handovers import following
from audits.services.handovers.states import NotPossible
from audits.views.handovers.steps import CLOSED
from core import clock
from core.paging import page_of
from core.sending import refuse, token_of


@require_safe
def handover_items(request: HttpRequest) -> HttpResponse:
    """What the user took over and has not finished, paged."""
    on, user = clock.today(), user_of(request)
    if not policies.sees_handovers(user, on):
        raise Http404
    page = page_of(lists.to_follow(user, on), request.GET.get("page"))
    return render(request, "audits/handover_items.html", {"page": page, "today": on})


@require_http_methods(["GET", "HEAD", "POST"])
def handover_item_close(request: HttpRequest, pk: int) -> HttpResponse:
    """The successor notes that an item taken over is finished."""
    on, user = clock.today(), user_of(request)
    rows = policies.followed_items(user, on).select_related("handover__person", "handover__unit")
    item = get_object_or_404(rows, pk=pk)
    form = CloseForm(request.POST or None, initial={"closed_on": on})
    if request.method == "POST" and form.is_valid():
        try:
            following.close_item(item=item.pk, **form.cleaned_data, by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("事项已办结。"))
            return redirect("handover-items")
    context = {"item": item, "form": form}
    return render(request, "audits/handover_item_close.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def handover_flaw(request: HttpRequest, pk: int) -> HttpResponse:
    """The successor notes what turned out missing or false."""
    on, user = clock.today(), user_of(request)
    rows = policies.received_handovers(user, on).filter(state=HandoverState.SIGNED)
    found = get_object_or_404(
        lists.with_parts(Handover.objects.filter(pk__in=rows.order_by().values("pk"))), pk=pk
    )
    form = FlawForm(request.POST or None, items=[item for item in found.items.all() if not item.nothing])
    if request.method == "POST" and form.is_valid():
        try:
            following.note_flaw(
                token=token_of(request), handover=found.pk, **form.cleaned_data, by=user, on=on
            )
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已登记，并请离任人说明。"))
            return redirect(found)
    context = {"handover": found, "form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "audits/handover_flaw.html", context, status=422 if form.errors else 200)
