"""Entering a meeting held on paper: which matters it was about, and the one form it is entered in."""

from collections.abc import Iterable
from datetime import date
from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.models import User
from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from core.sending import refuse, token_of
from decisions import policies
from decisions.forms.papers import PaperForms, paper_forms
from decisions.models import Matter
from decisions.selectors.meetings import open_matters, proposed_seats, questions_on
from decisions.services.papers import enter_paper_meeting

OFFERED = 100  # matters that can be added on the form itself; more are chosen on the list


@require_safe
def meeting_papers(request: HttpRequest) -> HttpResponse:
    """The matters whose meeting on paper the user, as secretary, may still enter; those chosen go on to the form."""
    on, user = clock.today(), user_of(request)
    units = policies.secretary_units(user, on)
    if not units:
        raise Http404
    chosen = _numbers(request.GET.getlist("matter"))
    if chosen:
        first, *also = chosen
        query = f"?{urlencode({'also': also}, doseq=True)}" if also else ""
        return redirect(reverse("meeting-paper", args=[first]) + query)
    page = page_of(open_matters(policies.visible_matters(user, on), units), request.GET.get("page"))
    return render(request, "decisions/meeting_papers.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_paper(request: HttpRequest, matter: int) -> HttpResponse:
    """Enter a past meeting on one matter or several in one form; it is sealed as it is entered."""
    on, user = clock.today(), user_of(request)
    matters = _chosen(request, user, matter, on)
    if len({row.unit_id for row in matters}) > 1:
        messages.error(request, _("一次会议只能研究同一单位的事项，请重新选择。"))
        return redirect("meeting-papers")
    added, changes = _changed(request)
    forms = _forms(request, matters, on, added=added, judged=not changes)
    sent = request.method == "POST" and not changes
    if sent and forms.are_valid():
        try:
            entered = enter_paper_meeting(paper=forms.paper(), token=token_of(request), by=user, on=on)
        except ValidationError as error:
            refuse(forms.form, error)
        else:
            messages.success(request, _("会议已补录并封存。"))
            return redirect("meeting", entered.pk)
    context = {
        "matters": matters,
        "forms": forms,
        "offered": _offered(user, matters, on),
        "token": request.POST.get("token") or uuid4(),
    }
    return render(request, "decisions/meeting_paper.html", context, status=422 if sent else 200)


def _chosen(request: HttpRequest, user: User, first: int, on: date) -> list[Matter]:
    """The matters the meeting was about, in the order chosen; 404 where one is not the user's to enter."""
    sent = request.POST if request.method == "POST" else request.GET
    dropped = _numbers([request.POST.get("drop", "")])
    also = _numbers([*sent.getlist("also"), request.POST.get("add", "")])
    wanted = list(dict.fromkeys([first, *(number for number in also if number not in dropped)]))
    mine = policies.visible_matters(user, on).filter(unit__in=policies.secretary_units(user, on))
    found = {row.pk: row for row in mine.filter(pk__in=wanted).select_related("unit")}
    if len(found) < len(wanted):
        raise Http404
    return [found[number] for number in wanted]


def _changed(request: HttpRequest) -> tuple[int | None, bool]:
    """The matter just added, and whether one was added or dropped: then nothing is entered yet."""
    added = _numbers([request.POST.get("add", "")])
    dropped = _numbers([request.POST.get("drop", "")])
    return (added[0] if added else None), bool(added or dropped)


def _forms(
    request: HttpRequest, matters: list[Matter], on: date, *, added: int | None, judged: bool
) -> PaperForms:
    seats, asked = proposed_seats(matters[0].unit, on), questions_on(matters)
    wanted = _numbers([request.POST.get("head", "")])
    marked = next((seat.person for seat in seats if seat.is_head), None)
    return paper_forms(
        [(matter, asked[matter.pk]) for matter in matters],
        seats,
        wanted[0] if wanted else marked,
        request.POST if request.method == "POST" else None,
        added=added,
        judged=judged,
    )


def _offered(user: User, matters: list[Matter], on: date) -> list[Matter]:
    rows = open_matters(policies.visible_matters(user, on), [matters[0].unit_id])
    return list(rows.exclude(pk__in=[matter.pk for matter in matters])[:OFFERED])


def _numbers(values: Iterable[str]) -> list[int]:
    return [int(value) for value in values if value.isdecimal()]
