"""Who is called to a meeting."""

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from accounts.views.requests import user_of
from core import clock
from decisions.forms.meetings import read_people, read_seats
from decisions.selectors.meetings import seats_of
from decisions.services import meetings as services
from decisions.services.meetings import SeatLine
from decisions.views.meetings.page import act_on, kept, seen_version


@require_POST
def meeting_seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who is called; add people by name or staff number."""
    on, user = clock.today(), user_of(request)
    found = kept(user, pk, on)
    lines = read_seats(request.POST, seats_of(found))
    chair = request.POST.get("chair", "")

    def act() -> None:
        added = [
            SeatLine(person.pk, request.POST.get("as") == "member")
            for person in read_people(request.POST.get("people", ""))
        ]
        services.seat_meeting(
            meeting=pk,
            lines=[*lines, *added],
            chair=int(chair) if chair.isdecimal() else None,
            seen=seen_version(request),
            by=user,
            on=on,
        )

    return act_on(request, found, act, _("参会人员已保存。"), seats_typed=request.POST)
