"""Paper ballots, typed in by two officers each for themself; what they agree on goes in together (C13)."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from accounts.models import User
from accounts.views.requests import user_of
from appraisals.forms.papers import PaperForm
from appraisals.models import Poll
from appraisals.policies.ballots import handled_polls
from appraisals.presenters.papers import papers_page
from appraisals.services import papers as services
from appraisals.services.voting import NEEDED
from core import clock
from core.sending import refuse


@require_http_methods(["GET", "HEAD", "POST"])
def papers(request: HttpRequest, pk: int) -> HttpResponse:
    """Type a sheet; the own entries, never the other's; where both differ, which sheets."""
    poll, user = _poll(request, pk)
    form = PaperForm(request.POST or None, poll=poll, initial=_shown(request, poll, user))
    if request.method == "POST" and form.is_valid():
        number = form.cleaned_data["number"]
        try:
            services.type_paper(poll=pk, number=number, ballot=form.ballot(), by=user, on=clock.today())
        except services.NotYours:
            form.add_error(None, _("这些票已由另外两人录入。"))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("第 %(number)s 张已录入。") % {"number": number})
            return redirect("appraisal-papers", pk)
    context = papers_page(poll, user) | {"form": form}
    return render(request, "appraisals/papers.html", context, status=422 if form.errors else 200)


@require_POST
def papers_compare(request: HttpRequest, pk: int) -> HttpResponse:
    """Compare; what both typed alike goes in."""
    poll, user = _poll(request, pk)
    try:
        found = services.compare_papers(poll=poll.pk, by=user, on=clock.today())
    except services.NotYours:
        messages.error(request, _("这些票已由另外两人录入。"))
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    else:
        _say(request, found)
    return redirect("appraisal-papers", pk)


def _say(request: HttpRequest, found: services.Compared) -> None:
    if found.alone:
        numbers = "、".join(map(str, found.alone))
        messages.warning(
            request, _("第 %(numbers)s 张只有一人录入，两人都录完才能核对。") % {"numbers": numbers}
        )
        return
    if found.taken:
        messages.success(request, _("%(taken)s 张两人录入一致，已经入箱。") % {"taken": found.taken})
    if found.differing:
        messages.warning(
            request,
            _("有 %(differing)s 张两人录入不一致，请各自对照原票重新录入。")
            % {"differing": len(found.differing)},
        )
    if not found.taken and not found.differing:
        messages.info(request, _("还没有可以核对的票。"))


def _poll(request: HttpRequest, pk: int) -> tuple[Poll, User]:
    user = user_of(request)
    rows = handled_polls(user, clock.today()).filter(papers__gt=0)
    found: Poll = get_object_or_404(rows.select_related(*NEEDED), pk=pk)
    if not services.is_typed(found):
        raise Http404
    return found, user


def _shown(request: HttpRequest, poll: Poll, user: User) -> dict[str, Any]:
    """The own entry of the sheet asked for, to be typed again; else the next number."""
    asked = request.GET.get("number", "")
    return services.own_entry(poll, user, int(asked) if asked.isdecimal() and len(asked) < 5 else None)
