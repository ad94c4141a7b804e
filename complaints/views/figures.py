"""Numbers of complaints: for the officers who opened them, and, without small ones, for the county's leading bodies."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from complaints import policies
from complaints.presenters import figures
from complaints.views.sessions import Closed, ask_to_open, opener
from core import clock
from core.rows import as_product
from rulebook.procedures.complaints import COUNTED_ONCE, LEAST_SHOWN


@require_safe
@never_cache
def complaint_figures(request: HttpRequest) -> HttpResponse:
    """The year's numbers, for officers who opened what they count."""
    on, user = clock.today(), user_of(request)
    if not policies.opens_complaints(user, on):
        raise Http404
    year = _year(request, on.year)
    rows = figures.in_year(policies.visible_complaints(user, on), year)
    try:
        summaries = opener(request, user, on).summaries(rows)
    except Closed:
        return ask_to_open(request)
    return _show(request, figures.for_officers(rows, summaries, on), year, on.year, is_inside=True)


@require_safe
@never_cache
def complaint_numbers(request: HttpRequest) -> HttpResponse:
    """The year's numbers, for the county's leading bodies."""
    on, user = clock.today(), user_of(request)
    if not policies.told_figures(user, on):
        raise Http404
    year = _year(request, on.year)
    rows = figures.in_year(policies.counted_complaints(user, on), year)
    with as_product("numbers alone, never less than L53"):
        tables = figures.for_others(rows)
    return _show(request, tables, year, on.year, is_inside=False)


def _show(
    request: HttpRequest, tables: list[figures.Table], year: int, this: int, *, is_inside: bool
) -> HttpResponse:
    years = [{"label": str(one), "url": f"?year={one}", "current": one == year} for one in _years(this)]
    context = {
        "tables": tables,
        "is_inside": is_inside,
        "least": LEAST_SHOWN.value,
        "rule": COUNTED_ONCE,
        "year": year,
        "years": years,
    }
    return render(request, "complaints/figures.html", context)


def _year(request: HttpRequest, this: int) -> int:
    """The year asked for; this one where it is none of those offered."""
    asked = request.GET.get("year", "")
    return int(asked) if asked in {str(one) for one in _years(this)} else this


def _years(this: int) -> list[int]:
    return [this, this - 1, this - 2]
