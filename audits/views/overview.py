"""Audits at a glance, and the heads behind the coverage."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from audits.choices import State
from audits.forms.overview import HeadFilterForm, OverviewForm
from audits.forms.stages import age_choices
from audits.policies import sees_audits
from audits.presenters import overview as shown
from audits.selectors.overview import audited_within, heads_matching, overview_of
from core import clock
from core.paging import page_of


@require_safe
def audit_overview(request: HttpRequest) -> HttpResponse:
    """Coverage, progress of the plan, what was found and put right. Raises Http404 for whoever has nothing to do with audits."""
    on, user = clock.today(), user_of(request)
    if not sees_audits(user, on):
        raise Http404
    form = OverviewForm(request.GET, user=user, on=on)
    board = overview_of(user, on, form.chosen)
    counts = board.counts
    context = {
        "form": form,
        "board": board,
        "counts": counts,
        "sums": board.sums,
        "planned": sum(board.states.values()),
        "dropped": board.states.get(State.TERMINATED, 0),
        "links": shown.links(board),
        "share": shown.percent(board.covered, board.all_heads),
        "uncovered": board.all_heads - board.covered,
        "rate": shown.percent(counts["over"], counts["total"]),
        "coverage_chart": shown.coverage_chart(shown.coverage_rows(board)),
        "states_chart": shown.states_chart(board),
        "ages_chart": shown.ages_chart(board, dict(age_choices())),
        "page": page_of(shown.repeated_rows(board), request.GET.get("page")),
    }
    return render(request, "audits/overview.html", context)


@require_safe
def audit_heads(request: HttpRequest) -> HttpResponse:
    """Heads in post with the last day they were audited to, filtered and paged."""
    on, user = clock.today(), user_of(request)
    if not sees_audits(user, on):
        raise Http404
    form = HeadFilterForm(request.GET)
    rows = heads_matching(user, on, form.query()).annotate(audited=audited_within(on))
    return render(
        request, "audits/heads.html", {"form": form, "page": page_of(rows, request.GET.get("page"))}
    )
