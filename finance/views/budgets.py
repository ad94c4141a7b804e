"""Budgets of units: the list, one with its items, adjustments and what was spent, the form."""

from datetime import date
from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.dateparse import parse_datetime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from core.sending import refuse, token_of
from finance import policies
from finance.forms.budgets import AdjustForm, BudgetForm, ItemFormSet, lines_of
from finance.models import Budget
from finance.presenters import funds as shown
from finance.presenters.purchases import findings_shown
from finance.selectors import fund_checking
from finance.selectors import funds as selectors
from finance.services.funds import budgets as services
from finance.services.funds.sheets import ChangedMeanwhile, NotPossible
from organisation.models import Unit


@require_safe
def budget_list(request: HttpRequest) -> HttpResponse:
    """Budgets the user may see."""
    on, user = clock.today(), user_of(request)
    if not policies.sees_any_funds(user, on):
        raise Http404
    enters = policies.own_fund_units(user, on).exists()
    context = {
        "page": page_of(selectors.budgets_listed(user, on), request.GET.get("page")),
        "may_enter": enters,
        "parts": shown.parts_of_funds("budget-list", may_import=enters),
    }
    return render(request, "finance/budgets.html", context)


@require_safe
def budget(request: HttpRequest, pk: int) -> HttpResponse:
    """One budget."""
    return render(request, "finance/budget.html", _page(request, pk))


@require_http_methods(["GET", "HEAD", "POST"])
def budget_new(request: HttpRequest) -> HttpResponse:
    """Enter the budget of a year."""
    on, user = clock.today(), user_of(request)
    units = list(policies.own_fund_units(user, on).order_by("name"))
    if not units:
        raise Http404
    given = request.POST.get("unit") or request.GET.get("unit")
    unit = next((one for one in units if str(one.pk) == given), units[0])
    return _edit(request, unit, None, on)


@require_http_methods(["GET", "HEAD", "POST"])
def budget_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Change a budget."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(policies.kept_budgets(user, on).select_related("unit"), pk=pk)
    return _edit(request, found.unit, found, on)


@require_POST
def budget_adjust(request: HttpRequest, pk: int) -> HttpResponse:
    """Adjust one item."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(policies.kept_budgets(user, on).select_related("unit"), pk=pk)
    form = AdjustForm(request.POST, budget=found, user=user, on=on)
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.adjust_budget(
                token=token_of(request), item=given["item"].pk, amount=given["amount"], reason=given["reason"],
                matter=given["matter"], by=user, on=on,
            )  # fmt: skip
            messages.success(request, _("预算调整已登记。"))
            return redirect("budget", pk)
        except NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
    return render(request, "finance/budget.html", _page(request, pk, form), status=422)


def _edit(request: HttpRequest, unit: Unit, found: Budget | None, on: date) -> HttpResponse:
    user, conflict = user_of(request), False
    sent = request.POST if request.method == "POST" else None
    first = [{"name": item.name, "amount": item.amount} for item in found.items.all()] if found else None
    form, rows = (
        BudgetForm(sent, unit=unit, user=user, on=on, budget=found),
        ItemFormSet(sent, prefix="items", initial=first),
    )
    if sent is not None and form.is_valid() & rows.is_valid():
        try:
            made = services.enter_budget(
                unit=unit, year=form.cleaned_data["year"], lines=lines_of(rows), matter=form.cleaned_data["matter"],
                seen=parse_datetime(request.POST.get("seen", "")), by=user, on=on,
            )  # fmt: skip
            messages.success(request, _("预算已保存。"))
            return redirect("budget", made.pk)
        except ChangedMeanwhile:
            conflict = True
        except NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
    context = {
        "form": form, "rows": rows, "unit": unit, "budget": found, "conflict": conflict,
        "seen": found.changed_at.isoformat() if found else "",
    }  # fmt: skip
    failed = 409 if conflict else 422 if form.errors or (sent is not None and not rows.is_valid()) else 200
    return render(request, "finance/budget_edit.html", context, status=failed)


def _page(request: HttpRequest, pk: int, form: AdjustForm | None = None) -> dict[str, Any]:
    on, user = clock.today(), user_of(request)
    rows = policies.visible_budgets(user, on).select_related("unit", "matter")
    found: Budget = get_object_or_404(rows.prefetch_related("items__changes__matter"), pk=pk)
    keeps = policies.kept_budgets(user, on).filter(pk=pk).exists()
    return {
        "budget": found,
        "items": _items(found, on),
        "changes": [change for item in found.items.all() for change in item.changes.all()],
        "findings": findings_shown(selectors.findings_about(fund_checking.BUDGETS, pk, user, on)),
        "happenings": shown.happenings(selectors.happenings_of_row(found)),
        "may_edit": keeps,
        "form": (form or AdjustForm(budget=found, user=user, on=on)) if keeps else None,
        "token": request.POST.get("token") or uuid4(),
    }


def _items(found: Budget, on: date) -> list[dict[str, Any]]:
    spent = selectors.spent_by_item(found, on)
    lines = []
    for item in found.items.all():
        changed = sum((change.amount for change in item.changes.all() if change.on <= on), Decimal(0))
        allowed, used = item.amount + changed, spent.get(item.name, Decimal(0))
        lines.append(
            {"item": item, "changed": changed, "allowed": allowed, "spent": used, "over": used > allowed}
        )
    return lines
