"""A proof (存证证明): what an outsider needs to see that a row was sealed under a root, and nothing about any other row.

Form 1, JSON: `record` is the row's text as it stands now, whose SHA-256 is the entry's digest; `entry` the entry's fields in the order they are hashed;
`path` leads from its leaf to the batch's `root`; `batch` with that root makes the chained value; `day` leads from there to the root of the day.
"""

from typing import Any

from django.db import connection, transaction

from core.evidence import hashing
from core.evidence.models import EvidenceBatch, EvidenceDay, EvidenceEntry
from core.evidence.sealing import batch_before, batch_of, entries_of
from core.evidence.tables import Table, as_text, columns_of

FORM = 1
Proof = dict[str, Any]


class NotSealed(Exception):
    """There is nothing to prove: no such row was noted, or its newest note is not sealed yet. Says which in Chinese."""


def prove(table: Table, key: str) -> Proof:
    """The proof of the newest sealed entry of a row. Raises NotSealed."""
    entry = EvidenceEntry.objects.filter(name=table.name, key=key).order_by("-number").first()
    if entry is None:
        raise NotSealed(f"{table.label}:{key} 没有已封存的存证")
    batch = batch_of(entry)
    if batch is None:
        raise NotSealed(f"存证 {entry.number} 不属于任何批次")
    leaves = [bytes(leaf) for leaf in entries_of(batch).values_list("leaf", flat=True)]
    before = batch_before(batch)
    return {
        "form": FORM,
        "record": _text(table, key),
        "algorithm": batch.algorithm,
        "entry": [entry.number, entry.name, entry.key, entry.kind, *_hex(entry.digest), entry.role, *_hex(entry.salt)],
        "path": _steps(hashing.path(batch.algorithm, leaves, entry.number - batch.first)),
        "root": bytes(batch.root).hex(),
        "batch": [
            bytes(before.chained).hex() if before else "", bytes(batch.root).hex(), batch.number, batch.first, batch.count,
            hashing.moment(batch.sealed_at),
        ],
        "chained": bytes(batch.chained).hex(),
        "day": _day(batch),
    }  # fmt: skip


def _day(batch: EvidenceBatch) -> Proof | None:
    """The way to the root of its day; None while that day is not over."""
    day = EvidenceDay.objects.filter(day=batch.day).first()
    if day is None:
        return None
    chained = EvidenceBatch.objects.filter(
        number__gte=day.first, number__lt=day.first + day.batches
    ).order_by("number")
    values = [bytes(one) for one in chained.values_list("chained", flat=True)]
    path = hashing.path(day.algorithm, values, batch.number - day.first)
    return {
        "day": str(day.day),
        "algorithm": day.algorithm,
        "path": _steps(path),
        "root": bytes(day.root).hex(),
    }


def _text(table: Table, key: str) -> str | None:
    """The row as it is hashed; None where it was deleted."""
    with transaction.atomic(), connection.cursor() as cursor:
        as_text(cursor)
        text = table.text("n", columns_of(cursor)[table.name])
        cursor.execute(f'SELECT {text} FROM {table.name} n WHERE n."{table.key}"::text = %s', [key])
        found = cursor.fetchone()
    return found[0] if found else None


def _steps(path: hashing.Path) -> list[list[str]]:
    return [[side, value.hex()] for side, value in path]


def _hex(*values: Any) -> list[str]:
    return [bytes(value).hex() for value in values]
