"""Who sits in on a meeting, and its papers."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from accounts.views.requests import user_of
from core import clock, ledger, uploads
from core.sending import refuse
from decisions import policies
from decisions.choices import MeetingState
from decisions.forms.sittings import ItemObserverForm, MeetingPapersForm
from decisions.models import Meeting
from decisions.services.locking import AlreadyDone, NotYours
from decisions.services.sittings import drop_observer, keep_papers, note_observer
from decisions.views.meetings.page import kept, readable, show
from rulebook.procedures.decisions import MatterCategory


@require_POST
def meeting_observer(request: HttpRequest, pk: int) -> HttpResponse:
    """Note somebody who sits in."""
    on, user = clock.today(), user_of(request)
    found = kept(user, pk, on)
    items = policies.visible_items(user, on).filter(meeting=found).select_related("matter")
    form = ItemObserverForm(request.POST, items=list(items))
    if form.is_valid():
        try:
            note_observer(meeting=pk, line=form.line(form.cleaned_data["item"]), by=user, on=on)
        except NotYours as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("列席人员已登记。"))
            return redirect(_back(found))
    return show(request, readable(user, pk, on), observer=form, status=422)


@require_POST
def meeting_observer_gone(request: HttpRequest, pk: int, observer: int) -> HttpResponse:
    """Take somebody who did not come off the list."""
    on, user = clock.today(), user_of(request)
    found = kept(user, pk, on)
    try:
        drop_observer(meeting=pk, observer=observer, by=user, on=on)
    except AlreadyDone:
        pass  # a second click: they are gone
    except NotYours as error:
        raise Http404 from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return redirect(_back(found))


@require_POST
def meeting_papers_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Keep the notice, the record or the minutes."""
    on, user = clock.today(), user_of(request)
    found = readable(user, pk, on)
    get_object_or_404(policies.kept_units(user, on), pk=found.unit_id)
    form = MeetingPapersForm(request.POST, request.FILES, meeting=found)
    if form.is_valid():
        given = form.cleaned_data
        try:
            refused = keep_papers(
                meeting=pk,
                files=given["added"],
                paper=given["paper"],
                dated=given.get("dated"),
                by=user,
                on=on,
            )
        except NotYours as error:
            raise Http404 from error
        except ValidationError as error:
            refuse(form, error)
        else:
            for words in refused:
                form.add_error("added", words)
            if not refused:
                messages.success(request, _("会议文件已登记。"))
                return redirect(reverse("meeting", args=[pk]) + "#papers")
    return show(request, readable(user, pk, on), papers=form, status=422)


@require_safe
def meeting_file(request: HttpRequest, pk: int, file: int) -> HttpResponseBase:
    """A paper of a meeting, as a download; where cadres were on the agenda it is noted who read it (B2)."""
    on, user = clock.today(), user_of(request)
    found = get_object_or_404(policies.visible_meeting_files(user, on).filter(meeting=pk), pk=file)
    try:
        stored = found.file.open("rb")
    except FileNotFoundError as error:
        raise Http404 from error
    if found.meeting.items.filter(matter__category=MatterCategory.PERSONNEL).exists():
        ledger.record("meeting.read-file", by=user, target=found)
    return uploads.download(stored, found.name)


def _back(meeting: Meeting) -> str:
    name = "meeting-live" if meeting.state == MeetingState.OPEN else "meeting"
    return reverse(name, args=[meeting.pk]) + "#observers"
