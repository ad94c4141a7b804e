"""What somebody does to the database who may switch every trigger off."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import connection, transaction


@contextmanager
def past_the_product() -> Iterator[Callable[..., None]]:
    """SQL as they run it; afterwards the triggers are on again."""
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        yield cursor.execute
        cursor.execute("SET LOCAL session_replication_role = origin")
