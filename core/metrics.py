"""Figures for Prometheus. No label names a person, a unit, a code or an address: only views, tasks, methods, states.

Counted are requests and tasks, in each process by itself; with METRICS_DIR the processes of this machine count together.
Everything else is read from the database when it is asked for, and so is the same whichever process answers.
"""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Max
from prometheus_client import CollectorRegistry, Counter, Histogram, generate_latest, multiprocess
from prometheus_client.core import GaugeMetricFamily, Metric
from redis import Redis, RedisError

from core.backups.keeping import last_nightly
from core.evidence.verifying import VERIFICATION
from core.health import signs_of_life
from core.jobs import counted_jobs
from core.models import Job, JobRun
from core.rechecks import waiting_rechecks
from core.runs import SUCCEEDED, last_run, problem_of
from core.scheduled import SCHEDULE_NAMES

QUEUE = "celery"
REGISTRY = CollectorRegistry()
REQUESTS = Counter(
    "supervision_requests", "Requests answered", ("view", "method", "status"), registry=REGISTRY
)
SECONDS = Histogram(
    "supervision_request_seconds",
    "How long an answer took",
    ("view",),
    registry=REGISTRY,
    buckets=(0.05, 0.1, 0.2, 0.5, 1, 2, 5, 15),
)
TASKS = Counter("supervision_tasks", "Tasks done by workers", ("task", "outcome"), registry=REGISTRY)
TASK_SECONDS = Histogram(
    "supervision_task_seconds",
    "How long a task took",
    ("task",),
    registry=REGISTRY,
    buckets=(0.1, 1, 5, 15, 60, 300, 1800),
)


def exposition(at: datetime) -> bytes:
    """All figures as of `at`, in Prometheus' text form."""
    registry = REGISTRY
    if settings.METRICS_DIR:
        registry = CollectorRegistry()
        multiprocess.MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    stored = CollectorRegistry()
    stored.register(_Stored(at))
    return bytes(generate_latest(registry)) + bytes(generate_latest(stored))


class _Stored:
    """What database and broker know; where one is silent the others are told all the same, and `supervision_up` says so."""

    def __init__(self, at: datetime) -> None:
        self.at = at

    def collect(self) -> Iterator[Metric]:
        """Every figure."""
        up = GaugeMetricFamily("supervision_up", "Whether a part answers", labels=["part"])
        try:
            figures = [*self._database()]
            up.add_metric(["database"], 1)
        except DatabaseError:
            figures = []
            up.add_metric(["database"], 0)
        try:
            waiting = queue_length()
            up.add_metric(["broker"], 1)
            figures.append(_one("supervision_queue_length", "Messages waiting for a worker", waiting))
        except (RedisError, OSError):
            up.add_metric(["broker"], 0)
        yield from (up, *figures)

    def _database(self) -> Iterator[Metric]:
        beats = GaugeMetricFamily(
            "supervision_heartbeat_age_seconds", "Since the last sign of life", labels=["part"]
        )
        for name, seen in signs_of_life().items():
            beats.add_metric([name], (self.at - seen).total_seconds())
        yield beats
        runs = GaugeMetricFamily(
            "supervision_last_run_timestamp_seconds", "When scheduled work last finished", labels=["job"]
        )
        # Only what the schedule names: claims of single mails are noted beside it, by the number of a user.
        lasts = JobRun.objects.filter(SUCCEEDED, job__in=[*SCHEDULE_NAMES])
        for job, last in lasts.values_list("job").annotate(last=Max("finished_at")).order_by("job"):
            runs.add_metric([job], last.timestamp())
        yield runs
        jobs = GaugeMetricFamily("supervision_jobs", "Watched jobs by state", labels=["state"])
        counted = counted_jobs()
        for state in Job.State.values:
            jobs.add_metric([state], sum(n for (_kind, own), n in counted.items() if own == state))
        yield jobs
        yield _one("supervision_rechecks_waiting", "What waits to be judged anew", waiting_rechecks().number)
        yield from self._backups()
        yield from self._evidence()
        yield from self._connections()

    def _backups(self) -> Iterator[Metric]:
        last = last_nightly()
        failed = last is not None and bool(problem_of(last))
        yield _one("supervision_backup_failed", "Whether the last nightly backup failed", int(failed))
        if last is not None and not failed:
            yield _one("supervision_backup_bytes", "Size of the last backup", last.result.get("bytes", 0))

    def _evidence(self) -> Iterator[Metric]:
        last = last_run(VERIFICATION)
        if last is not None and "faults" in last.result:
            yield _one(
                "supervision_evidence_faults",
                "What did not fit the evidence when last verified",
                last.result["faults"],
            )

    def _connections(self) -> Iterator[Metric]:
        used = GaugeMetricFamily(
            "supervision_database_connections", "Connections to the database", labels=["state"]
        )
        numbers, most = database_connections()
        for state, number in numbers.items():
            used.add_metric([state], number)
        yield used
        yield _one("supervision_database_connections_most", "How many the server takes", most)


def database_connections() -> tuple[dict[str, int], int]:
    """How many connections the database has in each state, and how many its server takes; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(state, 'other'), count(*), current_setting('max_connections')::int"
            " FROM pg_stat_activity WHERE datname = current_database() GROUP BY 1 ORDER BY 1"
        )
        rows = cursor.fetchall()
    return {state: number for state, number, _most in rows}, rows[0][2]


def queue_length() -> int:
    """Messages that wait for a worker. Raises RedisError, OSError where the broker is silent."""
    if settings.REDIS_URL:
        with Redis.from_url(settings.REDIS_URL, socket_timeout=2, socket_connect_timeout=2) as client:
            return int(client.llen(QUEUE))  # type: ignore[arg-type]
    folder = Path(settings.CELERY_BROKER_TRANSPORT_OPTIONS["data_folder_in"])
    return sum(1 for _ in folder.iterdir())


def _one(name: str, said: str, value: float) -> Metric:
    figure = GaugeMetricFamily(name, said)
    figure.add_metric([], value)
    return figure
