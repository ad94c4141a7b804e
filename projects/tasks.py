"""Scheduled work of projects. A task takes a date at most and may run twice, late, or beside itself."""

from datetime import date

from celery import shared_task

from core.clock import today
from core.runs import noted_run
from projects.models import Project
from projects.services.checking import check_all

JOB = "check-of-projects"


@shared_task
def check_projects_today(day: str | None = None) -> None:
    """Judge every project, and the interests in its bidders, as of today, or `day`."""
    on = date.fromisoformat(day) if day else today()
    with noted_run(JOB, on) as result:
        numbers = list(Project.objects.order_by("pk").values_list("pk", flat=True))
        result.update(checked=len(numbers), raised=check_all(numbers, on))
