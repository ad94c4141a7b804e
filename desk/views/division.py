"""A unit's division of work: as it was on a day, how it came to be so, and the form that enters it."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from core import clock, workdays
from core.paging import page_of
from desk.forms.days import DayForm
from desk.forms.division import DivisionForm, first_values
from desk.presenters.division import entries_made, field_rows
from desk.selectors.division import charges_of, entries_of, open_findings, set_aside_on
from desk.views.asked import asked
from organisation.models import Unit
from rulebook.division import DEPUTY_DAYS, FIELDS, FIVE_FIELDS
from supervision.checks import divisions_of
from supervision.policies import divided_units, dividing_units, visible_units
from supervision.selectors.division import last_change
from supervision.services import DividedMeanwhile, divide_work

ENTRIES = 20


@require_safe
def unit_division(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is in charge of what in a unit on a day, what is wrong with it, and all that was ever entered."""
    ask = asked(request)
    unit: Unit = get_object_or_404(divided_units(ask.user, ask.today), pk=pk)
    loaded = divisions_of([unit])[unit.pk]
    findings = {} if ask.is_past else open_findings(ask.user, unit, ask.today)
    entries = page_of(entries_of(unit), request.GET.get("entries"), ENTRIES)
    context = {
        "unit": unit,
        "rows": field_rows(loaded, ask.on, workdays.shown(), findings),
        "has_head": loaded.division.has_a_head,
        "set_aside": set_aside_on(unit.county_id, ask.on),
        "charges": page_of(charges_of(unit), request.GET.get("page")),
        "entries_page": entries,
        "entries": entries_made(entries),
        "may_enter": dividing_units(ask.user, ask.today).filter(pk=unit.pk).exists(),
        "may_open": visible_units(ask.user, ask.today).filter(pk=unit.pk).exists(),
        "source": FIVE_FIELDS,
        "days": DEPUTY_DAYS,
    }
    return render(request, "desk/unit_division.html", ask.context() | context)


@require_http_methods(["GET", "HEAD", "POST"])
def unit_division_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """Divide the unit's work anew from a day on, or correct the division of that day."""
    user, on = user_of(request), clock.today()
    unit: Unit = get_object_or_404(dividing_units(user, on), pk=pk)
    loaded = divisions_of([unit])[unit.pk]
    if request.method != "POST":
        day = DayForm({"on": request.GET.get("since", "")}, today=on).day
        return _form(request, unit, DivisionForm(loaded=loaded, on=on, initial=first_values(loaded, day)))
    form = DivisionForm(request.POST, loaded=loaded, on=on)
    if not form.is_valid():
        return _form(request, unit, form, status=422)
    warned = form.held_by_head()
    if warned and not form.cleaned_data["acknowledged"]:
        return _form(request, unit, form, status=422, warned=[_(FIELDS[field].title) for field in warned])
    seen = request.POST.get("seen", "")
    try:
        divide_work(
            unit=unit.pk,
            since=form.cleaned_data["since"],
            basis=form.cleaned_data["basis"],
            rows=form.rows(),
            seen=int(seen) if seen.isdecimal() else 0,
            by=user,
            on=on,
        )
    except ValidationError as error:
        form.refuse(error)
        return _form(request, unit, form, status=422)
    except DividedMeanwhile:
        return _form(request, unit, form, status=409)
    messages.success(request, _("班子分工已登记。"))
    return redirect("unit-division", unit.pk)


def _form(
    request: HttpRequest, unit: Unit, form: DivisionForm, *, status: int = 200, **more: Any
) -> HttpResponse:
    context = {
        "unit": unit,
        "form": form,
        "seen": last_change(unit.pk),
        "is_late": status == 409,
        "days": DEPUTY_DAYS,
    }
    return render(request, "desk/unit_division_edit.html", context | more, status=status)
