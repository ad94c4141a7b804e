"""Ballots as voters cast them, and what a reader of the whole database has of it."""

from typing import Any

from django.conf import settings
from django.db import connection
from redis import Redis

from appraisals.models import Poll
from appraisals.services.pools import Ballot, questions_of
from appraisals.services.voting import cast_ballot
from tests.today import DAY

SYSTEM = "t.xmin::text, t.xmax::text, t.ctid::text, t::text"


def marks_of(poll: Poll, place: int = 0) -> dict[str, str]:
    """A grade for every question: the one at `place`."""
    return {one.key: one.scale.grades[place][0].value for one in questions_of(poll)}


def cast(poll: Poll, code: str, place: int = 0, remark: str = "") -> None:
    """Cast a ballot that says the same to every question."""
    cast_ballot(code=code, ballot=Ballot(marks_of(poll, place), remark), on=DAY)


def form_of(poll: Poll, code: str, place: int = 0, remark: str = "") -> dict[str, str]:
    """The same as a browser sends it."""
    return marks_of(poll, place) | {"code": code, "remark": remark}


def rows_with_system_columns() -> dict[str, list[tuple[Any, ...]]]:
    """Every live row of every table in the order in which it lies there, with the transaction that wrote it and its place."""
    found = {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'")
        for (table,) in sorted(cursor.fetchall()):
            if table == "organisation_division":
                continue
            cursor.execute(f'SELECT {SYSTEM} FROM "{table}" t ORDER BY t.ctid')
            found[table] = cursor.fetchall()
    return found


def as_they_lie(table: str, column: str, poll: Poll | None = None) -> list[Any]:
    """The values of a column in the order in which the rows lie in the table; of one poll, or all."""
    where, values = ("WHERE poll_id = %s", [poll.pk]) if poll else ("", [])
    with connection.cursor() as cursor:
        cursor.execute(f'SELECT "{column}" FROM "{table}" {where} ORDER BY ctid', values)
        return [bytes(one) if isinstance(one, memoryview) else one for (one,) in cursor.fetchall()]


def kept_in_redis() -> dict[str, str]:
    """Everything Redis holds."""
    with Redis.from_url(settings.REDIS_URL) as client:
        return {key.decode(): str(client.dump(key)) for key in sorted(client.keys("*"))}
