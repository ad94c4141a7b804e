"""Pages of what a unit decides by: its list of matters in versions, its large-sum threshold, how often it could not wait."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.views.requests import user_of
from core import clock, workdays
from core.paging import page_of
from core.searching import matches
from core.sending import refuse
from decisions import policies
from decisions.forms.lists import AdoptForm, ListRowFormSet, ThresholdForm, UnitSearchForm, first_rows
from decisions.selectors import lists
from decisions.selectors.emergencies import emergencies_of, emergency_share, report_due
from decisions.services import lists as services
from decisions.services.states import NotPossible
from organisation.models import Unit

PREFIX = "row"


@require_safe
def matter_lists(request: HttpRequest) -> HttpResponse:
    """The units whose list the user may see, each with what it decides by; found by name, and by whether it has a list at all."""
    on = clock.today()
    units = policies.listing_units(user_of(request), on)
    if not units.exists():
        raise Http404
    form = UnitSearchForm(request.GET)
    found = lists.with_lists(units.filter(matches(form.asked("q"))), on, form.asked("listed")).defer(
        "search_keys"
    )
    page = page_of(found.order_by("name", "pk"), request.GET.get("page"))
    return render(
        request,
        "decisions/lists.html",
        {"page": page, "form": form, "ceiling": lists.large_sum_from(None, on)},
    )


@require_safe
def matter_list(request: HttpRequest, unit: int) -> HttpResponse:
    """A unit's list in all its versions, and its thresholds."""
    return _show(request, _unit(request, unit))


@require_POST
def list_begin(request: HttpRequest, unit: int) -> HttpResponse:
    """Begin the next version."""
    kept = _kept(request, unit)
    services.begin_list(unit=kept.pk, by=user_of(request), on=clock.today())
    return redirect("list-draft", kept.pk)


@require_http_methods(["GET", "HEAD", "POST"])
def list_draft(request: HttpRequest, unit: int) -> HttpResponse:
    """Edit the draft: all rows in one form."""
    kept, user, on = _kept(request, unit), user_of(request), clock.today()
    draft = lists.draft_list(kept)
    if draft is None:
        messages.info(request, _("没有正在起草的清单；可能已经通过或删除。"))
        return redirect("unit-matter-list", kept.pk)
    rows = ListRowFormSet(request.POST or None, prefix=PREFIX, initial=first_rows(draft.matters.all()))
    context = {"unit": kept, "draft": draft, "rows": rows, "seen": services.last_change(draft), "today": on}
    if request.method != "POST":
        return render(request, "decisions/list_draft.html", context)
    seen = request.POST.get("seen", "")
    conflict, status = "", 422
    if rows.is_valid():
        filled = [
            form.row()
            for form in rows.forms
            if form.cleaned_data.get("code") and not form.cleaned_data.get("DELETE")
        ]
        try:
            services.change_list(
                unit=kept.pk, rows=filled, seen=int(seen) if seen.isdecimal() else None, by=user, on=on
            )
        except NotPossible:
            conflict, status = (
                _("另一人刚刚保存过这份草案，您的修改还没有保存；核对后再保存一次，就以您这里的为准。"),
                409,
            )
        except ValidationError as error:
            rows.non_form_errors().extend(error.messages)
        else:
            messages.success(request, _("清单草案已保存。"))
            return redirect("unit-matter-list" if request.POST.get("do") == "done" else "list-draft", kept.pk)
    return render(request, "decisions/list_draft.html", context | {"conflict": conflict}, status=status)


@require_POST
def list_adopt(request: HttpRequest, unit: int) -> HttpResponse:
    """Put the draft in force."""
    kept, form = _kept(request, unit), AdoptForm(request.POST)
    try:
        if form.is_valid():
            services.adopt_list(unit=kept.pk, **form.cleaned_data, by=user_of(request), on=clock.today())
            messages.success(request, _("清单已通过，自通过之日起执行；此后不能修改，只能通过新的一版。"))
    except NotPossible:
        messages.info(request, _("没有正在起草的清单；可能已经通过或删除。"))
    except ValidationError as error:
        refuse(form, error)
    if form.errors:
        return _show(request, kept, adopt=form, status=422)
    return redirect("unit-matter-list", kept.pk)


@require_POST
def list_discard(request: HttpRequest, unit: int) -> HttpResponse:
    """Throw the draft away."""
    kept = _kept(request, unit)
    try:
        services.discard_list(unit=kept.pk, by=user_of(request), on=clock.today())
    except NotPossible:
        messages.info(request, _("没有正在起草的清单；可能已经通过或删除。"))
    else:
        messages.success(request, _("清单草案已删除。"))
    return redirect("unit-matter-list", kept.pk)


@require_POST
def threshold_set(request: HttpRequest, unit: int) -> HttpResponse:
    """Set a new threshold from a day on."""
    kept, form = _kept(request, unit), ThresholdForm(request.POST, prefix="threshold")
    try:
        if form.is_valid():
            services.set_threshold(unit=kept.pk, **form.cleaned_data, by=user_of(request), on=clock.today())
            messages.success(request, _("大额资金标准已登记，前一标准到该日为止。"))
    except ValidationError as error:
        refuse(form, error)
    if form.errors:
        return _show(request, kept, threshold=form, status=422)
    return redirect("unit-matter-list", kept.pk)


@require_safe
def unit_emergencies(request: HttpRequest, unit: int) -> HttpResponse:
    """The unit's emergencies, newest first, and their share."""
    found, user, on = _unit(request, unit), user_of(request), clock.today()
    page = page_of(emergencies_of(found, user, on), request.GET.get("page"))
    calendar = workdays.load()
    for row in page:
        row.due = report_due(row, calendar)
    context = {
        "unit": found,
        "page": page,
        "share": emergency_share(found, user, on),
        "today": on,
    }
    return render(request, "decisions/list_emergencies.html", context)


def _show(
    request: HttpRequest,
    unit: Unit,
    *,
    adopt: AdoptForm | None = None,
    threshold: ThresholdForm | None = None,
    status: int = 200,
) -> HttpResponse:
    user, on = user_of(request), clock.today()
    versions = list(lists.versions_of(unit))
    in_force = lists.adopted_list(unit, on)
    context: dict[str, Any] = {
        "unit": unit,
        "draft": next((version for version in versions if version.adopted_on is None), None),
        "in_force": next((v for v in versions if in_force and v.pk == in_force.pk), None),
        "former": [v for v in versions if v.adopted_on and v != in_force],
        "thresholds": lists.thresholds_of(unit),
        "threshold": lists.threshold_on(unit, on),
        "ceiling": lists.large_sum_from(None, on),
        "may_keep": policies.kept_units(user, on).filter(pk=unit.pk).exists(),
        "adopt_form": adopt or AdoptForm(initial={"adopted_on": on}),
        "threshold_form": threshold or ThresholdForm(prefix="threshold"),
        "today": on,
    }
    return render(request, "decisions/list.html", context, status=status)


def _unit(request: HttpRequest, unit: int) -> Unit:
    return get_object_or_404(policies.listing_units(user_of(request), clock.today()), pk=unit)


def _kept(request: HttpRequest, unit: int) -> Unit:
    return get_object_or_404(policies.kept_units(user_of(request), clock.today()), pk=unit)
