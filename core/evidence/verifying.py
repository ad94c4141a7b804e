"""Finding what does not fit: rows against their notes, rows against their newest version, entries against their roots, roots against their chain.

Everything takes time in proportion to rows and entries: the tables by one statement each, the tree by one pass over the entries.
"""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.apps import apps
from django.db import connection, transaction
from django.db.models import Exists, F, OuterRef

from core.evidence import hashing
from core.evidence.faults import Fault, Kind
from core.evidence.models import EvidenceBatch, EvidenceDay, EvidenceEntry
from core.evidence.sealing import batch_before, batch_of, entries_of
from core.evidence.tables import Table, as_text, columns_of, evidenced
from core.evidence.triggers import body, function_of, functions, triggers, wanted_triggers
from rulebook.evidence import TOMBSTONES

VERIFICATION = "verification-of-evidence"  # as its runs are noted
AT_ONCE = 2000  # entries fetched together

# The newest note of a row, sealed or not, against the row as it stands, in one look. A row entered by the day may still wait for its day.
ROWS = """
WITH notes AS (
    SELECT key, kind, digest, false AS unsealed, number FROM core_evidenceentry WHERE name = %(name)s {of_notes}
    UNION ALL SELECT key, kind, digest, true, id FROM core_pendingevidence WHERE name = %(name)s {of_notes}
), newest AS (
    SELECT DISTINCT ON (key) key, kind, digest FROM notes ORDER BY key, unsealed DESC, number DESC
), standing AS (
    SELECT n."{key}"::text AS key, {digest} AS digest FROM {table} n {of_rows}
)
SELECT key, CASE WHEN standing.digest IS NULL THEN 'deleted' WHEN newest.digest IS NULL THEN 'inserted' ELSE 'changed' END
FROM newest FULL JOIN standing USING (key)
WHERE CASE
    WHEN standing.digest IS NULL THEN newest.kind <> 'd'
    WHEN newest.digest IS NULL THEN {noted_at_once}
    ELSE newest.kind = 'd' OR newest.digest <> standing.digest
END
ORDER BY key
"""
VERSIONS = """
SELECT n."{key}"::text FROM {table} n JOIN LATERAL (
    SELECT * FROM {history} v WHERE v."{key}" = n."{key}" ORDER BY v.history_id DESC LIMIT 1
) v ON true
WHERE ({of_row}) IS DISTINCT FROM ({of_version}) AND {begun} {of_rows} ORDER BY 1
"""
TOUCHED = """
SELECT DISTINCT name, key FROM (
    SELECT name, key, kind FROM core_evidenceentry UNION ALL SELECT name, key, kind FROM core_pendingevidence
) e JOIN unnest(%(names)s::text[], %(labels)s::text[]) kept(name, label) USING (name)
WHERE kind = 'u' OR (kind = 'd' AND NOT EXISTS (SELECT FROM {stones} s WHERE s."table" = kept.label AND s.key = e.key))
ORDER BY 1, 2
"""
BY_OTHERS = """
SELECT DISTINCT name, key FROM (
    SELECT name, key, kind, role FROM core_evidenceentry UNION ALL SELECT name, key, kind, role FROM core_pendingevidence
) e WHERE kind <> 'm' AND role <> %s ORDER BY 1, 2
"""
# What the product's own migrations declare as only ever added to, or deleted by an approved list alone.
ONLY_ADDED = """
SELECT tgrelid::regclass::text FROM pg_trigger JOIN pg_proc ON pg_proc.oid = tgfoid
WHERE (proname = 'core_refuse_change' OR tgname = 'only_added') AND tgqual IS NULL AND tgattr = '' AND tgtype & 24 = 24
"""


def faults(*, since: date | None = None) -> Iterator[Fault]:
    """Everything that does not fit; with `since`, of entries and batches only those from that day on."""
    with transaction.atomic(), connection.cursor() as cursor:
        as_text(cursor)
        columns = columns_of(cursor)
        tables = list(evidenced())
        yield from _switched_off(cursor, tables, columns)
        for table in tables:
            yield from _rows(cursor, table, columns)
        yield from _touched(cursor, tables)
    yield from _sealed(since)


def faults_of(table: Table, key: str) -> Iterator[Fault]:
    """What does not fit about one row: the row, its versions, its entries and the batches they lie in. Few hashes, however many entries there are."""
    with transaction.atomic(), connection.cursor() as cursor:
        as_text(cursor)
        yield from _rows(cursor, table, columns_of(cursor), key=key)
    for entry in EvidenceEntry.objects.filter(name=table.name, key=key):
        batch = batch_of(entry)
        if batch is None:
            yield _of_entry(entry.number, Kind.ENTRY_ADDED)
        else:
            yield from _batch(batch, batch_before(batch))


def unknown(root: str) -> Iterator[Fault]:
    """Whether a root somebody kept is one of ours; found where the whole chain was written anew."""
    known = {bytes(one).hex() for one in EvidenceDay.objects.values_list("root", flat=True)}
    if root.lower() not in known:
        yield Fault("core_evidenceday", str(EvidenceDay._meta.verbose_name), root, Kind.UNKNOWN_ROOT)


def by_others(role: str) -> Iterator[Fault]:
    """Rows that another PostgreSQL role than the running product's wrote, upgrades aside; found with every trigger left on."""
    words = {table.name: table.words for table in evidenced()}
    with connection.cursor() as cursor:
        cursor.execute(BY_OTHERS, [role])
        for name, key in cursor.fetchall():
            yield Fault(name, words.get(name, name), key, Kind.OTHER_ROLE)


