"""Recording how the conclusions about a person were used in a file about them: one page for every kind of file."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from accounts.views.requests import user_of
from appointments.forms.consulting import ConsultingForm
from appointments.models import ConsultedFile
from appointments.presenters.consulting import conclusions_shown, note_conclusions
from appointments.services.consulting import consult
from appointments.services.states import NotPossible
from appointments.services.viewings import note_viewing
from appointments.views import actions, cases
from core import clock
from core.sending import refuse


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_consulting(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how the conclusions were weighed for an appointment. Every view is noted."""
    places = {"title": _("干部任用"), "list_url": reverse("appointment-list")}
    return _consulting(request, cases.editable_or_404(request, pk), "appointment", places)


@require_http_methods(["GET", "HEAD", "POST"])
def action_consulting(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how they were weighed for an appraisal, a reward or a removal. Every view is noted."""
    places = {"title": _("考核奖惩"), "list_url": reverse("personnel-action-list")}
    return _consulting(request, actions.editable_or_404(request, pk), "personnel-action", places)


def _consulting(
    request: HttpRequest, found: ConsultedFile, page: str, places: dict[str, str]
) -> HttpResponse:
    on, user, back = clock.today(), user_of(request), reverse(page, args=[found.pk])
    shown = conclusions_shown(found, user, on)
    left = [one.conclusion for one in shown if one.is_missing]
    form = ConsultingForm(request.POST or None, conclusions=left, past=found.past, initial={"day": on})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data.get("day") or on
        try:
            consult(file=found, words=form.words(), day=day, by=user, on=on)
        except NotPossible:
            form.add_error(None, str(cases.CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("运用情况已记录。"))
            return redirect(f"{back}#conclusions")
    elif request.method != "POST":
        note_viewing(file=found, by=user, what=_("结论"))
        note_conclusions(shown, by=user)
    context = {"file": found, "back": back, "shown": shown, "left": left, "form": form, "today": on} | places
    return render(request, "appointments/consulting.html", context, status=422 if form.errors else 200)
