"""Gifts: the register, entering one, taking one in (B6, L28)."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from core import clock, workdays
from core.paging import page_of
from core.sending import refuse, token_of
from integrity.forms.gifts import GiftFilterForm, GiftForm, ReceiveForm
from integrity.models import Gift
from integrity.policies.gifts import enters_gifts, receivable_gifts, sees_gifts
from integrity.presenters import lists as shown
from integrity.procedure import Gift as GiftFacts
from integrity.procedure import last_day
from integrity.selectors import gifts as selectors
from integrity.services.gifts import enter_gift, receive_gift
from integrity.services.lists import NotPossible
from integrity.views.responsibility import CLOSED
from organisation.models import Unit
from supervision.policies import scope_of


@require_safe
def gift_list(request: HttpRequest) -> HttpResponse:
    """Gifts the user may see, filtered and paged, each with the last day for handing it in."""
    on, user = clock.today(), user_of(request)
    if not sees_gifts(user, on):
        raise Http404
    form = GiftFilterForm(request.GET, on=on)
    page = page_of(selectors.gifts_matching(user, on, form.query()), request.GET.get("page"))
    mine = set(
        receivable_gifts(user, on).filter(pk__in=[row.pk for row in page]).values_list("pk", flat=True)
    )
    calendar = workdays.shown()
    rows = [{"gift": row, "due": last_day(_facts(row), calendar), "receives": row.pk in mine} for row in page]
    context = {
        "form": form, "page": page, "rows": rows, "may_enter": enters_gifts(user, on), "today": on,
        "tabs": shown.tabs_of(user, on, "gifts"),
    }  # fmt: skip
    return render(request, "integrity/gifts.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def gift_new(request: HttpRequest) -> HttpResponse:
    """Enter what the user received as a head."""
    on, user = clock.today(), user_of(request)
    units = Unit.objects.filter(pk__in=sorted(scope_of(user, on).heads_units))
    if not enters_gifts(user, on):
        raise Http404
    form, token = GiftForm(request.POST or None, units=units), token_of(request) if request.POST else uuid4()
    if request.method == "POST" and form.is_valid():
        try:
            enter_gift(token=token, received=form.received(), by=user, on=on)
        except NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已登记，请将礼品交纪检监察机关，由其出具收据。"))
            return redirect("gifts")
    context = {"form": form, "token": token}
    return render(request, "integrity/gift_new.html", context, status=422 if form.errors else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def gift_receive(request: HttpRequest, pk: int) -> HttpResponse:
    """Take a gift in for the discipline body."""
    on, user = clock.today(), user_of(request)
    found: Gift = get_object_or_404(receivable_gifts(user, on).select_related("person", "unit"), pk=pk)
    form = ReceiveForm(request.POST or None, initial={"handed_in_on": on})
    if request.method == "POST" and form.is_valid():
        try:
            receive_gift(gift=pk, **form.cleaned_data, by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("已接收。"))
            return redirect("gifts")
    context = {"gift": found, "due": last_day(_facts(found), workdays.shown()), "form": form, "today": on}
    return render(request, "integrity/gift_receive.html", context, status=422 if form.errors else 200)


def _facts(row: Gift) -> GiftFacts:
    return GiftFacts(
        item=row.item, received_on=row.received_on, back_on=row.back_on, handed_in_on=row.handed_in_on
    )
