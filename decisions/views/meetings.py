"""Planning meetings: the list, one meeting with its people and agenda, circulating it, and paper meetings."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from core import clock
from core.paging import page_of
from decisions import policies
from decisions.choices import MeetingState
from decisions.forms.meetings import (
    MeetingFilterForm,
    MeetingForm,
    initial_of,
    read_people,
    read_seats,
)
from decisions.models import Meeting
from decisions.presenters.meetings import ITEM_TONES, MEETING_TONES, OUTCOME_TONES, steps_missing
from decisions.selectors.meetings import (
    meeting_day,
    meetings_matching,
    offered_kinds,
    ready_matters,
    seats_of,
)
from decisions.services import meetings as services
from decisions.services.locking import AlreadyDone, ChangedMeanwhile, NotYours
from decisions.services.meetings import NotReady, SeatLine, TooLate
from decisions.services.running import open_meeting
from decisions.views.requests import refuse, user_of


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Meetings the user may open, filtered and paged."""
    on, user = clock.today(), user_of(request)
    form = MeetingFilterForm(request.GET)
    page = page_of(meetings_matching(user, on, state=form.state_asked()), request.GET.get("page"))
    for meeting in page:
        meeting.tone = MEETING_TONES[MeetingState(meeting.state)]
    keeps = policies.kept_units(user, on).exists()
    enters = bool(policies.secretary_units(user, on))
    context = {"form": form, "page": page, "may_plan": keeps, "may_enter": enters, "today": on}
    return render(request, "decisions/meeting_list.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_new(request: HttpRequest) -> HttpResponse:
    """Plan a meeting of a unit one keeps."""
    on, user = clock.today(), user_of(request)
    units = policies.kept_units(user, on)
    if not units.exists():
        raise Http404
    form = _meeting_form(units, on, request.POST or None)
    if request.method == "POST" and form.is_valid():
        found = form.cleaned_data
        try:
            meeting = services.plan_meeting(
                unit=found["unit"],
                kind=found["kind"],
                at=found["at"],
                place=found["place"],
                token=token_of(request),
                by=user,
                on=on,
            )
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("会议已安排，请核对参会人员、加入议题。"))
            return redirect("meeting", meeting.pk)
    status = 422 if form.is_bound else 200
    context = {"form": form, "token": request.POST.get("token") or uuid4()}
    return render(request, "decisions/meeting_new.html", context, status=status)


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: while planned its people and agenda, once closed what it decided."""
    on, user = clock.today(), user_of(request)
    found = _readable(user, pk, on)
    services.note_opened(meeting=found, by=user)
    return _show(request, found)


@require_POST
def meeting_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change kind, time, place."""
    on, user = clock.today(), user_of(request)
    found = _kept(user, pk, on)
    form = _meeting_form(policies.kept_units(user, on), on, request.POST)
    form.fields["unit"].required = False
    if not form.is_valid():
        return _show(request, found, form=form, status=422)
    values = {name: form.cleaned_data[name] for name in ("kind", "at", "place")}
    return _do(
        request,
        found,
        lambda: services.change_meeting(meeting=pk, seen=_seen(request), by=user, on=on, **values),
        _("已修改会议安排。"),
        form=form,
    )


@require_POST
def meeting_seats(request: HttpRequest, pk: int) -> HttpResponse:
    """Say who is called; add people by name or staff number."""
    on, user = clock.today(), user_of(request)
    found = _kept(user, pk, on)
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
            seen=_seen(request),
            by=user,
            on=on,
        )

    return _do(request, found, act, _("参会人员已保存。"), seats_typed=request.POST)


@require_POST
def meeting_add_item(request: HttpRequest, pk: int) -> HttpResponse:
    """Put a matter on the agenda, or be told what it still lacks."""
    on, user = clock.today(), user_of(request)
    found = _kept(user, pk, on)
    matter = request.POST.get("matter", "")
    number = int(matter) if matter.isdecimal() else 0
    get_object_or_404(policies.visible_matters(user, on), pk=number, unit=found.unit_id)
    return _do(
        request,
        found,
        lambda: services.add_item(meeting=pk, matter=number, by=user, on=on),
        _("已列入议程。"),
    )


@require_POST
def meeting_item(request: HttpRequest, pk: int, item: int, act: str) -> HttpResponse:
    """Take an item off the agenda, or move it up."""
    on, user = clock.today(), user_of(request)
    found = _kept(user, pk, on)
    get_object_or_404(found.items, pk=item)
    acts: Mapping[str, tuple[Callable[..., Any], str]] = {
        "remove": (services.remove_item, _("已从议程撤下，事项退回准备。")),
        "raise": (services.raise_item, _("已调整次序。")),
    }
    if act not in acts:
        raise Http404
    use, told = acts[act]
    return _do(request, found, lambda: use(item=item, by=user, on=on), told)


@require_POST
def meeting_circulate(request: HttpRequest, pk: int) -> HttpResponse:
    """Send agenda and papers to everyone called; late only when it is meant."""
    on, user = clock.today(), user_of(request)
    found = _kept(user, pk, on)
    anyway = request.POST.get("anyway") == "yes"
    return _do(
        request,
        found,
        lambda: services.circulate(meeting=pk, anyway=anyway, by=user, on=on),
        _("议程和材料已送达参会人员。"),
    )


