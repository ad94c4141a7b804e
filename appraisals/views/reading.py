"""Reading: the list, the numbers of a year, one appraisal, its result; the steps that need no form."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from accounts.views.requests import user_of
from appraisals.forms.lists import AppraisalFilterForm
from appraisals.forms.steps import CommentForm
from appraisals.models import Appraisal
from appraisals.policies import closed_to_others, follows_appraisals, organises, sees_appraisals
from appraisals.presenters import pages
from appraisals.presenters.results import page_of_result
from appraisals.presenters.rounds import category_rows, stats_of
from appraisals.selectors.lists import appraisals_matching, years_offered
from appraisals.services.appraisals import cancel, close_ballot, open_ballot
from appraisals.services.sealing import comment, seal_result
from appraisals.services.statements import publish_statement, return_statement
from appraisals.services.viewings import note_viewing
from appraisals.views.requests import acted, back, readable_or_404, stepped
from core import clock
from core.paging import page_of
from rulebook.procedures.appraisals import State, Step

# Step → the service that takes it, and what is said when it is done.
STEPS: dict[str, tuple[Callable[..., Appraisal], Any]] = {
    Step.PUBLISH: (publish_statement, gettext_lazy("述职述廉报告已公布。")),
    Step.RETURN: (return_statement, gettext_lazy("已退回本人修改。")),
    Step.OPEN: (open_ballot, gettext_lazy("评议已开始。")),
    Step.CLOSE: (close_ballot, gettext_lazy("评议已截止，已计票，待审定。")),
    Step.CANCEL: (cancel, gettext_lazy("已取消。")),
    Step.SEAL: (seal_result, gettext_lazy("结果已审定、公布，不能再改。")),
}
NEEDS_REASON = frozenset({Step.RETURN, Step.CANCEL})


@require_safe
def appraisal_list(request: HttpRequest) -> HttpResponse:
    """Appraisals the user may open, narrowed and paged."""
    on, user = clock.today(), user_of(request)
    if not sees_appraisals(user, on):
        raise Http404
    form = AppraisalFilterForm(request.GET, user=user, on=on)
    page = page_of(appraisals_matching(user, on, form.query()), request.GET.get("page"))
    context = {
        "form": form, "page": page, "rows": pages.rows_of(page.object_list), "today": on,
        "organises": organises(user, on), "follows": follows_appraisals(user, on),
    }  # fmt: skip
    return render(request, "appraisals/list.html", context)


@require_safe
def appraisal_overview(request: HttpRequest) -> HttpResponse:
    """How far a year's appraisals are; every number leads to its list."""
    on, user = clock.today(), user_of(request)
    if not follows_appraisals(user, on):
        raise Http404
    years = years_offered(user, on)
    asked = request.GET.get("year", "")
    year = int(asked) if asked in {str(one) for one in years} else (years[0] if years else on.year)
    tabs = [{"label": str(one), "url": f"?year={one}", "current": one == year} for one in years]
    context = {
        "year": year,
        "tabs": tabs,
        "stats": stats_of(user, on, year=year),
        "categories": category_rows(user, on, year),
    }
    return render(request, "appraisals/overview.html", context)


@require_safe
def appraisal(request: HttpRequest, pk: int) -> HttpResponse:
    """One appraisal."""
    found = readable_or_404(request, pk)
    context = pages.page_of_appraisal(found, user_of(request), clock.today())
    return render(request, "appraisals/appraisal.html", context)


@require_safe
def appraisal_result(request: HttpRequest, pk: int) -> HttpResponse:
    """The result: for those entitled once it is sealed, before that for who seals it, which is noted."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    if closed_to_others(user, on, found):
        raise Http404
    if found.state != State.SEALED:
        note_viewing(appraisal=found, by=user)
    context = page_of_result(found, user, on) | {"form": CommentForm()}
    return render(request, "appraisals/result.html", context)


@require_POST
def appraisal_comment(request: HttpRequest, pk: int) -> HttpResponse:
    """What the head says to the result."""
    on, user = clock.today(), user_of(request)
    found = readable_or_404(request, pk)
    if user.person_id != found.person_id or found.state != State.SEALED:
        raise Http404
    form = CommentForm(request.POST)
    if form.is_valid() and acted(form, lambda: comment(appraisal=pk, **form.cleaned_data, by=user, on=on)):
        messages.success(request, str(gettext_lazy("说明已提交。")))
        return redirect("appraisal-result", pk)
    context = page_of_result(found, user, on) | {"form": form}
    return render(request, "appraisals/result.html", context, status=422)


@require_POST
def appraisal_step(request: HttpRequest, pk: int, step: str) -> HttpResponse:
    """Take a step that needs no form but a reason."""
    if step not in STEPS:
        raise Http404
    found = readable_or_404(request, pk)
    service, done = STEPS[step]
    given = {"reason": request.POST.get("reason", "")} if step in NEEDS_REASON else {}
    stepped(request, lambda: service(appraisal=pk, **given, by=user_of(request), on=clock.today()), done)
    return back(found)
