"""Completion at a glance."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from core.clock import today
from core.exporting import workbook_response
from core.paging import page_of
from desk.forms.lists import DashboardForm
from desk.presenters.dashboard import (
    category_rows,
    export_headings,
    export_rows,
    kind_rows,
    late_unit_rows,
    list_url,
    rate_in_words,
    stat_links,
    trend_chart,
    unit_rows,
    volume_chart,
)
from desk.presenters.duties import duty_rows
from desk.selectors.dashboard import completion_by_unit, dashboard_of

UNITS_A_PAGE = 20


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Completion by kind, unit and quarter within what the user may see; every number leads to its list."""
    user, on = user_of(request), today()
    form = DashboardForm(request.GET, on=on)
    board = dashboard_of(user, on, form.chosen, form.narrowed)
    units = page_of(
        completion_by_unit(user, on, form.chosen, form.narrowed), request.GET.get("page"), UNITS_A_PAGE
    )
    context = {
        "today": on,
        "form": form,
        "board": board,
        "links": stat_links(board),
        "rate_hint": rate_in_words(board.total),
        "kinds": kind_rows(board),
        "categories": category_rows(board),
        "units": unit_rows(board, units),
        "page": units,
        "export_url": f"{reverse('dashboard-export')}?{request.GET.urlencode()}",
        "volume": volume_chart(board),
        "trend": trend_chart(board),
        "late_units": late_unit_rows(board),
        "late_url": list_url(board, state="overdue"),
        "late": duty_rows(user, board.late_duties, on),
    }
    return render(request, "desk/dashboard.html", context)


@require_safe
def dashboard_export(request: HttpRequest) -> HttpResponseBase:
    """Completion unit by unit as a workbook."""
    user, on = user_of(request), today()
    form = DashboardForm(request.GET, on=on)
    if not form.is_valid():
        messages.error(request, _("筛选条件有误，没有导出。"))
        return redirect(f"{reverse('dashboard')}?{request.GET.urlencode()}")
    rows = completion_by_unit(user, on, form.chosen, form.narrowed).iterator(chunk_size=2000)
    name = _("完成情况-%(period)s.xlsx") % {"period": form.chosen.key}
    return workbook_response(name, _("完成情况"), export_headings(), export_rows(rows))
