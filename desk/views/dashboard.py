"""Completion at a glance."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from core.clock import today
from desk.forms.lists import DashboardForm
from desk.presenters.dashboard import (
    category_rows,
    kind_rows,
    rate_in_words,
    stat_links,
    trend_chart,
    volume_chart,
)
from desk.presenters.duties import duty_rows
from desk.selectors.dashboard import dashboard_of
from desk.views.asked import user_of


@require_safe
def dashboard(request: HttpRequest) -> HttpResponse:
    """Completion by kind, unit and quarter within what the user may see; every number leads to its list."""
    user, on = user_of(request), today()
    form = DashboardForm(request.GET, on=on)
    board = dashboard_of(user, on, form.chosen)
    context = {
        "today": on,
        "form": form,
        "board": board,
        "links": stat_links(board),
        "rate_hint": rate_in_words(board.total),
        "kinds": kind_rows(board),
        "categories": category_rows(board),
        "volume": volume_chart(board),
        "trend": trend_chart(board),
        "late": duty_rows(user, board.late_duties, on),
    }
    return render(request, "desk/dashboard.html", context)
