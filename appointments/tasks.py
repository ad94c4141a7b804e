"""Scheduled work of appointments. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task

from appointments.models import Case, PersonnelAction
from appointments.services.checking import check_actions, check_cases, check_tenures
from core.clock import today
from core.runs import noted_run

JOB = "check-of-appointments"
BATCH = 200


@shared_task
def check_appointments_today(day: str | None = None) -> None:
    """Judge every file of whatever kind, and every head's tenure without one, as of today, or `day`. A county has a few hundred a year."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(JOB, on) as result:
        cases = list(Case.objects.order_by("pk").values_list("pk", flat=True))
        actions = list(PersonnelAction.objects.order_by("pk").values_list("pk", flat=True))
        raised = check_tenures(on=on)
        for start in range(0, len(cases), BATCH):
            raised += check_cases(cases=cases[start : start + BATCH], on=on)
        for start in range(0, len(actions), BATCH):
            raised += check_actions(actions=actions[start : start + BATCH], on=on)
        result.update(checked=len(cases) + len(actions), raised=raised)
