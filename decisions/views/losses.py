"""Decisions that caused a loss, and the cases opened over them (C11)."""

from functools import partial
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock, ledger
from core.paging import page_of
from decisions import policies
from decisions.checks.tracing import trace
from decisions.forms.losses import CaseClosingForm, LossForm, StatementForm
from decisions.models import AccountabilityCase
from decisions.policies import cases_to_close, handled_cases, losable_matters, visible_cases
from decisions.services.losses import close_case, record_loss, state_on_case
from decisions.views.saving import saved
from rulebook.procedures.decisions import CODES


@require_http_methods(["GET", "HEAD", "POST"])
def loss(request: HttpRequest, pk: int) -> HttpResponse:
    """Note that a decision caused a loss; beside the form stands what it would be traced back to."""
    user, on = user_of(request), clock.today()
    matter = get_object_or_404(losable_matters(user, on).select_related("unit"), pk=pk)
    form = LossForm(request.POST if request.method == "POST" else None, initial={"found_on": on})
    act = partial(record_loss, matter=matter.pk, by=user, on=on)
    if request.method == "POST" and saved(request, form, act, _("决策损失已登记。")):
        case = visible_cases(user, on).filter(matter=matter.pk).first()
        return redirect("case", case.pk) if case else redirect("matter", matter.pk)
    context = {"matter": matter, "form": form, "trace": trace(matter, on), "today": on}
    return render(request, "decisions/loss.html", context, status=422 if form.errors else 200)


@require_safe
def case_list(request: HttpRequest) -> HttpResponse:
    """The cases the user may see, newest first."""
    user, on = user_of(request), clock.today()
    cases = visible_cases(user, on).select_related("matter__unit", "chair").prefetch_related("bodies")
    page = page_of(cases.order_by("-opened_on", "-pk"), request.GET.get("page"))
    return render(request, "decisions/loss_cases.html", {"page": page, "today": on})


@require_safe
def case(request: HttpRequest, pk: int) -> HttpResponse:
    """One case: the loss, the missing steps, who chaired, which bodies look into it, what came of it."""
    found = _visible(request, pk)
    ledger.record("case.viewed", by=user_of(request), target=found)
    return render(request, "decisions/loss_case.html", _page(request, found))


@require_POST
def case_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close a case with what came of it."""
    user, on = user_of(request), clock.today()
    found = _visible(request, pk)
    get_object_or_404(handled_cases(user, on), pk=pk)
    form = CaseClosingForm(request.POST)
    if saved(request, form, partial(close_case, case=found.pk, by=user, on=on), _("责任追究已办结。")):
        return redirect("case", pk)
    return render(request, "decisions/loss_case.html", _page(request, found, closing=form), status=422)


@require_POST
def case_statement(request: HttpRequest, pk: int) -> HttpResponse:
    """Say something to a case over a decision one chaired."""
    user, on = user_of(request), clock.today()
    found = get_object_or_404(_cases(request).filter(chair=user.person_id), pk=pk)
    form = StatementForm(request.POST)
    if saved(request, form, partial(state_on_case, case=found.pk, by=user, on=on), _("陈述已提交。")):
        return redirect("case", pk)
    return render(request, "decisions/loss_case.html", _page(request, found, stating=form), status=422)


def _visible(request: HttpRequest, pk: int) -> AccountabilityCase:
    return get_object_or_404(_cases(request), pk=pk)


def _cases(request: HttpRequest) -> QuerySet[AccountabilityCase]:
    rows = visible_cases(user_of(request), clock.today())
    loaded = rows.select_related("matter__unit", "matter__loss__entered_by__person", "chair")
    return loaded.prefetch_related("bodies")


def _page(
    request: HttpRequest,
    found: AccountabilityCase,
    *,
    closing: CaseClosingForm | None = None,
    stating: StatementForm | None = None,
) -> dict[str, Any]:
    user, on = user_of(request), clock.today()
    return {
        "case": found,
        "matter": found.matter,
        "rules": [CODES[code] for code in found.codes],
        "form": closing or CaseClosingForm(),
        "stating": stating or StatementForm(initial={"statement": found.statement}),
        "may_state": policies.cases_to_state_on(user).filter(pk=found.pk).exists(),
        "may_close": cases_to_close(user, on).filter(pk=found.pk).exists(),
        "sees_matter": policies.visible_matters(user, on).filter(pk=found.matter_id).exists(),
        "today": on,
    }