def _switched_off(cursor: Any, tables: list[Table], columns: dict[str, list[str]]) -> Iterator[Fault]:
    standing, made = triggers(cursor), functions(cursor)
    for table in tables:
        for name, trigger in sorted(wanted_triggers(table) - standing):
            yield Fault(name, table.words, trigger, Kind.TRIGGER)
        if made.get(function_of(table)) != body(table, columns[table.name]):
            yield Fault(table.name, table.words, function_of(table), Kind.TRIGGER)


def _rows(
    cursor: Any, table: Table, columns: dict[str, list[str]], key: str | None = None
) -> Iterator[Fault]:
    own = f'AND n."{table.key}"::text = %(key)s' if key else ""
    told = {"name": table.name, "key": key}
    cursor.execute(
        ROWS.format(
            key=table.key, table=table.name, digest=table.digest("n", columns[table.name]), of_notes="AND key = %(key)s" if key else "",
            of_rows=own.replace("AND", "WHERE", 1), noted_at_once="false" if table.by_day else "true",
        ),
        told,
    )  # fmt: skip
    for found, kind in cursor.fetchall():
        yield Fault(table.name, table.words, found, Kind(kind))
    if table.history is not None:
        of_row, of_version = (
            ", ".join(f'{row}."{column}"' for column in table.versioned) for row in ("n", "v")
        )
        history = table.history._meta.db_table
        cursor.execute(
            VERSIONS.format(
                key=table.key,
                table=table.name,
                history=history,
                of_row=of_row,
                of_version=of_version,
                of_rows=own,
                begun=table.versions_begun("n", "v"),
            ),
            told,
        )
        for (found,) in cursor.fetchall():
            yield Fault(table.name, table.words, found, Kind.PAST_VERSIONS)


def _touched(cursor: Any, tables: list[Table]) -> Iterator[Fault]:
    cursor.execute(ONLY_ADDED)
    named = {name for (name,) in cursor.fetchall()}
    kept = {table.name: table for table in tables if table.is_history or table.name in named}
    cursor.execute(
        TOUCHED.format(stones=apps.get_model(TOMBSTONES)._meta.db_table),
        {"names": list(kept), "labels": [table.label for table in kept.values()]},
    )
    for name, key in cursor.fetchall():
        yield Fault(name, kept[name].words, key, Kind.VERSION_TOUCHED)


def _sealed(since: date | None) -> Iterator[Fault]:
    batches = EvidenceBatch.objects.order_by("number")
    if since:
        batches = batches.filter(day__gte=since)
    first = batches.first()
    before = (
        EvidenceBatch.objects.filter(number__lt=first.number).order_by("number").last()
        if first and since
        else None
    )
    for batch in batches.iterator(AT_ONCE):
        yield from _batch(batch, before)
        before = batch
    end = before.end if before else 1
    # In one look: what was sealed while we read lies in a batch of its own.
    sealed = EvidenceBatch.objects.filter(
        first__lte=OuterRef("number"), first__gt=OuterRef("number") - F("count")
    )
    loose = EvidenceEntry.objects.filter(~Exists(sealed), number__gte=end)
    for number in loose.values_list("number", flat=True):
        yield _of_entry(number, Kind.ENTRY_ADDED)
    yield from _days(since)


def _batch(batch: EvidenceBatch, before: EvidenceBatch | None) -> Iterator[Fault]:
    """The entries of a batch against its root, the batch against the one before."""
    leaves = []
    found = {entry.number: entry for entry in entries_of(batch)}
    for number in range(batch.first, batch.end):
        entry = found.get(number)
        if entry is None:
            yield _of_entry(number, Kind.ENTRY_MISSING)
            continue
        leaf = hashing.leaf(
            batch.algorithm,
            number,
            entry.name,
            entry.key,
            entry.kind,
            bytes(entry.digest),
            entry.role,
            bytes(entry.salt),
        )
        if leaf != bytes(entry.leaf):
            yield _of_entry(number, Kind.ENTRY_CHANGED)
        leaves.append(leaf)
    if not leaves or hashing.root(batch.algorithm, leaves) != bytes(batch.root):
        yield _of_batch(batch, Kind.ROOT)
    number, first = (before.number + 1, before.end) if before else (1, 1)
    link = hashing.link(
        batch.algorithm, bytes(before.chained) if before else hashing.START, bytes(batch.root), batch.number, batch.first, batch.count,
        batch.sealed_at,
    )  # fmt: skip
    if (batch.number, batch.first) != (number, first) or link != bytes(batch.chained):
        yield _of_batch(batch, Kind.CHAIN)


def _days(since: date | None) -> Iterator[Fault]:
    chained: dict[date, list[EvidenceBatch]] = {}
    for batch in EvidenceBatch.objects.order_by("number").defer("root"):
        chained.setdefault(batch.day, []).append(batch)
    days: Iterable[EvidenceDay] = EvidenceDay.objects.order_by("day")
    for one in days:
        batches = chained.get(one.day, [])
        fits = batches and (one.first, one.batches, one.entries, bytes(one.root)) == (
            batches[0].number,
            len(batches),
            sum(batch.count for batch in batches),
            hashing.root(one.algorithm, [bytes(batch.chained) for batch in batches]),
        )
        if not fits and (since is None or one.day >= since):
            yield Fault("core_evidenceday", str(EvidenceDay._meta.verbose_name), str(one.day), Kind.DAY)


def _of_entry(number: int, kind: Kind) -> Fault:
    return Fault("core_evidenceentry", str(EvidenceEntry._meta.verbose_name), str(number), kind)


def _of_batch(batch: EvidenceBatch, kind: Kind) -> Fault:
    return Fault("core_evidencebatch", str(EvidenceBatch._meta.verbose_name), str(batch.number), kind)
