"""Recording how the conclusions about a candidate were used."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from appointments.forms.consulting import ConsultingForm
from appointments.presenters.consulting import conclusions_shown
from appointments.services.cases import note_viewing
from appointments.services.consulting import consult
from appointments.services.states import NotPossible
from appointments.views.cases import CLOSED, editable_or_404
from core import clock
from decisions.views.requests import refuse, user_of


@require_http_methods(["GET", "HEAD", "POST"])
def appointment_consulting(request: HttpRequest, pk: int) -> HttpResponse:
    """Record how the conclusions were weighed. Every view is noted."""
    on, user = clock.today(), user_of(request)
    found = editable_or_404(request, pk)
    shown = conclusions_shown(found, user, on)
    left = [one.conclusion for one in shown if one.used is None]
    form = ConsultingForm(request.POST or None, conclusions=left, past=found.past, initial={"day": on})
    if request.method == "POST" and form.is_valid():
        day = form.cleaned_data.get("day") or on
        try:
            consult(case=found.pk, words=form.words(), day=day, by=user, on=on)
        except NotPossible:
            form.add_error(None, str(CLOSED))
        except ValidationError as error:
            refuse(form, error)
        else:
            messages.success(request, _("运用情况已记录。"))
            return redirect(reverse("appointment", args=[pk]) + "#conclusions")
    elif request.method != "POST":
        note_viewing(case=found, by=user, what=_("审计结论"))
    context = {"case": found, "shown": shown, "left": left, "form": form, "today": on}
    return render(request, "appointments/consulting.html", context, status=422 if form.errors else 200)
