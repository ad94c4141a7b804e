"""The live page of a meeting: for several screens at once, on a phone, and by reloading where there is no JavaScript."""

from collections.abc import Callable, Mapping
from datetime import date
from typing import Any

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.models import User
from accounts.views.requests import user_of
from core import clock
from decisions import policies
from decisions.choices import MeetingState
from decisions.models import AgendaItem, Meeting, Seat
from decisions.presenters.meetings import VIEWS, live, vote_choices
from decisions.services import closing, presence, running, speaking, voting
from decisions.services.locking import AlreadyDone, NotYours
from decisions.services.meetings import note_opened, remove_item
from decisions.views.meetings.page import observers_shown

UNCHANGED = 204
Data = Mapping[str, str]


@require_safe
def meeting_live(request: HttpRequest, pk: int) -> HttpResponse:
    """The meeting as it goes on, for those called to it and those who run it."""
    on, user = clock.today(), user_of(request)
    found = _followed(user, pk, on)
    if found.state != MeetingState.OPEN:
        return redirect("meeting", pk)
    note_opened(meeting=found, by=user)
    return _show(request, found)


@require_safe
def meeting_live_state(request: HttpRequest, pk: int) -> HttpResponse:
    """What changed since `?version=`: nothing (204), or the live part anew."""
    on, user = clock.today(), user_of(request)
    found = _followed(user, pk, on)
    if found.state != MeetingState.OPEN:
        answer = HttpResponse(status=UNCHANGED)
        answer["HX-Redirect"] = reverse("meeting", args=[pk])
        return answer
    if request.GET.get("version") == str(found.version):
        return HttpResponse(status=UNCHANGED)
    context = _context(found, user, on)
    return render(request, "decisions/meeting_live_state.html", context)


@require_POST
def meeting_act(request: HttpRequest, pk: int, act: str) -> HttpResponse:
    """One act at the meeting: attendance, recusal, taking up an item, speaking, voting, counting."""
    on, user = clock.today(), user_of(request)
    found = _followed(user, pk, on)
    use = ACTS.get(act)
    if use is None:
        raise Http404
    item, seat = _within(request.POST, "item", found.items), _within(request.POST, "seat", found.seats)
    try:
        use(found, item, seat, request.POST, {"by": user, "on": on})
    except (NotYours, AgendaItem.DoesNotExist, Seat.DoesNotExist) as error:
        raise Http404 from error
    except AlreadyDone:
        messages.info(request, _("此前已经办理，没有重复登记。"))
    except ValidationError as error:
        found.refresh_from_db()
        if found.state != MeetingState.OPEN:
            messages.error(request, " ".join(error.messages))
            return redirect("meeting", pk)
        return _show(request, found, " ".join(error.messages), (item, seat, request.POST), status=422)
    anchor = f"#item-{item}" if item else ""
    return redirect(reverse("meeting-live", args=[pk]) + anchor)


