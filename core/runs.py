"""Noting that scheduled work ran, and taking work so that it is done once: one row a job and day."""

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import date
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from core.clock import now
from core.models import JobRun

SUCCEEDED = Q(finished_at__isnull=False) & (~Q(result__has_key="problem") | Q(result__problem=""))


@contextmanager
def noted_run(job: str, due: date) -> Iterator[dict[str, Any]]:
    """Note when `job` started and finished for the day `due`, with what was put into the dictionary given; a repeat overwrites."""
    result: dict[str, Any] = {}
    JobRun.objects.update_or_create(job=job, due=due, defaults={"started_at": now(), "finished_at": None})
    yield result
    JobRun.objects.filter(job=job, due=due).update(finished_at=now(), result=result)


def claim(job: str, due: date) -> bool:
    """Take `job` for the day `due`; False where it was taken before, also by another process at this moment."""
    try:
        with transaction.atomic():
            JobRun.objects.create(job=job, due=due, started_at=now())
    except IntegrityError:
        return False
    return True


def last_run(job: str) -> JobRun | None:
    """The run of `job` that finished last."""
    return JobRun.objects.filter(job=job).exclude(finished_at=None).order_by("-finished_at").first()


def finish(job: str, due: date) -> None:
    """Note that a claimed job is done."""
    JobRun.objects.filter(job=job, due=due).update(finished_at=now())


def release(job: str, due: date) -> None:
    """Give back a claim whose work failed, so that a later run tries again."""
    JobRun.objects.filter(job=job, due=due, finished_at=None).delete()


def last_runs(jobs: Iterable[str]) -> dict[str, JobRun]:
    """The run begun last of each of these jobs; one query."""
    rows = JobRun.objects.filter(job__in=list(jobs)).order_by("job", "-started_at").distinct("job")
    return {row.job: row for row in rows}


def problem_of(run: JobRun) -> str:
    """What stood in the way of a run, in words; empty where nothing did."""
    return str(run.result.get("problem") or "")
