"""Work a worker does while its owner watches a progress bar (core.models.Job).

The row is the truth, the broker only a doorbell: a message that is lost is rung again, one that comes twice does it once.
The job's effects and its result are committed together, so a worker that dies has either done all of it or nothing.
"""

import logging
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import PurePath
from threading import Event, Thread
from time import monotonic
from typing import Any
from uuid import uuid4

from django.core.files.base import File
from django.db import connection, connections, transaction
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import Count, F, Min, Q
from django.db.models.functions import Now

from core.models import Job

log = logging.getLogger(__name__)
Progress = Callable[[int, int], None]

LOCKS = (
    610927  # first half of the lock a worker holds on a job while it lives; the second is the job's number
)
MOST_ATTEMPTS = 3
UNCLAIMED = timedelta(minutes=1)
SAID_EVERY = 0.3  # seconds
WATCHED_EVERY = 0.5  # seconds
STILL_RUN = ("ROLLBACK", "RELEASE")  # what brings a stopped transaction to its end
UNFINISHED = (Job.State.WAITING, Job.State.RUNNING)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a job came to: refused or done, and what its page shows."""

    refused: bool
    result: dict[str, Any]


class Stopped(Exception):
    """The owner asked for the job to be given up; whoever works tells progress and is told so."""


Run = Callable[[Job, Progress], Outcome]
_kinds: dict[str, Run] = {}


def register(kind: str, run: Run) -> None:
    """Let `run` do the jobs of `kind`; called in AppConfig.ready() by the app that knows the work."""
    _kinds[kind] = run


def start(
    *, kind: str, by: Any, file: "File[bytes] | None" = None, file_name: str, options: dict[str, Any]
) -> Job:
    """Keep the file, where the work begins with one, note the job, and ring for a worker once that is committed."""
    job = Job(kind=kind, owner=by, file_name=file_name[-200:], options=options)
    if file is not None:
        job.file.save(f"{uuid4().hex}{PurePath(file_name).suffix.lower()[:8]}", file, save=False)
    job.save()
    _ring(job)
    return job


def follow_up(job: Job, *, options: dict[str, Any]) -> Job:
    """Start the next job on the same file, once: a second call gives the job of the first.

    The number of the following job is kept in the first one's options.
    """
    with transaction.atomic():
        first = Job.objects.select_for_update().get(pk=job.pk)
        if "followed_by" in first.options:
            return Job.objects.get(pk=first.options["followed_by"])
        following = Job.objects.create(
            kind=first.kind,
            owner=first.owner,
            file=first.file.name,
            file_name=first.file_name,
            options={**options, "follows": first.pk},
        )
        first.options["followed_by"] = following.pk
        first.save(update_fields=["options"])
        _ring(following)
    return following


def stop(job: Job) -> bool:
    """Ask for `job` to be given up, as soon as it next tells its progress: nothing of it stays. False where it is over already."""
    with transaction.atomic():
        waiting = Job.objects.select_for_update().filter(pk=job.pk, state__in=UNFINISHED).first()
        if waiting is None:
            return False
        waiting.options["stop"] = True
        waiting.save(update_fields=["options"])
    return True


def _ring(job: Job) -> None:
    from core.tasks import run_job

    transaction.on_commit(lambda: run_job.delay(job.pk))


def run(pk: int) -> None:
    """Do the job numbered `pk`, unless another worker does or it is over. A failure is logged and shown, never raised."""
    with closing(connections.create_connection("default")) as side:
        if not _hold(side, pk) or not _claim(pk):
            return
        job = Job.objects.get(pk=pk)
        try:
            if job.options.get("stop"):
                raise Stopped
            with _heeding(pk), transaction.atomic():
                outcome = _kinds[job.kind](job, _teller(side, pk))
                state = Job.State.REFUSED if outcome.refused else Job.State.DONE
                _finish(pk, state, result=outcome.result, done=F("total"))
        except Stopped:
            _finish(pk, Job.State.REFUSED, result={"stopped": True})
        except Exception:
            log.exception("job %s of kind %s failed", pk, job.kind)
            _finish(pk, Job.State.FAILED)


def unfinished() -> list[int]:
    """Numbers of the jobs whose message was lost, or whose worker may have died: ring for them again."""
    lost = Q(state=Job.State.WAITING, created_at__lt=Now() - UNCLAIMED)
    return [*Job.objects.filter(lost | Q(state=Job.State.RUNNING)).values_list("pk", flat=True)]


def counted_jobs() -> dict[tuple[str, str], int]:
    """How many jobs there are of each kind in each state; one query."""
    rows = Job.objects.order_by().values_list("kind", "state").annotate(n=Count("pk"))
    return {(kind, state): n for kind, state, n in rows}


def newest_failures(most: int) -> list[Job]:
    """The jobs that failed last, without whose they are, their file or what they were asked."""
    rows = Job.objects.filter(state=Job.State.FAILED).only("kind", "attempts", "created_at", "finished_at")
    return [*rows.order_by(F("finished_at").desc(nulls_last=True), "-pk")[:most]]


def waiting_since() -> datetime | None:
    """Since when the job waits that waits longest; None where none does."""
    return Job.objects.filter(state=Job.State.WAITING).aggregate(since=Min("created_at"))["since"]


def _hold(side: BaseDatabaseWrapper, pk: int) -> bool:
    """Hold the job for as long as this worker lives; PostgreSQL lets go of it by itself when the connection ends."""
    with side.cursor() as cursor:
        cursor.execute("SELECT pg_try_advisory_lock(%s, %s)", [LOCKS, pk])
        (held,) = cursor.fetchone()
    return bool(held)


def _claim(pk: int) -> bool:
    """Mark the job as running; False where it is over, or was tried too often."""
    mine = Job.objects.filter(pk=pk, state__in=UNFINISHED)
    if mine.filter(attempts__gte=MOST_ATTEMPTS).exists():
        _finish(pk, Job.State.FAILED)
        return False
    return mine.update(state=Job.State.RUNNING, attempts=F("attempts") + 1, done=0) == 1


@contextmanager
def _heeding(pk: int) -> Iterator[None]:
    """Give up the work within wherever it is, once its owner asks: before its next statement, or in the middle of one. Raises Stopped.

    Work that tells its progress is told so, too; this is for what runs in the database for long, or tells nothing.
    """
    asked, over = Event(), Event()
    connection.ensure_connection()
    working: Any = connection.connection

    def watch() -> None:
        with closing(connections.create_connection("default")) as own, own.cursor() as cursor:
            while not over.wait(WATCHED_EVERY):
                cursor.execute("SELECT options ->> 'stop' FROM core_job WHERE id = %s", [pk])
                if asked.is_set() or (found := cursor.fetchone()) is not None and found[0]:
                    asked.set()
                    working.cancel_safe()

    def heed(execute: Callable[..., Any], sql: Any, params: Any, many: bool, context: Any) -> Any:
        if asked.is_set() and not str(sql).startswith(STILL_RUN):
            raise Stopped
        return execute(sql, params, many, context)

    watcher = Thread(target=watch, name=f"watch of job {pk}", daemon=True)
    watcher.start()
    try:
        with connection.execute_wrapper(heed):
            yield
    except Exception as error:
        if asked.is_set():
            raise Stopped from error
        raise
    finally:
        over.set()
        watcher.join()


def _finish(pk: int, state: str, **fields: Any) -> None:
    Job.objects.filter(pk=pk).update(state=state, finished_at=Now(), **fields)


def _teller(side: BaseDatabaseWrapper, pk: int) -> Progress:
    """Tell progress on a connection of its own, so that others see it before the work is committed."""
    said = 0.0

    def tell(done: int, total: int) -> None:
        nonlocal said
        if monotonic() - said < SAID_EVERY:
            return
        said = monotonic()
        with side.cursor() as cursor:
            cursor.execute(
                "UPDATE core_job SET done = %s, total = %s WHERE id = %s RETURNING options ->> 'stop'",
                [done, total, pk],
            )
            told = (
                cursor.fetchone()
            )  # None where the job itself is not committed yet: then nobody can have asked
        if told is not None and told[0]:
            raise Stopped

    return tell
