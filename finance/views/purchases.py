"""Reading purchases: the list, its export, one purchase with its signs and findings, how the signs count."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from core import clock, ledger
from core.exporting import LONGEST_EXPORT, chunked, workbook_response
from core.paging import page_of
from decisions.policies import visible_matters
from finance import policies
from finance.checks.resolutions import decided_of
from finance.forms.lists import PurchaseFilterForm
from finance.models import Purchase
from finance.presenters import purchases as shown
from finance.presenters.paid_for import payments_of
from finance.selectors import purchases as selectors
from finance.selectors.checking import SOURCE
from finance.selectors.funds import faulty_among


@require_safe
def purchase_list(request: HttpRequest) -> HttpResponse:
    """Purchases the user may see, filtered and paged, each with its signs."""
    on, user = clock.today(), user_of(request)
    form = PurchaseFilterForm(request.GET, user=user, on=on)
    page = page_of(selectors.purchases_matching(user, on, form.query()), request.GET.get("page"))
    found = list(page.object_list)
    context = {
        "form": form,
        "page": page,
        "rows": shown.rows_of(found, faulty_among(SOURCE, found, user, on)),
        "may_enter": policies.entered_units(user, on).exists(),
        "sees_any": policies.sees_any_purchase(user, on),
    }
    return render(request, "finance/purchases.html", context)


@require_safe
def purchase_export(request: HttpRequest) -> HttpResponseBase:
    """What the list shows under the same filter, as a spreadsheet."""
    on, user = clock.today(), user_of(request)
    query = PurchaseFilterForm(request.GET, user=user, on=on).query()
    rows = selectors.purchases_matching(user, on, query)
    ledger.record("purchase.export", by=user, facts={"filter": request.GET.urlencode()})
    name = _("采购") + f"-{on.isoformat()}.xlsx"
    told = chunked(rows, LONGEST_EXPORT, shown.exported)
    return workbook_response(name, _("采购"), [str(title) for title in shown.HEADER], told)


@require_safe
def purchase(request: HttpRequest, pk: int) -> HttpResponse:
    """One purchase: bidders, days, signs each with formula and source, its resolution, what was found."""
    on, user = clock.today(), user_of(request)
    rows = policies.visible_purchases(user, on)
    rows = rows.select_related("unit", "supplier", "handler", "matter__emergency", "entered_by__person")
    found: Purchase = get_object_or_404(rows.prefetch_related("matter__resolutions"), pk=pk)
    context: dict[str, Any] = {
        "purchase": found,
        "flags": shown.shown(found.flags.all()),
        "bids": found.bids.select_related("supplier"),
        "changes": found.changes.all(),
        "timeline": shown.timeline_of(found),
        "spans": shown.days_between(found),
        "findings": shown.findings_shown(selectors.findings_of(found, user, on)),
        "paid": payments_of(user, on, purchase=found.pk),
        "happenings": shown.happenings(selectors.happenings_of(found)),
        "decided": decided_of(found.matter) if found.matter else None,
        "opens_matter": found.matter is not None
        and visible_matters(user, on).filter(pk=found.matter.pk).exists(),
        "may_edit": policies.editable_purchases(user, on).filter(pk=found.pk).exists(),
    }
    return render(request, "finance/purchase.html", context)


@require_safe
def purchase_flags(request: HttpRequest) -> HttpResponse:
    """Every sign with how many purchases bear it, and the units and suppliers that stand out."""
    on, user = clock.today(), user_of(request)
    if not policies.sees_any_purchase(user, on):
        raise Http404
    buyers = page_of(selectors.flagged_buyers(user, on), request.GET.get("buyers"))
    suppliers = page_of(selectors.flagged_suppliers(user, on), request.GET.get("suppliers"))
    rows = shown.flag_rows(selectors.flag_counts(user, on))
    context = {
        "rows": rows,
        "flagged": [row for row in rows if row["number"]],
        "unflagged": [row for row in rows if not row["number"]],
        "buyers": buyers,
        "buyer_rows": shown.about_others(buyers.object_list),
        "suppliers": suppliers,
        "supplier_rows": shown.about_others(suppliers.object_list),
        "surveys": policies.surveyed_suppliers(user, on).exists(),
    }
    return render(request, "finance/flags.html", context)
