"""Self-checks for off-book money, and what was declared or found, followed to its end."""

from decimal import Decimal
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from core.sending import refuse, token_of
from finance import policies
from finance.checks.offbook import recovered_of
from finance.forms.offbook import (
    TITLES,
    OffBookFilterForm,
    OffBookForm,
    SelfCheckFilterForm,
    SelfCheckForm,
    StepForm,
)
from finance.models import OffBookAccount, SelfCheck
from finance.models.offbook import SIGNS
from finance.presenters import funds as shown
from finance.presenters.purchases import findings_shown
from finance.selectors import fund_checking
from finance.selectors import funds as selectors
from finance.services.funds import offbook as services
from finance.services.funds.sheets import NotPossible


@require_safe
def self_check_list(request: HttpRequest) -> HttpResponse:
    """Self-checks the user may see."""
    on, user = clock.today(), user_of(request)
    if not policies.sees_any_funds(user, on):
        raise Http404
    form = SelfCheckFilterForm(request.GET, on=on)
    form.is_valid()
    asked = form.cleaned_data
    rows = selectors.self_checks_listed(user, on, asked.get("year"), asked.get("state", ""))
    context = {
        "form": form, "page": page_of(rows, request.GET.get("page")), "today": on,
        "parts": shown.parts_of_funds("self-check-list", may_import=policies.own_fund_units(user, on).exists()),
    }  # fmt: skip
    return render(request, "finance/self_checks.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def self_check(request: HttpRequest, pk: int) -> HttpResponse:
    """One self-check; its secretary states it here until somebody signed."""
    on, user = clock.today(), user_of(request)
    found = _check(request, pk)
    states = policies.stated_self_checks(user, on).filter(pk=pk).exists()
    if request.method == "POST" and not states:
        raise Http404
    form = SelfCheckForm(request.POST or None, check=found, on=on) if states else None
    if form is not None and request.method == "POST" and form.is_valid():
        try:
            services.state_self_check(
                check=pk, none_found=form.cleaned_data["none_found"], words=form.cleaned_data["words"],
                signers=form.signers(), by=user, on=on,
            )  # fmt: skip
            messages.success(request, _("自查情况已保存，请依次签字。"))
            return redirect("self-check", pk)
        except NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
    context = {
        "check": found,
        "form": form,
        "signatures": [
            {"title": TITLES[sign], "person": getattr(found, sign), "on": getattr(found, f"{sign}_on")}
            for sign in SIGNS
        ],
        "may_sign": policies.signable_self_checks(user, on).filter(pk=pk).exists(),
        "findings": findings_shown(selectors.findings_about(fund_checking.SELF_CHECKS, pk, user, on)),
        "happenings": shown.happenings(selectors.happenings_of_row(found)),
        "today": on,
    }
    return render(
        request, "finance/self_check.html", context, status=422 if form is not None and form.errors else 200
    )


@require_POST
def self_check_sign(request: HttpRequest, pk: int) -> HttpResponse:
    """Sign a self-check in one's place; nothing there for whom it does not name."""
    if user_of(request).person_id not in {getattr(_check(request, pk), f"{sign}_id") for sign in SIGNS} - {
        None
    }:
        raise Http404
    try:
        services.sign_self_check(check=pk, by=user_of(request), on=clock.today())
        messages.success(request, _("已签字。"))
    except NotPossible:
        messages.info(request, _("没有轮到您签字，或者您已经签过。"))
    return redirect("self-check", pk)


@require_safe
def off_book_list(request: HttpRequest) -> HttpResponse:
    """Off-book money the user may see."""
    on, user = clock.today(), user_of(request)
    if not policies.sees_any_funds(user, on):
        raise Http404
    form = OffBookFilterForm(request.GET)
    form.is_valid()
    rows = selectors.off_book_listed(user, on, form.cleaned_data.get("state", ""))
    context = {
        "form": form, "page": page_of(rows, request.GET.get("page")), "today": on,
        "may_enter": policies.recorded_off_book_units(user, on).exists(),
        "parts": shown.parts_of_funds("off-book-list", may_import=policies.own_fund_units(user, on).exists()),
    }  # fmt: skip
    return render(request, "finance/off_book_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def off_book_new(request: HttpRequest) -> HttpResponse:
    """Record off-book money."""
    on, user = clock.today(), user_of(request)
    units = policies.recorded_off_book_units(user, on)
    if not units.exists():
        raise Http404
    form = OffBookForm(request.POST or None, units=units, initial={"year": on.year, "found_on": on})
    if request.method == "POST" and form.is_valid():
        try:
            made = services.record_off_book(
                token=token_of(request),
                unit=form.cleaned_data["unit"],
                content=form.content(),
                by=user,
                on=on,
            )
            messages.success(request, _("账外资金已登记，请跟踪清理收回。"))
            return redirect("off-book", made.pk)
        except NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
    context = {"form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "finance/off_book_edit.html", context, status=422 if form.errors else 200)


@require_safe
def off_book(request: HttpRequest, pk: int) -> HttpResponse:
    """Off-book money with what was done about it."""
    return render(request, "finance/off_book.html", _page(request, pk))


@require_POST
def off_book_step(request: HttpRequest, pk: int) -> HttpResponse:
    """Note what was done."""
    on, user = clock.today(), user_of(request)
    if not policies.recorded_off_book_units(user, on).filter(pk=_account(request, pk).unit_id).exists():
        raise Http404
    form = StepForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.note_recovery(
                token=token_of(request), account=pk, day=given["day"], words=given["words"],
                amount=given["amount"] or Decimal(0), by=user, on=on,
            )  # fmt: skip
            messages.success(request, _("清理情况已登记。"))
            return redirect(reverse("off-book", args=[pk]) + "#steps")
        except NotPossible as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
    return render(request, "finance/off_book.html", _page(request, pk, form), status=422)


@require_POST
def off_book_close(request: HttpRequest, pk: int) -> HttpResponse:
    """Close it, as the body that supervises the unit."""
    if _account(request, pk).closed_on is not None:
        messages.info(request, _("已经办结。"))
        return redirect("off-book", pk)
    try:
        services.close_off_book(
            account=pk, closing=request.POST.get("reason", ""), by=user_of(request), on=clock.today()
        )
        messages.success(request, _("已办结。"))
    except NotPossible as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect("off-book", pk)


def _check(request: HttpRequest, pk: int) -> SelfCheck:
    rows = policies.visible_self_checks(user_of(request), clock.today())
    return get_object_or_404(rows.select_related("unit", *SIGNS), pk=pk)


def _account(request: HttpRequest, pk: int) -> OffBookAccount:
    rows = policies.visible_off_book(user_of(request), clock.today())
    return get_object_or_404(rows.select_related("unit", "entered_by__person", "closed_by__person"), pk=pk)


def _page(request: HttpRequest, pk: int, form: StepForm | None = None) -> dict[str, Any]:
    on, user, found = clock.today(), user_of(request), _account(request, pk)
    back = recovered_of(found)
    records = (
        policies.recorded_off_book_units(user, on).filter(pk=found.unit_id).exists()
        and found.closed_on is None
    )
    return {
        "account": found,
        "recovered": back,
        "left": found.amount - back,
        "steps": found.steps.select_related("entered_by__person"),
        "findings": findings_shown(selectors.findings_about(fund_checking.OFF_BOOK, pk, user, on)),
        "may_close": policies.followed_off_book(user, on).filter(pk=pk).exists(),
        "form": (form or StepForm(initial={"day": on})) if records else None,
        "token": request.POST.get("token") or uuid4(),
        "today": on,
    }
