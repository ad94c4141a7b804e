"""Tasks of the engines."""

from celery import shared_task
from celery.signals import after_task_publish, beat_init
from django.conf import settings
from django.db import close_old_connections

from core import jobs, rechecks
from core.backups.keeping import nightly
from core.clock import now, today
from core.evidence.sealing import close_days, note_by_day, seal
from core.evidence.verifying import VERIFICATION, faults
from core.models import Heartbeat
from core.runs import noted_run


@shared_task(expires=60)
def heartbeat() -> None:
    """Note that a worker lives, for it did this; beat notes itself when it sends it."""
    _beats("worker")


@shared_task
def run_job(pk: int) -> None:
    """Do a job somebody watches."""
    jobs.run(pk)


@shared_task
def resume_jobs() -> None:
    """Ring again for jobs whose message the broker lost or whose worker died."""
    for pk in jobs.unfinished():
        run_job.delay(pk)


@shared_task
def run_rechecks() -> None:
    """Judge what waits to be judged anew; also sent again and again, for what a lost message or a dead worker left."""
    rechecks.run_waiting()


@shared_task
def back_up() -> None:
    """Make the nightly backup where the settings name a folder; what stood in the way is noted with the run and in the figures."""
    if not settings.BACKUP_DIR:
        return
    with noted_run("backup", today()) as result:
        result.update(nightly(now()))


@shared_task
def seal_evidence() -> None:
    """Seal what was noted; every few minutes (rulebook/evidence.py)."""
    seal(at=now())


@shared_task
def close_evidence() -> None:
    """Note what is entered by the day, seal, and give each day that is over its root."""
    on = today()
    with noted_run("days-of-evidence", on) as result:
        result.update(by_day=note_by_day(on=on), sealed=seal(at=now()), days=len(close_days(before=on)))


@shared_task
def verify_evidence() -> None:
    """Verify all of the evidence; that something does not fit is noted with the run, in the figures and on the page of the roots."""
    with noted_run(VERIFICATION, today()) as result:
        found = sum(1 for _fault in faults())
        result["faults"] = found
        if found:
            result["problem"] = f"{found} 处与存证不符，请运行 verify_evidence 查明"


def _beats(name: str) -> None:
    Heartbeat.objects.update_or_create(name=name, defaults={"at": now()})


def _beat_has_sent(sender: str | None = None, **_: object) -> None:
    if sender == heartbeat.name:
        close_old_connections()  # beat has no requests at whose end Django would look after them
        _beats("beat")


@beat_init.connect
def first_heartbeat(**_: object) -> None:
    """Show signs of life as soon as beat starts rather than after the first interval."""
    after_task_publish.connect(_beat_has_sent)
    heartbeat.delay()
