"""Tasks of the engines."""

from celery import shared_task
from celery.signals import beat_init

from core.clock import now
from core.models import Heartbeat


@shared_task
def heartbeat() -> None:
    """Note that beat sent this and a worker did it."""
    for name in ("worker", "beat"):
        Heartbeat.objects.update_or_create(name=name, defaults={"at": now()})


@beat_init.connect
def first_heartbeat(**_: object) -> None:
    """Show a sign of life as soon as beat starts rather than after the first interval."""
    heartbeat.delay()
