"""Scheduled work of supervision. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task
from celery.signals import beat_init

from core.clock import today
from core.runs import noted_run
from supervision.services import sweep


@shared_task
def sweep_today(day: str | None = None) -> None:
    """Plan and chase the calendar of duties as of today, or of `day` (2026-12-31)."""
    on = date.fromisoformat(day) if day else today()
    with noted_run("calendar-of-duties", on) as result:
        result.update(sweep(on=on).as_json())


@beat_init.connect
def catch_up(**_: object) -> None:
    """A machine that was off when the sweep was due sweeps as soon as the schedule starts again."""
    sweep_today.delay()
