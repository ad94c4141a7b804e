"""Scheduled work of complaints. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task

from complaints.services.reporters import forget_what_is_over
from core.clock import today
from core.runs import noted_run

FORGOTTEN = "forgetting-of-drafts"


@shared_task
def forget_drafts_today(day: str | None = None) -> None:
    """Delete what citizens kept and did not send, once its days are over as of today, or `day`."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(FORGOTTEN, on) as result:
        result.update(deleted=forget_what_is_over(on=on))
