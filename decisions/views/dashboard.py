"""Decisions at a glance, per unit and for all one may see."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from decisions.forms.dashboard import BoardForm
from decisions.policies import sees_any_matter
from decisions.presenters import dashboard as shown
from decisions.selectors.dashboard import board_of


@require_safe
def decision_dashboard(request: HttpRequest) -> HttpResponse:
    """How decisions are taken: every number leads to its list. Raises Http404 for whoever sees no matters at all."""
    user, on = user_of(request), clock.today()
    if not sees_any_matter(user, on):
        raise Http404
    form = BoardForm(request.GET, user=user, on=on)
    board = board_of(user, on, *form.chosen)
    context = {
        "today": on,
        "form": form,
        "board": board,
        "unit_name": form.units.get(board.unit) if board.unit else None,
        "links": shown.links(board),
        "complete": shown.percent(board.total.complete_share),
        "emergency": shown.percent(board.total.emergency_share),
        "turnout": shown.percent(board.total.turnout),
        "categories": shown.category_rows(board),
        "page": page_of(shown.unit_rows(board), request.GET.get("page")),
        "outcomes": shown.outcome_chart(board),
        "clauses": shown.clause_chart(board),
    }
    return render(request, "decisions/dashboard.html", context)
