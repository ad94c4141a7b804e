"""The archive of resolutions, one resolution with the check of its seal, and minutes as documents."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from accounts.views.requests import user_of
from core import clock, ledger
from core.documents import DOCX, PDF, PdfUnavailable, write_docx, write_pdf
from core.paging import page_of
from decisions import policies
from decisions.choices import MeetingState, Outcome
from decisions.forms.meetings import ResolutionFilterForm
from decisions.models import Resolution
from decisions.presenters.meetings import OUTCOME_TONES
from decisions.presenters.minutes import AWAY, CAME_OUT, SPOKE, VOTED, file_name, minutes
from decisions.selectors.meetings import resolutions_matching, seats_of
from decisions.services.closing import is_intact
from supervision.policies import visible_units


@require_safe
def resolution_list(request: HttpRequest) -> HttpResponse:
    """Resolutions the user may read, searched, filtered and paged."""
    on, user = clock.today(), user_of(request)
    form = ResolutionFilterForm(request.GET, units=visible_units(user, on), on=on)
    page = page_of(resolutions_matching(user, on, form.query()), request.GET.get("page"))
    for row in page:
        row.tone = OUTCOME_TONES[Outcome(row.outcome)]
    return render(request, "decisions/resolution_list.html", {"form": form, "page": page})


@require_safe
def resolution(request: HttpRequest, pk: int) -> HttpResponse:
    """One resolution as it was sealed, and whether it still is."""
    on, user = clock.today(), user_of(request)
    rows = policies.visible_resolutions(user, on).select_related("matter__unit", "item__meeting")
    found: Resolution = get_object_or_404(rows, pk=pk)
    ledger.record("resolution.read", by=user, target=found)
    content = found.content
    members = sorted(content["members"], key=lambda one: (one["spoke"] is None, one["spoke"] or 0))
    context = {
        "resolution": found,
        "content": content,
        "members": [one | _words(one) for one in members],
        "candidates": _candidates(content),
        "tone": OUTCOME_TONES[Outcome(found.outcome)],
        "intact": is_intact(found),
    }
    return render(request, "decisions/resolution.html", context)


def _words(member: dict[str, str]) -> dict[str, str]:
    return {
        "away_word": AWAY.get(member.get("away", ""), ""),
        "opinion_word": SPOKE.get(member["opinion"], ""),
        "vote_word": VOTED.get(member["vote"], ""),
    }


def _candidates(content: dict[str, object]) -> list[dict[str, object]]:
    tally = (content["vote"]["tally"] or {}).get("candidates", {})  # type: ignore[index]
    return [
        one | tally[one["staff_no"]] | {"word": CAME_OUT[tally[one["staff_no"]]["outcome"]]}
        for one in content["candidates"]  # type: ignore[attr-defined]
        if one["staff_no"] in tally
    ]


@require_safe
def meeting_minutes(request: HttpRequest, pk: int, ending: str) -> HttpResponse:
    """The minutes of a closed meeting as .docx or .pdf, with the items the user may see; where PDF cannot be made that is said."""
    on, user = clock.today(), user_of(request)
    rows = policies.visible_meetings(user, on).select_related("unit", "chair", "secretary__person")
    found = get_object_or_404(rows, pk=pk, state=MeetingState.CLOSED)
    shown = list(
        policies.visible_resolutions(user, on).filter(item__meeting=found).order_by("item__place", "pk")
    )
    if not shown:
        raise Http404
    blocks = minutes(found, seats_of(found), shown, found.items.count() - len(shown))
    try:
        data, kind = (write_pdf(blocks), PDF) if ending == "pdf" else (write_docx(blocks), DOCX)
    except PdfUnavailable as error:
        context = {"meeting": found, "words": str(error)}
        return render(request, "decisions/minutes_unavailable.html", context, status=503)
    ledger.record("meeting.minutes", by=user, target=found, facts={"ending": ending})
    answer = HttpResponse(data, content_type=kind)
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    answer.headers["Content-Disposition"] = _attachment(file_name(found, ending))
    return answer


def _attachment(name: str) -> str:
    return content_disposition_header(as_attachment=True, filename=name) or "attachment"
