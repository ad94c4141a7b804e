"""One meeting: when and where, changing or calling it off, beginning it."""

from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views.requests import user_of
from core import clock
from decisions import policies
from decisions.services import meetings as services
from decisions.services.running import open_meeting
from decisions.views.meetings.page import act_on, kept, meeting_form, readable, seen_version, show


@require_safe
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """One meeting: while planned its people and agenda, once closed what it decided."""
    on, user = clock.today(), user_of(request)
    found = readable(user, pk, on)
    services.note_opened(meeting=found, by=user)
    return show(request, found)


@require_POST
def meeting_change(request: HttpRequest, pk: int) -> HttpResponse:
    """Change kind, time, place."""
    on, user = clock.today(), user_of(request)
    found = kept(user, pk, on)
    form = meeting_form(policies.kept_units(user, on), on, request.POST)
    form.fields["unit"].required = False
    if not form.is_valid():
        return show(request, found, form=form, status=422)
    values = {name: form.cleaned_data[name] for name in ("kind", "at", "place")}
    return act_on(
        request,
        found,
        lambda: services.change_meeting(meeting=pk, seen=seen_version(request), by=user, on=on, **values),
        _("已修改会议安排。"),
        form=form,
    )


@require_POST
def meeting_call_off(request: HttpRequest, pk: int) -> HttpResponse:
    """Call a planned meeting off."""
    on, user = clock.today(), user_of(request)
    found = kept(user, pk, on)
    reason = request.POST.get("reason", "")
    return act_on(
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
    found = kept(user, pk, on)
    return act_on(
        request,
        found,
        lambda: open_meeting(meeting=pk, by=user, on=on),
        _("会议开始，请先登记到会情况。"),
        then=reverse("meeting-live", args=[pk]),
    )
