"""Filling an approval sheet step by step: what for, who signs, signing, paying, withdrawing."""

from datetime import date, datetime
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.sending import refuse, token_of
from finance import policies
from finance.forms.funds import PayForm, SignersForm, UseForm
from finance.models import FundUse
from finance.selectors.paid_for import offered
from finance.services.funds import sheets as services
from finance.views.funds import page_of_use
from organisation.models import Unit

MOST_DIGITS = 19  # of a number of a row


@require_http_methods(["GET", "HEAD", "POST"])
def fund_new(request: HttpRequest) -> HttpResponse:
    """First step of a new sheet: what for, to whom, how much."""
    on, user = clock.today(), user_of(request)
    units = list(policies.started_fund_units(user, on).order_by("name"))
    if not units:
        raise Http404
    given = request.POST.get("unit") or request.GET.get("unit")
    unit = next((one for one in units if str(one.pk) == given), units[0])
    form = UseForm(request.POST or None, unit=unit, user=user, on=on)
    token = token_of(request) if request.method == "POST" else uuid4()
    if request.method == "POST" and form.is_valid():
        try:
            use = services.enter_use(token=token, unit=unit, content=form.content(), by=user, on=on)
            return redirect("fund-signers", use.pk)
        except services.NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
    return _show(request, form, unit, units, token)


@require_safe
def fund_payables(request: HttpRequest) -> HttpResponse:
    """A fragment for htmx: the unit's purchases and parts of projects that answer what was typed."""
    units = policies.started_fund_units(user_of(request), clock.today())
    given = request.GET.get("unit", "")
    unit = units.filter(pk=given).first() if given.isdecimal() and len(given) < MOST_DIGITS else None
    if unit is None:
        raise Http404
    found = offered(unit, request.GET.get("pays", "").strip())
    return render(request, "finance/_payables.html", {"payables": found})


@require_http_methods(["GET", "HEAD", "POST"])
def fund_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change what a sheet is for, until somebody signed."""
    on, user = clock.today(), user_of(request)
    found = _editable(request, pk, on)
    form = UseForm(request.POST or None, unit=found.unit, user=user, on=on, use=found)
    conflict = False
    if request.method == "POST" and form.is_valid():
        try:
            services.change_use(use=pk, content=form.content(), seen=_seen(request), by=user, on=on)
            return redirect("fund-signers", pk)
        except services.ChangedMeanwhile:
            conflict = True
        except services.NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
    found.refresh_from_db()
    return _show(request, form, found.unit, [found.unit], found.token, use=found, conflict=conflict)


@require_http_methods(["GET", "HEAD", "POST"])
def fund_signers(request: HttpRequest, pk: int) -> HttpResponse:
    """Second step: who signs."""
    on, user = clock.today(), user_of(request)
    found = _editable(request, pk, on)
    form = SignersForm(request.POST or None, use=found, user=user, on=on)
    if request.method == "POST" and form.is_valid():
        try:
            services.name_signers(use=pk, signers=form.signers(), by=user, on=on)
            messages.success(request, _("签字人已指定，从经办人开始依次签字。"))
            return redirect("fund-use", pk)
        except services.NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
    status = 422 if form.errors else 200
    return render(request, "finance/fund_signers.html", {"form": form, "use": found}, status=status)


@require_POST
def fund_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign in one's place. A second click says that it was signed already."""
    get_object_or_404(policies.named_uses(user_of(request), clock.today()), pk=pk)
    try:
        services.sign_use(use=pk, by=user_of(request), on=clock.today())
        messages.success(request, _("已签字。"))
    except services.NotPossible:
        messages.info(request, _("没有轮到您签字，或者您已经签过。"))
    except ValidationError as error:
        return render(
            request, "finance/fund_use.html", page_of_use(request, pk, problems=error.messages), status=422
        )
    return redirect("fund-use", pk)


@require_POST
def fund_pay(request: HttpRequest, pk: int) -> HttpResponse:
    """Note the payment."""
    on, user = clock.today(), user_of(request)
    _own_or_404(request, pk)
    if not policies.payable_uses(user, on).filter(pk=pk).exists():
        messages.info(request, _("签字还不齐全，或者已经登记支付。"))
        return redirect("fund-use", pk)
    form, problems = PayForm(request.POST), []
    if form.is_valid():
        try:
            services.pay_use(use=pk, paid_on=form.cleaned_data["paid_on"], by=user, on=on)
            messages.success(request, _("支付已登记。"))
            return redirect("fund-use", pk)
        except services.NotPossible:
            return redirect("fund-use", pk)
        except ValidationError as error:
            problems = error.messages
    return render(request, "finance/fund_use.html", page_of_use(request, pk, form, problems), status=422)


@require_POST
def fund_cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Withdraw a sheet that was not paid."""
    if not policies.cancellable_uses(user_of(request), clock.today()).filter(pk=pk).exists():
        _own_or_404(request, pk)
    try:
        services.cancel_use(
            use=pk, reason=request.POST.get("reason", ""), by=user_of(request), on=clock.today()
        )
        messages.success(request, _("审批单已作废。"))
    except services.NotPossible:
        messages.error(request, _("不能作废：已经支付，或者不是本单位的审批单。"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("fund-use", pk)


def _own_or_404(request: HttpRequest, pk: int) -> None:
    units = policies.own_fund_units(user_of(request), clock.today())
    get_object_or_404(FundUse, pk=pk, unit__in=units)


def _editable(request: HttpRequest, pk: int, on: date) -> FundUse:
    rows = policies.editable_uses(user_of(request), on)
    rows = rows.select_related("unit", "payee", "matter", "purchase", "part__project")
    return get_object_or_404(rows, pk=pk)


def _show(
    request: HttpRequest, form: UseForm, unit: Unit, units: list[Unit], token: UUID, *,
    use: FundUse | None = None, conflict: bool = False,
) -> HttpResponse:  # fmt: skip
    context = {
        "form": form,
        "unit": unit,
        "units": [{"label": one.name, "url": f"?unit={one.pk}", "current": one == unit} for one in units],
        "token": token,
        "use": use,
        "seen": use.changed_at.isoformat() if use else "",
        "conflict": conflict,
        "own": services.handles_alone(unit, user_of(request), clock.today()),
    }
    status = 409 if conflict else 422 if form.errors else 200
    return render(request, "finance/fund_edit.html", context, status=status)


def _seen(request: HttpRequest) -> datetime | None:
    try:
        return parse_datetime(request.POST.get("seen", ""))
    except ValueError:
        return None
