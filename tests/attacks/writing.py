"""What a request writes: every statement that changes a row, with its values, and undone again."""

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import datetime
from typing import Any

from django.db import connection, transaction

CHANGES = re.compile(r"^\s*(?:INSERT INTO|UPDATE|DELETE FROM) \"?(\w+)\"?", re.I)
# What is noted of whoever asks, whatever they ask.
ASIDE = {"django_session", "accounts_loginsession", "cache_entries"}
TIME = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d(:\d\d)?(\.\d+)?([+-]\d\d:?\d\d|Z)?")
CHANCE = re.compile(
    r"(?<=干预2026-)\d+|md5\$\w+\$|\b[0-9a-f]{32,64}\b|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"
)
Write = tuple[str, tuple[str, ...]]


@contextmanager
def written() -> Iterator[list[Write]]:
    """The statements that change rows while it is open; those that find none change nothing."""
    found: list[Write] = []

    def note(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: Any) -> Any:
        match = CHANGES.match(str(sql))
        result = execute(sql, params, many, context)
        if match and match[1] not in ASIDE and context["cursor"].rowcount:
            found.append((str(sql), tuple(map(_steady, params or ()))))
        return result

    with connection.execute_wrapper(note):
        yield found


def _steady(value: Any) -> str:
    """A value without what differs from one second, or one chance, to the next."""
    value = getattr(value, "obj", value)  # what the driver wraps
    if isinstance(value, bytes | memoryview):
        return "bytes"  # what is locked is locked otherwise each time
    if isinstance(value, datetime):
        return "time"
    return CHANCE.sub("chance", TIME.sub("time", str(value)))


@contextmanager
def undone() -> Iterator[None]:
    """What is done meanwhile is done to nothing: rows and the next numbers are as they were."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
        before = dict(cursor.fetchall())
    mark = transaction.savepoint()
    try:
        yield
    finally:
        transaction.savepoint_rollback(mark)
        connection.run_on_commit = []
        with connection.cursor() as cursor:
            cursor.execute("SELECT sequencename, last_value FROM pg_sequences WHERE last_value IS NOT NULL")
            moved = [name for name, value in cursor.fetchall() if before.get(name) != value]
            for name in moved:
                cursor.execute("SELECT setval(%s, %s, %s)", [name, before.get(name, 1), name in before])
