"""The unit answers, and says how far it carried out what it adopted."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.requests import user_of
from core import clock
from core.sending import shown
from inspections.forms.steps import ProgressForm, ReplyForm
from inspections.models import Inspection
from inspections.policies import answered_inspections
from inspections.selectors.lists import verdicts_of
from inspections.services import replying as services
from inspections.services.held import NEEDED
from inspections.views.requests import acted, back
from rulebook.procedures.inspections import OWING_REPLY, State


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_reply(request: HttpRequest, pk: int) -> HttpResponse:
    """Answer every suggestion."""
    on, user = clock.today(), user_of(request)
    found = _answered_or_404(request, pk, *OWING_REPLY)
    form = ReplyForm(request.POST or None, suggestions=found.suggestions.all())
    if request.method == "POST" and form.is_valid():
        given = {"text": form.cleaned_data["text"], "answers": form.answers()}
        if acted(form, lambda: services.reply(inspection=pk, **given, by=user, on=on)):
            messages.success(request, _("答复已提交，不能再改，请等待代表、委员评价。"))
            return back(found, "suggestions")
    verdicts = [one for one in verdicts_of(found) if one.round == found.round - 1 and one.words]
    context = {"inspection": found, "form": form, "today": on, "verdicts": verdicts}
    return shown(request, "inspections/reply.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def inspection_progress(request: HttpRequest, pk: int, number: int) -> HttpResponse:
    """Say how far one suggestion was carried out."""
    on, user = clock.today(), user_of(request)
    found = _answered_or_404(request, pk, State.FOLLOWED)
    suggestion = get_object_or_404(found.suggestions, number=number)
    if suggestion.pk not in {one.pk for one in services.adopted(found)}:
        raise Http404
    form = ProgressForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        given = form.cleaned_data
        if acted(
            form, lambda: services.enter_progress(inspection=pk, number=number, **given, by=user, on=on)
        ):
            messages.success(request, _("落实情况已登记。"))
            return back(found, "suggestions")
    context = {"inspection": found, "suggestion": suggestion, "form": form}
    return shown(request, "inspections/progress.html", context)


def _answered_or_404(request: HttpRequest, pk: int, *states: State) -> Inspection:
    rows = answered_inspections(user_of(request), clock.today())
    found: Inspection = get_object_or_404(rows.select_related(*NEEDED), pk=pk)
    if request.method != "POST" and found.state not in states:
        raise Http404
    return found
