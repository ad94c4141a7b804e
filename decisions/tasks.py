"""Scheduled work of decisions. A task takes a date at most and may run twice, late, or beside itself."""

from collections.abc import Iterator
from datetime import date

from celery import shared_task

from core.clock import today
from core.models import JobRun
from core.runs import noted_run
from decisions.selectors.bylaws import bound_units
from decisions.selectors.checking import LastRun, matters_to_check, meetings_to_check
from decisions.services.bylaws import check_bylaws
from decisions.services.checking import check_matters
from decisions.services.sittings import check_minutes

JOB = "check-of-matters"
MINUTES_JOB = "check-of-minutes"
BYLAWS_JOB = "check-of-bylaws"
BATCH = 200


@shared_task
def check_matters_today(day: str | None = None) -> None:
    """Judge what changed, was decided or fell due since the last complete check, and what has open findings; as of today, or `day`.

    A day before the last one checked counts as that day: what was found is not found less by looking earlier.
    """
    asked = date.fromisoformat(day) if day else today()
    last = last_run()
    on = max(asked, last.day) if last else asked
    with noted_run(JOB, on) as result:
        numbers = matters_to_check(last, on)
        raised = sum(check_matters(matters=batch, on=on) for batch in _batches(numbers))
        result.update(checked=len(numbers), raised=raised)


@shared_task
def check_bylaws_today(day: str | None = None) -> None:
    """Judge whether every unit has the bylaws it must have as of today, or of `day`: what ends, ends without a word."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(BYLAWS_JOB, on) as result:
        units = list(bound_units().values_list("pk", flat=True))
        result.update(
            checked=len(units), raised=sum(check_bylaws(units=batch, on=on) for batch in _batches(units))
        )


@shared_task
def check_minutes_today(day: str | None = None) -> None:
    """Judge whether the minutes of meetings came in time, as of today or of `day`; a day before the last one checked counts as that day."""
    asked = date.fromisoformat(day) if day else today()
    last = last_run(MINUTES_JOB)
    on = max(asked, last.day) if last else asked
    with noted_run(MINUTES_JOB, on) as result:
        numbers = meetings_to_check(last, on)
        raised = sum(check_minutes(meetings=batch, on=on) for batch in _batches(numbers))
        result.update(checked=len(numbers), raised=raised)


def _batches(numbers: list[int]) -> Iterator[list[int]]:
    for start in range(0, len(numbers), BATCH):
        yield numbers[start : start + BATCH]


def last_run(job: str = JOB) -> LastRun | None:
    """The last check that came to its end."""
    row = JobRun.objects.filter(job=job, finished_at__isnull=False).order_by("-due").first()
    return LastRun(row.started_at, row.due) if row else None