@require_POST
def meeting_call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a planned meeting off."""
    on, user = clock.today(), user_of(request)
    found = _kept(user, pk, on)
    reason = request.POST.get("reason", "")
    return _do(
        request,
        found,
        lambda: services.call_off(meeting=pk, reason=reason, by=user, on=on),
        _("会议已取消，议题退回准备。"),
        then=reverse("meeting-list"),
    )


@require_POST
def meeting_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the meeting and go to its live page."""
    on, user = clock.today(), user_of(request)
    found = _kept(user, pk, on)
    return _do(
        request,
        found,
        lambda: open_meeting(meeting=pk, by=user, on=on),
        _("会议开始，请先登记到会情况。"),
        then=reverse("meeting-live", args=[pk]),
    )


def _meeting_form(units: Any, on: date, data: Any = None, **kwargs: Any) -> MeetingForm:
    kinds = dict.fromkeys(kind for unit in units for kind in offered_kinds(unit, on))
    return MeetingForm(data, units=units, kinds=list(kinds), **kwargs)


def _readable(user: User, pk: int, on: date) -> Meeting:
    rows = policies.visible_meetings(user, on).select_related("unit", "chair", "secretary__person")
    found: Meeting = get_object_or_404(rows, pk=pk)
    return found


def _kept(user: User, pk: int, on: date) -> Meeting:
    found = _readable(user, pk, on)
    if found.state != MeetingState.CLOSED:
        get_object_or_404(policies.kept_meetings(user, on), pk=pk)
    return found


def _do(
    request: HttpRequest,
    found: Meeting,
    act: Callable[[], Any],
    told: str,
    *,
    then: str = "",
    **shown: Any,
) -> HttpResponse:
    """Do one thing to a meeting; where it is refused show the page again with the reason and everything typed."""
    try:
        act()
    except NotYours as error:
        raise Http404 from error
    except AlreadyDone:
        messages.info(request, _("此前已经办理。"))
    except ChangedMeanwhile:
        words = _("另一位用户刚刚修改了这个会议，您的修改没有保存。请核对后再次保存。")
        return _again(request, found, error=words, status=409, **shown)
    except NotReady as error:
        return _again(request, found, not_ready=error, status=422, **shown)
    except TooLate as error:
        return _again(request, found, too_late=error.messages[0], status=422, **shown)
    except ValidationError as error:
        return _again(request, found, error=" ".join(error.messages), status=422, **shown)
    else:
        messages.success(request, told)
    return redirect(then or reverse("meeting", args=[found.pk]))


def _again(request: HttpRequest, found: Meeting, **shown: Any) -> HttpResponse:
    """The page anew from what is stored now."""
    user, on = user_of(request), clock.today()
    return _show(request, _readable(user, found.pk, on), **shown)


def _show(
    request: HttpRequest,
    found: Meeting,
    *,
    form: MeetingForm | None = None,
    error: str = "",
    not_ready: NotReady | None = None,
    too_late: str = "",
    seats_typed: Any = None,
    status: int = 200,
) -> HttpResponse:
    on, user = clock.today(), user_of(request)
    may_run = policies.kept_meetings(user, on).filter(pk=found.pk).exists()
    planned = found.state == MeetingState.PLANNED
    items = list(
        policies.visible_items(user, on)
        .filter(meeting=found)
        .select_related("matter", "resolution")
        .order_by("place", "pk")
    )
    for item in items:
        item.tone = ITEM_TONES[item.state]  # type: ignore[index, attr-defined]
        item.outcome_tone = OUTCOME_TONES[item.outcome] if item.outcome else ""  # type: ignore[index, attr-defined]
    ready = (
        ready_matters(found, policies.visible_matters(user, on)) if may_run and not found.closed_at else []
    )
    if may_run and planned and form is None:
        form = _meeting_form(policies.kept_units(user, on), on, initial=initial_of(found))
    context = {
        "meeting": found,
        "tone": MEETING_TONES[MeetingState(found.state)],
        "seats": seats_of(found),
        "own": next((seat for seat in seats_of(found) if seat.person_id == user.person_id), None),
        "items": items,
        "hidden": found.items.count() - len(items),
        "ready": ready,
        "may_run": may_run,
        "may_change": may_run and planned,
        "may_open": may_run and planned and meeting_day(found) == on,
        "form": form,
        "error": error,
        "not_ready": not_ready,
        "steps": steps_missing(not_ready.lines) if not_ready else [],
        "too_late": too_late,
        "chosen": not_ready.matter.pk if not_ready else 0,
        "typed": seats_typed,
        "today": on,
    }
    return render(request, "decisions/meeting.html", context, status=status)


def _seen(request: HttpRequest) -> int:
    value = request.POST.get("seen", "")
    return int(value) if value.isdecimal() else -1


def token_of(request: HttpRequest) -> UUID:
    """The token of a form, by which sending it twice does its work once."""
    try:
        return UUID(request.POST.get("token", ""))
    except ValueError:
        return uuid4()
