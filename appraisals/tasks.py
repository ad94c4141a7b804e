"""Scheduled work of appraisals. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task

from appraisals.services.checking import check_all
from appraisals.services.nightly import open_and_close
from appraisals.services.slips import forget_old_files
from core.clock import today
from core.runs import noted_run

APPRAISALS = "days-of-appraisals"
SLIPS = "forgetting-of-slips"


@shared_task
def follow_appraisals_today(day: str | None = None) -> None:
    """Open and close the ballots whose day it is as of today, or `day`; judge those that are open or wait to be sealed."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(APPRAISALS, on) as result:
        opened, closed = open_and_close(on=on)
        checked, raised = check_all(on=on)
        result.update(opened=opened, closed=closed, checked=checked, raised=raised)


@shared_task
def forget_slips_today(day: str | None = None) -> None:
    """Forget files of codes that nobody took within the days kept (L81), as of today, or `day`."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(SLIPS, on) as result:
        result.update(forgotten=forget_old_files(on=on))
