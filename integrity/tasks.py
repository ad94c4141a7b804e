"""Scheduled work of integrity. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task

from core.clock import today
from core.runs import noted_run
from integrity.models import Declaration, Gift, Incident, ResponsibilityList
from integrity.services.judging import (
    check_declarations,
    check_gifts,
    check_incidents,
    check_lists,
    check_yearly,
)

JOB = "check-of-integrity"
BATCH = 500
CHECKS = (
    (ResponsibilityList, check_lists),
    (Incident, check_incidents),
    (Gift, check_gifts),
    (Declaration, check_declarations),
)


@shared_task
def check_integrity_today(day: str | None = None) -> None:
    """Judge every list, incident, gift and declaration as of today, or `day`: months and years pass without a word to them."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(JOB, on) as result:
        raised, checked = check_yearly(on=on), 0
        for model, check in CHECKS:
            numbers = list(model._default_manager.order_by("pk").values_list("pk", flat=True))
            checked += len(numbers)
            for start in range(0, len(numbers), BATCH):
                raised += check(numbers=numbers[start : start + BATCH], on=on)
        result.update(checked=checked, raised=raised)
