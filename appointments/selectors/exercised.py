"""Appointments as the exercise of power (B2)."""

from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from appointments.choices import CaseState
from appointments.models import Case
from appointments.policies import sees_cases, visible_cases
from supervision.selectors.powers import Exercise

SOURCE = Case._meta.label_lower
APPOINTMENTS = Exercise(
    clause="B2",
    title=_("干部任用"),
    source=SOURCE,
    page="appointment-list",
    visible=visible_cases,
    sees=sees_cases,
    every=Case.objects.all,
    day=F("opened_on"),
    only=~Q(state=CaseState.DROPPED),
)
