"""What an operator's monitor asks: does the process live, and is everything there that it needs. Nothing told here is secret."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.core.files.storage import default_storage
from django.db import DatabaseError, connection
from django.db.migrations.executor import MigrationExecutor
from redis import Redis, RedisError

from core.models import Heartbeat

UP, DOWN = "up", "down"
FRESH = timedelta(minutes=2)
PARTS = ("worker", "beat")
LEAST_FREE = 512 * 1024 * 1024  # bytes; below that an upload or PostgreSQL itself soon finds no room
ANSWERS_WITHIN = 2  # seconds


def readiness(at: datetime) -> dict[str, str]:
    """Every part with `up` or `down`, as seen at `at`; what cannot be asked without the database is then left out."""
    parts = {"web": UP, "disk": _told(has_room)}
    if settings.REDIS_URL:
        parts["redis"] = _told(redis_answers)
    try:
        seen = dict(Heartbeat.objects.values_list("name", "at"))
    except DatabaseError:
        # Without its tables the product is as little ready as without its server.
        return parts | {"database": DOWN}
    beats = {name: _word(name in seen and at - seen[name] < FRESH) for name in PARTS}
    return parts | {"database": UP, "migrations": _told(is_migrated)} | beats


def is_migrated() -> bool:
    """Whether the database has every migration of this release; a yes is remembered by this process, for it stays true."""
    global _migrated  # noqa: PLW0603 - a release's migrations do not change while its process lives
    if not _migrated:
        executor = MigrationExecutor(connection)
        _migrated = not executor.migration_plan(executor.loader.graph.leaf_nodes())
    return _migrated


def has_room() -> bool:
    """Whether the disk of the uploads takes some more."""
    folder = Path(default_storage.location)  # type: ignore[attr-defined]
    while not folder.exists():
        folder = folder.parent
    return shutil.disk_usage(folder).free > LEAST_FREE


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
