"""Tasks of the engines."""

from celery import shared_task
from celery.signals import beat_init

from core import jobs
from core.clock import now
from core.models import Heartbeat


@shared_task
def heartbeat() -> None:
    """Note that beat sent this and a worker did it."""
    for name in ("worker", "beat"):
        Heartbeat.objects.update_or_create(name=name, defaults={"at": now()})


@shared_task
def run_job(pk: int) -> None:
    """Do a job somebody watches."""
    jobs.run(pk)


@shared_task
def resume_jobs() -> None:
    """Ring again for jobs whose message the broker lost or whose worker died."""
    for pk in jobs.unfinished():
        run_job.delay(pk)


@beat_init.connect
def first_heartbeat(**_: object) -> None:
    """Show a sign of life as soon as beat starts rather than after the first interval."""
    heartbeat.delay()