@require_http_methods(["GET", "HEAD", "POST"])
def meeting_closing(request: HttpRequest, pk: int) -> HttpResponse:
    """The resolutions' words before they are sealed, and closing the meeting."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(policies.visible_meetings(user, on).select_related("unit"), pk=pk)
    if found.state == MeetingState.CLOSED:
        return redirect("meeting", pk)
    get_object_or_404(policies.kept_meetings(user, on), pk=pk)
    items = list(found.items.select_related("matter__unit", "meeting__unit"))
    texts = {item.pk: request.POST.get(f"text-{item.pk}") or "" for item in items}
    others = {item.pk: _other(request, item.pk) for item in items}
    problem = ""
    if request.method == "POST":
        try:
            closing.close_meeting(meeting=pk, texts=texts, others=others, by=user, on=on)
        except NotYours as error:
            raise Http404 from error
        except AlreadyDone:
            return redirect("meeting", pk)
        except ValidationError as error:
            problem = " ".join(error.messages)
        else:
            messages.success(request, _("会议已结束，决议已封存。"))
            return redirect("meeting", pk)
    seen = set(policies.visible_items(user, on).filter(meeting=found).values_list("pk", flat=True))
    for item in items:
        sent = texts[item.pk] if request.method == "POST" else ""
        item.words = sent or (closing.proposed_text(item) if item.outcome else "")  # type: ignore[attr-defined]
        item.is_shown = item.pk in seen  # type: ignore[attr-defined]
        item.other = others[item.pk] if closing.asks_other(item) else None  # type: ignore[attr-defined]
    context = {"meeting": found, "items": items, "problem": problem, "today": on}
    return render(request, "decisions/meeting_closing.html", context, status=422 if problem else 200)


def _other(request: HttpRequest, item: int) -> closing.OtherMet:
    """What was said of the further requirement of an item."""
    met = {"yes": True, "no": False}.get(request.POST.get(f"other-{item}", ""))
    return closing.OtherMet(met, request.POST.get(f"other-words-{item}", ""))


def _followed(user: User, pk: int, on: date) -> Meeting:
    """The meeting, for those called to it and those who run it; 404 for everybody else."""
    found = get_object_or_404(policies.visible_meetings(user, on).select_related("unit", "chair"), pk=pk)
    called = policies.own_seats(user).filter(meeting=found).exists()
    if not called and not policies.kept_units(user, on).filter(pk=found.unit_id).exists():
        raise Http404
    return found


def _within(data: Data, name: str, rows: Any) -> int:
    """The number of a row of this meeting; 0 where none is named. Raises 404 for one of another meeting."""
    value = data.get(name, "")
    if not value:
        return 0
    number = int(value) if value.isdecimal() else 0
    get_object_or_404(rows, pk=number)
    return number


def _context(found: Meeting, user: User, on: date, typed: Any = None) -> dict[str, Any]:
    seen = list(policies.visible_items(user, on).filter(meeting=found).select_related("matter"))
    return {
        "live": live(found, user, on, typed),
        **observers_shown(found, seen, user, on),
        "meeting": found,
        "views": VIEWS,
        "votes": vote_choices(),
        "today": on,
    }


def _show(
    request: HttpRequest, found: Meeting, error: str = "", typed: Any = None, status: int = 200
) -> HttpResponse:
    context = _context(found, user_of(request), clock.today(), typed) | {"error": error}
    return render(request, "decisions/meeting_live.html", context, status=status)


def _visible(item: int, who: Mapping[str, Any]) -> int:
    """The item, where the user may see it. Raises NotYours."""
    if not policies.visible_items(who["by"], who["on"]).filter(pk=item).exists():
        raise NotYours
    return item


def _attend(_found: Meeting, _item: int, seat: int, data: Data, who: Any) -> None:
    there = data.get("attended") == "yes"
    running.mark_attendance(seat=seat, attended=there, reason=data.get("reason", ""), **who)


def _recuse(_found: Meeting, item: int, seat: int, data: Data, who: Any) -> None:
    leaves = data.get("recused") == "yes"
    running.answer_recusal(item=item, seat=seat, recused=leaves, reason=data.get("reason", ""), **who)


def _speak(_found: Meeting, item: int, seat: int, data: Data, who: Any) -> None:
    view = data.get("view", "")
    passes = view == "passes"
    words = data.get("words", "")[:5000]
    speaking.speak(
        item=_visible(item, who), seat=seat, view="" if passes else view, words=words, passes=passes, **who
    )


def _vote(found: Meeting, item: int, seat: int, data: Data, who: Any) -> None:
    row = found.items.get(pk=_visible(item, who))
    candidates = row.matter.candidates.values_list("pk", flat=True)
    votes: dict[int | None, str] = {pk: data.get(f"vote-{pk}", "") for pk in candidates}
    votes = votes or {None: data.get("vote", "")}
    if row.secret:
        voting.cast_own(item=item, votes=votes, **who)
    else:
        voting.cast_vote(item=item, seat=seat, votes=votes, **who)


def _reasons(_found: Meeting, item: int, _seat: int, data: Data, who: Any) -> None:
    voting.give_reasons(item=_visible(item, who), reasons=data.get("reasons", "")[:5000], **who)


def _on_item(use: Callable[..., Any]) -> Callable[..., None]:
    """An act that needs the item alone."""

    def act(_found: Meeting, item: int, _seat: int, _data: Data, who: Any) -> None:
        use(item=_visible(item, who), **who)

    return act


def _left(_found: Meeting, _item: int, seat: int, data: Data, who: Any) -> None:
    presence.note_left(seat=seat, reason=data.get("reason", ""), **who)


def _returned(_found: Meeting, _item: int, seat: int, _data: Data, who: Any) -> None:
    presence.note_returned(seat=seat, **who)


def _all_there(found: Meeting, _item: int, _seat: int, _data: Data, who: Any) -> None:
    running.mark_rest_present(meeting=found.pk, **who)


ACTS: dict[str, Callable[..., None]] = {
    "attend": _attend,
    "attend-rest": _all_there,
    "left": _left,
    "returned": _returned,
    "recuse": _recuse,
    "recuse-rest": _on_item(running.rest_stay),
    "discuss": _on_item(running.open_discussion),
    "speak": _speak,
    "open-voting": _on_item(voting.open_voting),
    "vote": _vote,
    "count": _on_item(voting.close_voting),
    "put-off": _on_item(voting.put_off),
    "reasons": _reasons,
    "remove": _on_item(remove_item),
}
