"""Entering a meeting held on paper: which matter it was about, and the one form it is entered in."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from core import clock
from core.paging import page_of
from decisions import policies
from decisions.forms.meetings import PaperForm, PaperLineForm, TallyForm, paper_of
from decisions.models import Matter
from decisions.selectors.meetings import open_matters, proposed_seats
from decisions.services.papers import enter_paper_meeting
from decisions.views.meetings import token_of
from decisions.views.requests import refuse, user_of
from organisation.models import Person


@require_safe
def meeting_papers(request: HttpRequest) -> HttpResponse:
    """The matters whose meeting on paper the user, as secretary, may still enter."""
    on, user = clock.today(), user_of(request)
    units = policies.secretary_units(user, on)
    if not units:
        raise Http404
    page = page_of(open_matters(policies.visible_matters(user, on), units), request.GET.get("page"))
    return render(request, "decisions/meeting_papers.html", {"page": page})


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_paper(request: HttpRequest, matter: int) -> HttpResponse:
    """Enter a past meeting on a matter in one form; it is sealed as it is entered."""
    on, user = clock.today(), user_of(request)
    mine = policies.visible_matters(user, on).filter(unit__in=policies.secretary_units(user, on))
    row = get_object_or_404(mine.select_related("unit"), pk=matter)
    sent = request.method == "POST"
    data = request.POST if sent else None
    form = PaperForm(data, initial={"kind": (row.meetings_required or [""])[0], "secret": row.secret_ballot})
    members = proposed_seats(row.unit, on)
    people = Person.objects.in_bulk([seat.person for seat in members])
    questions = _questions(row)
    lines = [
        PaperLineForm(data, person=people[seat.person], position=seat.position, questions=questions)
        for seat in members
    ]
    tallies = [TallyForm(data, question=question, label=label) for question, label in questions.items()]
    marked = next((seat.person for seat in members if seat.is_head), None)
    wanted = request.POST.get("head", "")
    head = int(wanted) if wanted.isdecimal() else marked
    if sent and all([one.is_valid() for one in (form, *lines, *tallies)]):  # noqa: C419 - every form must be asked
        try:
            paper = paper_of(row, form, lines, tallies, head)
            entered = enter_paper_meeting(paper=paper, token=token_of(request), by=user, on=on)
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("会议已补录并封存。"))
            return redirect("meeting", entered.pk)
    context = {
        "matter": row,
        "form": form,
        "lines": lines,
        "tallies": tallies,
        "head": head,
        "token": request.POST.get("token") or uuid4(),
    }
    return render(request, "decisions/meeting_paper.html", context, status=422 if sent else 200)


def _questions(matter: Matter) -> dict[int | None, str]:
    candidates = matter.candidates.select_related("person")
    found: dict[int | None, str] = {row.pk: f"{row.person.name}（{row.post}）" for row in candidates}
    return found or {None: ""}
