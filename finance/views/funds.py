"""Reading uses of funds: the list, one with its checklist and findings, the sheet as it is printed."""

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
from finance.checks.funds import sheets_of
from finance.forms.funds import FundFilterForm, PayForm
from finance.models import FundUse
from finance.presenters import funds as shown
from finance.presenters.paid_for import paid_for
from finance.presenters.purchases import findings_shown
from finance.procedure.funds import checklist
from finance.selectors import fund_checking
from finance.selectors import funds as selectors

SHOWN_WITH = ("unit", "payee", "matter", "purchase", "part__project", "entered_by__person")


@require_safe
def fund_list(request: HttpRequest) -> HttpResponse:
    """Uses of funds the user may see, filtered and paged, each with what is open about it."""
    on, user = clock.today(), user_of(request)
    if not policies.sees_any_funds(user, on):
        raise Http404
    form = FundFilterForm(request.GET, user=user, on=on)
    page = page_of(selectors.uses_matching(user, on, form.query()), request.GET.get("page"))
    uses = list(page.object_list)
    enters = policies.own_fund_units(user, on).exists()
    context = {
        "form": form,
        "page": page,
        "rows": shown.rows_of(uses, selectors.faulty_among(fund_checking.USES, uses, user, on)),
        "may_enter": policies.started_fund_units(user, on).exists(),
        "parts": shown.parts_of_funds("fund-list", may_import=enters),
    }
    return render(request, "finance/funds.html", context)


@require_safe
def fund_export(request: HttpRequest) -> HttpResponseBase:
    """What the list shows under the same filter, as a spreadsheet; read and written in chunks."""
    on, user = clock.today(), user_of(request)
    if not policies.sees_any_funds(user, on):
        raise Http404
    query = FundFilterForm(request.GET, user=user, on=on).query()
    rows = selectors.uses_matching(user, on, query).select_related(
        "unit", "payee", "matter", "purchase", "part__project"
    )
    ledger.record("funds.export", by=user, facts={"filter": request.GET.urlencode()})
    name = _("资金使用") + f"-{on.isoformat()}.xlsx"
    told = chunked(
        rows,
        LONGEST_EXPORT,
        lambda uses: shown.exported(uses, selectors.faulty_among(fund_checking.USES, uses, user, on)),
    )
    return workbook_response(name, _("资金使用"), [str(title) for title in shown.HEADER], told)


@require_safe
def fund_use(request: HttpRequest, pk: int) -> HttpResponse:
    """One use of funds with its checklist, signatures and findings."""
    return render(request, "finance/fund_use.html", page_of_use(request, pk))


@require_safe
def fund_sheet(request: HttpRequest, pk: int) -> HttpResponse:
    """The approval sheet as it is printed and filed."""
    found = visible_or_404(request, pk)
    context = {"use": found, "signatures": shown.signatures_shown(found), "state": shown.state_of(found)}
    return render(request, "finance/fund_sheet.html", context)


def visible_or_404(request: HttpRequest, pk: int) -> FundUse:
    """The use if this user may see it, or 404."""
    rows = policies.visible_uses(user_of(request), clock.today())
    return get_object_or_404(rows.select_related(*SHOWN_WITH), pk=pk)


def page_of_use(
    request: HttpRequest, pk: int, form: PayForm | None = None, problems: list[str] | None = None
) -> dict[str, Any]:
    """What the page of a use shows; `problems` are what keeps it from being signed or paid."""
    on, user, found = clock.today(), user_of(request), visible_or_404(request, pk)
    lines = checklist(sheets_of([found], on)[found.pk], on)
    return {
        "use": found,
        "state": shown.state_of(found),
        "stages": shown.stages_shown(lines),
        "missing": 0 if found.cancelled else sum(line.is_missing for line in lines),
        "findings": findings_shown(selectors.findings_about(fund_checking.USES, found.pk, user, on)),
        "happenings": shown.happenings(selectors.happenings_of_row(found)),
        "paid_for": paid_for(found, user, on),
        "opens_matter": found.matter is not None
        and visible_matters(user, on).filter(pk=found.matter.pk).exists(),
        "may_edit": policies.editable_uses(user, on).filter(pk=found.pk).exists(),
        "may_sign": policies.signable_uses(user, on).filter(pk=found.pk).exists(),
        "may_pay": policies.payable_uses(user, on).filter(pk=found.pk).exists(),
        "may_cancel": policies.cancellable_uses(user, on).filter(pk=found.pk).exists(),
        "form": form or PayForm(initial={"paid_on": on}),
        "problems": problems or [],
    }
