"""Deleting what is due: rows and files go in batches, each row leaving its tombstone in the same statement.

Whether a row is due, and free of holds, is asked by the statement that deletes it. Holds are placed under the same lock (core.locking.RETENTION),
so that from the moment one stands nothing of its subject goes.
"""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django.core.files.storage import default_storage
from django.db import connection, transaction

from core import locking
from core.models import Job
from retention.models import DestructionList
from retention.selectors.due import DIGEST, HELD, TABLES, Table, days_of, deleted_rules, free, keyed, named
from rulebook.retention import RetentionRule

BATCH = 5000  # rows one transaction deletes


def delete_due(*, on: date) -> dict[str, int]:
    """Delete everything that goes by itself and is due on `on`; how many of each rule. One statement a table and batch."""
    gone: dict[str, int] = {}
    for rule in deleted_rules():
        if not rule.listed:
            gone[rule.key] = sum(_empty(TABLES[label], rule, on) for label in rule.tables)
    return gone


def _empty(table: Table, rule: RetentionRule, on: date) -> int:
    total = 0
    while True:
        deleted = _batch(table, rule, on)
        total += deleted
        if deleted < BATCH:
            return total


@transaction.atomic
def _batch(table: Table, rule: RetentionRule, on: date) -> int:
    locking.hold(locking.RETENTION)
    due = f"SELECT t.{table.key} FROM {table.name} t WHERE {table.due} AND {free(table)} LIMIT {BATCH} FOR UPDATE OF t SKIP LOCKED"
    return _delete(table, rule, due, days_of(rule, on))


def delete_listed(of: DestructionList, rule: RetentionRule, on: date) -> int:
    """Delete what the approved list names, as far as it is still due, free of holds, and as it was listed; how many. Within a transaction."""
    locking.hold(locking.RETENTION)
    total = 0
    for label in rule.tables:
        table = TABLES[label]
        due = f"""SELECT t.{table.key} FROM {table.name} t
            JOIN retention_destructionitem i ON i.list_id = %(list)s AND i."table" = '{label}' AND i.key = t.{table.key}::text
            WHERE i.digest = {DIGEST.format(row="t")} AND {table.due} AND {free(table)} FOR UPDATE OF t"""
        total += _delete(table, rule, due, days_of(rule, on) | {"list": of.pk})
    return total


def _delete(table: Table, rule: RetentionRule, due: str, values: dict[str, Any]) -> int:
    children = "".join(
        f", child_{at} AS (DELETE FROM {named(child)} c USING due WHERE c.{column} = due.{table.key} RETURNING c.*)"
        for at, (child, column) in enumerate(table.children)
    )
    stones = " UNION ALL ".join((
        _stones(table.label, "gone"), *(_stones(child, f"child_{at}") for at, (child, _) in enumerate(table.children)),
    ))  # fmt: skip
    statement = f"""WITH {HELD}, due AS ({due}){children},
        gone AS (DELETE FROM {table.name} t USING due WHERE t.{table.key} = due.{table.key} RETURNING t.*),
        stones AS (INSERT INTO retention_tombstone ("table", key, rule, digest, deleted_on, list_id) {stones})
        SELECT {f"gone.{table.file}" if table.file else "''"} FROM gone"""
    with connection.cursor() as cursor:
        cursor.execute(statement, {"list": None, "rule": rule.key} | values)
        files = [name for (name,) in cursor.fetchall()]
    _forget_files(name for name in files if name)
    return len(files)


def _stones(label: str, rows: str) -> str:
    """What is left of `rows` of a table: a line each."""
    return f"SELECT '{label}', {rows}.{keyed(label)}::text, %(rule)s, {DIGEST.format(row=rows)}, %(on)s, %(list)s::bigint FROM {rows}"


def _forget_files(names: Iterable[str]) -> None:
    """Delete files no other job needs, once the rows are gone for good."""
    left = set(names)
    left -= set(Job.objects.filter(file__in=left).values_list("file", flat=True)) if left else set()

    def forget() -> None:
        for name in sorted(left):
            default_storage.delete(name)

    if left:
        transaction.on_commit(forget)
