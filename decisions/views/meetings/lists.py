"""The list of meetings, and planning another one."""

from uuid import uuid4

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from accounts.views.requests import user_of
from core import clock
from core.paging import page_of
from core.sending import refuse, token_of
from decisions import policies
from decisions.choices import MeetingState
from decisions.forms.meetings import MeetingFilterForm
from decisions.presenters.meetings import MEETING_TONES
from decisions.selectors.meetings import meetings_matching
from decisions.services import meetings as services
from decisions.views.meetings.page import meeting_form


@require_safe
def meeting_list(request: HttpRequest) -> HttpResponse:
    """Meetings the user may open, filtered and paged."""
    on, user = clock.today(), user_of(request)
    form = MeetingFilterForm(request.GET)
    page = page_of(meetings_matching(user, on, **form.asked), request.GET.get("page"))
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
    form = meeting_form(units, on, request.POST or None)
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
