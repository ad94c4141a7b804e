"""Who reads (读者): a user by number, the product itself, or nobody. PostgreSQL is told with the day, and knows nothing else of a request.

A connection nobody spoke for reads as the process does: commands and workers as the product, everything else as nobody. What was told within a
transaction is forgotten by PostgreSQL where that is rolled back, and is then what it was when the transaction began, as here.
"""

import threading
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
from django.db import connection
from psycopg.pq import TransactionStatus

from core import clock

NOBODY, PRODUCT = "", "*"
TELL = "SELECT set_config('supervision.reader', %s, false), set_config('supervision.day', %s, false)"


class _Process:
    """As whom this process reads where nobody was named; and, in each thread, who was."""

    default = NOBODY
    threads = threading.local()


def read_as_product_by_default() -> None:
    """For commands, workers, beat: what they do is done for everybody. Never in a process that answers requests."""
    _Process.default = PRODUCT


def reader() -> str:
    """Who reads in this thread."""
    named: str | None = getattr(_Process.threads, "reader", None)
    return _Process.default if named is None else named


@contextmanager
def reading_as(name: str) -> Iterator[None]:
    """Read and write as `name` within, and then again as before."""
    before: str | None = getattr(_Process.threads, "reader", None)
    try:
        change_reader(name)
        yield
    finally:
        _Process.threads.reader = before
        _tell(connection)


@contextmanager
def as_product(why: str) -> Iterator[None]:
    """Look wider than the user who asks, for these lines alone, because of `why`; also around a whole function. What is read lazily must be read
    within. Every use stands in tests/core/test_rows.py.
    """
    assert why
    with reading_as(PRODUCT):
        yield


def change_reader(name: str) -> None:
    """From now on `name` reads, until the `reading_as` around this ends."""
    _Process.threads.reader = name
    _tell(connection)


def tell_new_connection(connection: Any, **_: Any) -> None:
    """Tell a connection that was just made; the receiver of Django's signal."""
    _tell(connection)


def _tell(database: Any) -> None:
    raw = database.connection
    if raw is None or raw.closed or raw.info.transaction_status == TransactionStatus.INERROR:
        return  # what is made next is told then; what failed is rolled back to what was told before it
    try:
        raw.execute(TELL, [reader(), clock.today().isoformat()])
    except psycopg.OperationalError:
        database.close()  # it may have been told or not: nobody uses it any more
