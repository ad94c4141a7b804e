"""Writing down the meeting that heard the statement."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.requests import user_of
from appraisals.forms.steps import MeetingForm
from appraisals.models import Appraisal
from appraisals.policies import kept_meetings, visible_appraisals
from appraisals.services.held import NEEDED
from appraisals.services.meetings import Held, record_meeting
from appraisals.views.requests import acted, back
from core import clock
from core.sending import shown


@require_http_methods(["GET", "HEAD", "POST"])
def meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Write the meeting down, or anew until the ballot is closed."""
    on, user = clock.today(), user_of(request)
    rows = visible_appraisals(user, on).select_related(*NEEDED, "meeting")
    found: Appraisal = get_object_or_404(rows, pk=pk)
    if request.method != "POST" and not kept_meetings(user, on).filter(pk=pk).exists():
        raise Http404
    known = getattr(found, "meeting", None)
    initial = (
        {
            "day": known.on, "place": known.place, "chair": known.chair, "present": known.present, "summary": known.summary,
            "asked": known.asked,
        }
        if known
        else {"day": on}
    )  # fmt: skip
    form = MeetingForm(request.POST or None, initial=initial)
    if request.method == "POST" and form.is_valid():
        held = Held(**form.cleaned_data)
        if acted(form, lambda: record_meeting(appraisal=pk, held=held, by=user, on=on)):
            messages.success(request, _("述职述廉会议已登记。"))
            return back(found, "meeting")
    return shown(request, "appraisals/meeting.html", {"appraisal": found, "form": form})
