"""Scheduled work of inspections. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task

from core.clock import today
from core.runs import noted_run
from inspections.services.checking import check_all

INSPECTIONS = "check-of-inspections"


@shared_task
def check_inspections_today(day: str | None = None) -> None:
    """Judge every inspection whose unit owes a reply as of today, or `day`."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(INSPECTIONS, on) as result:
        checked, raised = check_all(on=on)
        result.update(checked=checked, raised=raised)
