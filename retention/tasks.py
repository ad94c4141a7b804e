"""Scheduled work of retention. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task

from core.clock import today
from core.runs import noted_run
from retention.services.copies import forget_copies
from retention.services.deleting import delete_due
from retention.services.lists import list_due

RETENTION = "retention"


@shared_task
def sweep_retention_today(day: str | None = None) -> None:
    """Delete what is due as of today, or `day`, and list what two people must approve first; forget copies nobody needs any more."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(RETENTION, on) as result:
        result.update(copies=forget_copies(on=on), lists=list_due(on=on), deleted=delete_due(on=on))
