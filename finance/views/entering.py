"""Entering and changing a purchase: a form that keeps what was typed."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.requests import user_of
from core import clock
from core.sending import token_of
from finance import policies
from finance.forms.purchases import PurchaseEditor
from finance.models import Purchase
from finance.services import purchases as services
from organisation.models import Unit


@require_http_methods(["GET", "HEAD", "POST"])
def purchase_new(request: HttpRequest) -> HttpResponse:
    """A form for a new purchase of one of the units the user is secretary of."""
    on, user = clock.today(), user_of(request)
    units = list(policies.entered_units(user, on).order_by("name"))
    if not units:
        raise Http404
    given = request.POST.get("unit") or request.GET.get("unit")
    unit = next((one for one in units if str(one.pk) == given), units[0])
    if request.method == "POST":
        return _enter(request, unit, units, on)
    return _show(request, PurchaseEditor(unit=unit, user=user, on=on), token=uuid4(), units=units)


@require_http_methods(["GET", "HEAD", "POST"])
def purchase_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a purchase."""
    on, user = clock.today(), user_of(request)
    rows = policies.editable_purchases(user, on).select_related("unit", "supplier")
    found: Purchase = get_object_or_404(rows, pk=pk)
    if request.method == "POST":
        return _change(request, found, on)
    editor = PurchaseEditor(unit=found.unit, user=user, on=on, purchase=found)
    return _show(request, editor, token=found.token, units=[found.unit])


def _enter(request: HttpRequest, unit: Unit, units: list[Unit], on: date) -> HttpResponse:
    user, token = user_of(request), token_of(request)
    editor = PurchaseEditor(unit=unit, user=user, on=on, data=request.POST)
    try:
        if editor.is_valid():
            made = services.enter_purchase(token=token, unit=unit, content=editor.content(), by=user, on=on)
            messages.success(request, _("采购“%(title)s”已登记。") % {"title": made.title})
            return redirect("purchase", made.pk)
    except services.AlreadyEntered as again:
        messages.info(request, _("这项采购此前已经登记，没有重复登记。"))
        return redirect("purchase", again.purchase.pk)
    except services.NotPossible as error:
        raise Http404 from error
    except ValidationError as error:
        editor.refuse(error)
    return _show(request, editor, token=token, units=units, status=422)


def _change(request: HttpRequest, found: Purchase, on: date) -> HttpResponse:
    user, conflict = user_of(request), False
    editor = PurchaseEditor(unit=found.unit, user=user, on=on, purchase=found, data=request.POST)
    try:
        if editor.is_valid():
            services.change_purchase(
                purchase=found.pk, content=editor.content(), seen=_seen(request), by=user, on=on
            )
            messages.success(request, _("修改已保存。"))
            return redirect("purchase", found.pk)
    except services.ChangedMeanwhile:
        conflict = True
    except services.NotPossible as error:
        raise Http404 from error
    except ValidationError as error:
        editor.refuse(error)
    found.refresh_from_db()
    status = 409 if conflict else 422
    return _show(request, editor, token=found.token, units=[found.unit], conflict=conflict, status=status)


def _show(
    request: HttpRequest,
    editor: PurchaseEditor,
    *,
    token: UUID,
    units: list[Unit],
    conflict: bool = False,
    status: int = 200,
) -> HttpResponse:
    found = editor.purchase
    context = {
        "editor": editor,
        "form": editor.form,
        "purchase": found,
        "unit": editor.unit,
        "units": [
            {"label": unit.name, "url": f"?unit={unit.pk}", "current": unit == editor.unit} for unit in units
        ],
        "token": token,
        "seen": found.changed_at.isoformat() if found else "",
        "conflict": conflict,
    }
    return render(request, "finance/purchase_edit.html", context, status=status)


def _seen(request: HttpRequest) -> datetime | None:
    try:
        return parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        return None
