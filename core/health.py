"""What an operator's monitor asks: does the process live, and is everything there that it needs. Nothing told here is secret."""

import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from django.db.migrations.recorder import MigrationRecorder
from django.db.models import Count, Max
from redis import Redis, RedisError

from core.models import Heartbeat

UP, DOWN = "up", "down"
FRESH = timedelta(minutes=2)
PARTS = ("worker", "beat")
LEAST_FREE = 512 * 1024 * 1024  # bytes; below that an upload or PostgreSQL itself soon finds no room
ANSWERS_WITHIN = 2  # seconds


@dataclass(frozen=True, slots=True)
class Applied:
    """How many migrations the database has, and when the last came; None where it has none."""

    number: int
    last: datetime | None


def readiness(at: datetime) -> dict[str, str]:
    """Every part with `up` or `down`, as seen at `at`; what cannot be asked without the database is then left out."""
    parts = {"web": UP, "disk": _told(has_room)}
    if settings.REDIS_URL:
        parts["redis"] = _told(redis_answers)
    try:
        seen = signs_of_life()
    except DatabaseError:
        # Without its tables the product is as little ready as without its server.
        return parts | {"database": DOWN}
    return parts | {"database": UP, "migrations": _told(is_migrated)} | living(seen, at)


def signs_of_life() -> dict[str, datetime]:
    """When each part that works beside the web last showed that it lives."""
    return dict(Heartbeat.objects.values_list("name", "at"))


def living(seen: Mapping[str, datetime], at: datetime) -> dict[str, str]:
    """Worker and scheduler with `up` or `down`, by their signs of life."""
    return {name: _word(name in seen and at - seen[name] < FRESH) for name in PARTS}


def is_migrated() -> bool:
    """Whether the database has every migration of this release; a yes is remembered by this process, for it stays true."""
    return not open_migrations()


def open_migrations() -> int:
    """How many migrations of this release the database lacks; that it lacks none is remembered by this process."""
    global _migrated  # noqa: PLW0603 - a release's migrations do not change while its process lives
    if _migrated:
        return 0
    executor = MigrationExecutor(connection)
    lacking = len(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    _migrated = not lacking
    return lacking


def applied_migrations() -> Applied:
    """What the database says of its migrations; one query."""
    found = MigrationRecorder.Migration.objects.aggregate(number=Count("pk"), last=Max("applied"))
    return Applied(found["number"], found["last"])


def has_room() -> bool:
    """Whether the disk of the uploads takes some more."""
    return free_at(upload_folder()) > LEAST_FREE


def upload_folder() -> Path:
    """Where what is uploaded lies."""
    return Path(default_storage.location)  # type: ignore[attr-defined]


def free_at(folder: Path) -> int:
    """Bytes free on the disk on which `folder` lies, or will lie. Raises OSError."""
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free


def database_folder() -> Path | None:
    """Where the database lies, where it lies on this machine and tells; one query."""
    host = str(connection.settings_dict["HOST"])
    with connection.cursor() as cursor:
        # Others than those who may read all settings would be refused.
        cursor.execute(
            "SELECT CASE WHEN pg_has_role('pg_read_all_settings', 'USAGE') THEN current_setting('data_directory') END"
        )
        (folder,) = cursor.fetchone()
    is_here = not host or host.startswith("/") or host in {"localhost", "127.0.0.1", "::1"}
    return Path(folder) if folder and is_here else None


def redis_answers() -> bool:
    """Whether Redis answers soon."""
    client = Redis.from_url(
        settings.REDIS_URL, socket_timeout=ANSWERS_WITHIN, socket_connect_timeout=ANSWERS_WITHIN
    )
    with client:
        return bool(client.ping())


_migrated = False


def _told(ask: Callable[[], bool]) -> str:
    try:
        return _word(ask())
    except (OSError, RedisError, DatabaseError):
        return DOWN


def _word(is_up: bool) -> str:
    return UP if is_up else DOWN
