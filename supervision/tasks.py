"""Scheduled work of supervision. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task
from celery.signals import beat_init

from core.clock import today
from core.runs import noted_run
from supervision.services import check_divisions, divided_somehow, sweep

UNITS_AT_ONCE = 500


@shared_task
def sweep_today(day: str | None = None) -> None:
    """Plan and chase the calendar of duties as of today, or of `day` (2026-12-31)."""
    on = date.fromisoformat(day) if day else today()
    with noted_run("calendar-of-duties", on) as result:
        result.update(sweep(on=on).as_json())


@shared_task
def check_divisions_today(day: str | None = None) -> None:
    """Judge how every unit divides its work as of today, or of `day`: leaders come and go without a word to it."""
    on = date.fromisoformat(day) if day else today()
    with noted_run("check-of-divisions", on) as result:
        units = list(divided_somehow().values_list("pk", flat=True))
        batches = (units[start : start + UNITS_AT_ONCE] for start in range(0, len(units), UNITS_AT_ONCE))
        raised = sum(check_divisions(units=batch, on=on) for batch in batches)
        result.update(checked=len(units), raised=raised)


@beat_init.connect
def catch_up(**_: object) -> None:
    """A machine that was off when the sweep was due sweeps as soon as the schedule starts again."""
    sweep_today.delay()
