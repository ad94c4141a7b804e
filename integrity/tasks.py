"""Scheduled work of integrity. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task

from core.clock import today
from core.runs import noted_run
from integrity.services.judging import check_all

JOB = "check-of-integrity"


@shared_task
def check_integrity_today(day: str | None = None) -> None:
    """Judge every list, incident, gift and declaration as of today, or `day`: months and years pass without a word to them."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(JOB, on) as result:
        checked, raised = check_all(on=on)
        result.update(checked=checked, raised=raised)
