"""The page of one meeting: who may open and change it, showing it, and showing it again where something was refused."""

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from accounts.views.requests import user_of
from core import clock, workdays
from decisions import policies
from decisions.checks.minutes import minutes_line_of, minutes_of
from decisions.choices import MeetingState
from decisions.forms.meetings import MeetingForm, initial_of
from decisions.forms.sittings import ItemObserverForm, MeetingPapersForm
from decisions.models import AgendaItem, Meeting
from decisions.presenters.matters import LINE_TONES
from decisions.presenters.meetings import ITEM_TONES, MEETING_TONES, OUTCOME_TONES, steps_missing
from decisions.selectors.meetings import meeting_day, offered_kinds, ready_matters, seats_of
from decisions.services.locking import AlreadyDone, ChangedMeanwhile, NotYours
from decisions.services.meetings import NotReady, TooLate
from rulebook.procedures.regulator import MINUTES_DAYS


def meeting_form(units: Any, on: date, data: Any = None, **kwargs: Any) -> MeetingForm:
    """The form of when and where, with the kinds of meeting that the lists of `units` name."""
    kinds = dict.fromkeys(kind for unit in units for kind in offered_kinds(unit, on))
    return MeetingForm(data, units=units, kinds=list(kinds), **kwargs)


def readable(user: User, pk: int, on: date) -> Meeting:
    """A meeting the user may open; 404 otherwise."""
    rows = policies.visible_meetings(user, on).select_related("unit", "chair", "secretary__person")
    found: Meeting = get_object_or_404(rows, pk=pk)
    return found


def kept(user: User, pk: int, on: date) -> Meeting:
    """A meeting the user prepares and runs; of closed ones any they may open, since services refuse whatever is done to those."""
    found = readable(user, pk, on)
    if found.state != MeetingState.CLOSED:
        get_object_or_404(policies.kept_meetings(user, on), pk=pk)
    return found


def act_on(
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
    return show(request, readable(user, found.pk, on), **shown)


def show(
    request: HttpRequest,
    found: Meeting,
    *,
    form: MeetingForm | None = None,
    error: str = "",
    not_ready: NotReady | None = None,
    too_late: str = "",
    seats_typed: Any = None,
    observer: ItemObserverForm | None = None,
    papers: MeetingPapersForm | None = None,
    status: int = 200,
) -> HttpResponse:
    """The page of a meeting: while planned its people and agenda, once closed what it decided."""
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
        form = meeting_form(policies.kept_units(user, on), on, initial=initial_of(found))
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
        **observers_shown(found, items, user, on, observer),
        **papers_shown(found, user, on, papers),
    }
    return render(request, "decisions/meeting.html", context, status=status)


def observers_shown(
    found: Meeting, items: Sequence[AgendaItem], user: User, on: date, form: ItemObserverForm | None = None
) -> dict[str, Any]:
    """Who sits in on the items the user sees, and the form to note another for whoever runs the meeting."""
    seen = {item.pk for item in items}
    rows = found.observers.select_related("item__matter")
    may = found.state != MeetingState.CLOSED and policies.kept_meetings(user, on).filter(pk=found.pk).exists()
    return {
        "observers": [row for row in rows if row.item_id is None or row.item_id in seen],
        "may_note_observers": may,
        "observer_form": form or ItemObserverForm(items=items) if may else None,
    }


def papers_shown(
    found: Meeting, user: User, on: date, form: MeetingPapersForm | None = None
) -> dict[str, Any]:
    """Notice, record and minutes as far as the user may read them, the last day for these, and the form to add one."""
    every = list(found.files.select_related("added_by__person"))
    seen = set(policies.visible_meeting_files(user, on).filter(meeting=found).values_list("pk", flat=True))
    may = policies.kept_units(user, on).filter(pk=found.unit_id).exists()
    context: dict[str, Any] = {
        "papers": [file for file in every if file.pk in seen],
        "papers_hidden": bool(every) and not seen,
        "may_add_papers": may,
        "papers_form": form or MeetingPapersForm(meeting=found) if may else None,
        "minutes_days": MINUTES_DAYS,
    }
    if found.state == MeetingState.CLOSED:
        line = minutes_line_of(found, on, workdays.load())
        tone, word = LINE_TONES[line.state]
        context |= {
            "minutes_due": line.by,
            "minutes_tone": tone,
            "minutes_word": word,
            "minutes_made": minutes_of(found).made_on,
        }
    return context


def seen_version(request: HttpRequest) -> int:
    """The version of the meeting that the form was filled in on; -1 where it does not say."""
    value = request.POST.get("seen", "")
    return int(value) if value.isdecimal() else -1
