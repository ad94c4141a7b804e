"""Sealing (封存): what was noted is numbered, put into batches under a root each, and every root is chained to the last.

A note that is not committed yet is not seen, and taken the next time: nothing is skipped, because what was taken is deleted from the notes, and no
number is given before. Within a sealing the notes are ordered by table and row, not by when they came: minutes are all an entry tells.
"""

import secrets
from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db import connection, transaction
from django.db.models import Max, QuerySet, Sum
from django.utils import timezone

from core.evidence import hashing
from core.evidence.models import EvidenceBatch, EvidenceDay, EvidenceEntry
from core.evidence.tables import as_text, columns_of, evidenced
from core.evidence.triggers import INTO
from core.locking import EVIDENCE, hold
from rulebook.evidence import BATCH

AT_ONCE = 64 * BATCH  # notes in one transaction
SALT = 16  # bytes
Note = tuple[int, str, str, str, bytes, str]

TAKE = f"""
WITH taken AS (
    DELETE FROM core_pendingevidence WHERE id IN (SELECT id FROM core_pendingevidence ORDER BY id LIMIT {AT_ONCE})
    RETURNING id, name, key, kind, digest, role
) SELECT * FROM taken ORDER BY name, key, id
"""
KEEP = "COPY core_evidenceentry (number, name, key, kind, digest, role, salt, leaf) FROM STDIN"


def seal(*, at: datetime) -> int:
    """Seal what was noted and committed so far; how many entries."""
    sealed = 0
    while True:
        with transaction.atomic(), connection.cursor() as cursor:
            hold(EVIDENCE)
            cursor.execute(TAKE)
            notes = cursor.fetchall()
            for begin in range(0, len(notes), BATCH):
                _batch(cursor, notes[begin : begin + BATCH], at)
        sealed += len(notes)
        if len(notes) < AT_ONCE:
            return sealed


def close_days(*, before: date) -> list[EvidenceDay]:
    """Give every day before `before` that has batches its root; those that had none."""
    with transaction.atomic():
        hold(EVIDENCE)
        last = EvidenceDay.objects.aggregate(last=Max("day"))["last"] or date.min
        open_days = EvidenceBatch.objects.filter(day__gt=last, day__lt=before).order_by("day")
        closed = [_day(day) for day in open_days.values_list("day", flat=True).distinct()]
        return EvidenceDay.objects.bulk_create(closed)


def note_by_day(*, on: date) -> int:
    """Note the rows from before the day `on` of those tables that are entered by the day; how many."""
    with transaction.atomic(), connection.cursor() as cursor:
        as_text(cursor)
        columns, noted = columns_of(cursor), 0
        for table in evidenced():
            if table.by_day:
                cursor.execute(
                    f"{INTO} '{table.name}', n.\"{table.key}\"::text, 'i', {table.digest('n', columns[table.name])}, session_user "
                    f'FROM {table.name} n WHERE n."{table.by_day.day}" < %s AND NOT EXISTS (SELECT FROM '
                    f"(SELECT name, key FROM core_evidenceentry UNION ALL SELECT name, key FROM core_pendingevidence) e "
                    f"WHERE e.name = '{table.name}' AND e.key = n.\"{table.key}\"::text)",
                    [on],
                )
                noted += cursor.rowcount
        return noted


def _batch(cursor: Any, notes: Sequence[Note], at: datetime) -> None:
    algorithm = settings.EVIDENCE_DIGEST
    last = EvidenceBatch.objects.order_by("number").last()
    number, first = (last.number + 1, last.end) if last else (1, 1)
    leaves = []
    with cursor.copy(KEEP) as copy:
        for place, (_id, name, key, kind, row, role) in enumerate(notes, first):
            salt = secrets.token_bytes(SALT)
            leaves.append(hashing.leaf(algorithm, place, name, key, kind, bytes(row), role, salt))
            copy.write_row((place, name, key, kind, bytes(row), role, salt, leaves[-1]))
    root = hashing.root(algorithm, leaves)
    before = bytes(last.chained) if last else hashing.START
    EvidenceBatch.objects.create(
        number=number, first=first, count=len(leaves), algorithm=algorithm, root=root, sealed_at=at, day=timezone.localdate(at),
        chained=hashing.link(algorithm, before, root, number, first, len(leaves), at),
    )  # fmt: skip


def _day(day: date) -> EvidenceDay:
    batches = EvidenceBatch.objects.filter(day=day).order_by("number")
    chained = [bytes(one) for one in batches.values_list("chained", flat=True)]
    first, last = batches[0], batches.last()
    assert last is not None
    return EvidenceDay(
        day=day, first=first.number, batches=len(chained), entries=batches.aggregate(all=Sum("count"))["all"],
        algorithm=last.algorithm, root=hashing.root(last.algorithm, chained),
    )  # fmt: skip


def entries_of(batch: EvidenceBatch) -> "QuerySet[EvidenceEntry]":
    """The entries that lie in a batch, in their order."""
    return EvidenceEntry.objects.filter(number__gte=batch.first, number__lt=batch.end).order_by("number")


def batch_of(entry: EvidenceEntry) -> EvidenceBatch | None:
    """The batch an entry lies in; None where it lies in none."""
    batch = EvidenceBatch.objects.filter(first__lte=entry.number).order_by("-first").first()
    return batch if batch is not None and entry.number < batch.end else None


def batch_before(batch: EvidenceBatch) -> EvidenceBatch | None:
    """The batch whose chained value it goes on from; None for the first."""
    return EvidenceBatch.objects.filter(number=batch.number - 1).first()
