"""Evidence: what somebody changes, deletes, inserts or reorders in PostgreSQL itself is found and named."""

import json
from datetime import timedelta
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from core.clock import now, today
from core.evidence import hashing
from core.evidence.faults import Kind
from core.evidence.sealing import close_days, seal
from core.evidence.tables import every_model, evidenced, table_of
from core.evidence.triggers import install
from core.evidence.verifying import faults, faults_of, unknown
from core.ledger import record
from core.models import Event, EvidenceBatch, EvidenceDay, EvidenceEntry
from organisation.models import Person
from rulebook.evidence import BATCH, BY_DAY, EXCEPTED, OMITTED, WITHOUT_VERSION
from tests import factories
from tests.tampering import past_the_product

pytestmark = pytest.mark.django_db


def sql(statement: str, *values: Any) -> None:
    """SQL as somebody runs it who leaves the triggers alone."""
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))


def named() -> set[tuple[str, str, str]]:
    return {(fault.table, fault.key, fault.kind) for fault in faults()}


@pytest.fixture
def people() -> list[Person]:
    """Some people and what was done, sealed."""
    made = [factories.make_person(f"赵一{number}") for number in range(5)]
    for person in made:
        record("test.done", by=None, target=person)
    seal(at=now())
    return made


def test_what_the_product_wrote_fits(people: list[Person]):
    people[0].name = "改名"
    people[0].save()
    people[1].delete()
    assert named() == set()
    seal(at=now())
    assert named() == set()


def test_a_changed_record_is_found(people: list[Person]):
    with past_the_product() as run:
        run("UPDATE organisation_person SET name = '他人' WHERE id = %s", [people[2].pk])
    found = ("organisation_person", str(people[2].pk))
    assert named() == {(*found, Kind.CHANGED), (*found, Kind.PAST_VERSIONS)}


def test_a_deleted_record_is_found(people: list[Person]):
    with past_the_product() as run:
        run("DELETE FROM organisation_person WHERE id = %s", [people[2].pk])
    assert named() == {("organisation_person", str(people[2].pk), Kind.DELETED)}


def test_an_inserted_record_is_found(people: list[Person]):
    with past_the_product() as run:
        run(
            'INSERT INTO organisation_person SELECT (jsonb_populate_record(p, \'{"id": 999999, "staff_no": "SJ999999"}\')).* '
            "FROM organisation_person p WHERE id = %s",
            [people[2].pk],
        )
    assert ("organisation_person", "999999", Kind.INSERTED) in named()


def test_reordered_records_are_both_found(people: list[Person]):
    first, second = people[0].pk, people[1].pk
    with past_the_product() as run:
        run("UPDATE organisation_person SET id = -id WHERE id IN (%s, %s)", [first, second])
        run(
            "UPDATE organisation_person SET id = CASE id WHEN %s THEN %s ELSE %s END WHERE id < 0",
            [-first, second, first],
        )
    assert {(key, kind) for _table, key, kind in named() if kind == Kind.CHANGED} == {
        (str(first), Kind.CHANGED),
        (str(second), Kind.CHANGED),
    }


@pytest.mark.parametrize("table", ["organisation_historicalperson", "core_event"])
def test_history_and_log_changed_deleted_inserted_and_reordered(people: list[Person], table: str):
    """The same of an earlier version of a record, and of the log."""
    key, column = (
        ("history_id", "history_change_reason") if table.startswith("organisation") else ("id", "action")
    )
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {key} FROM {table} ORDER BY {key} DESC LIMIT 4")
        changed, deleted, first, second = (pk for (pk,) in cursor.fetchall())
    with past_the_product() as run:
        run(f"UPDATE {table} SET {column} = '改动' WHERE {key} = %s", [changed])
        run(f"DELETE FROM {table} WHERE {key} = %s", [deleted])
        run(f"UPDATE {table} SET {key} = -{key} WHERE {key} IN (%s, %s)", [first, second])
        run(
            f"UPDATE {table} SET {key} = CASE {key} WHEN %s THEN %s ELSE %s END WHERE {key} < 0",
            [-first, second, first],
        )
        run(f"CREATE TEMPORARY TABLE one ON COMMIT DROP AS SELECT * FROM {table} WHERE {key} = %s", [changed])
        run(f"UPDATE one SET {key} = 999999")
        run(f"INSERT INTO {table} SELECT * FROM one")
    found = {(key, kind) for name, key, kind in named() if name == table}
    assert found == {
        (str(changed), Kind.CHANGED),
        (str(deleted), Kind.DELETED),
        (str(first), Kind.CHANGED),
        (str(second), Kind.CHANGED),
        ("999999", Kind.INSERTED),
    }


def test_a_record_changed_by_sql_with_all_triggers_on_differs_from_its_newest_version(people: list[Person]):
    sql("UPDATE organisation_person SET name = '他人' WHERE id = %s", people[3].pk)
    seal(at=now())
    assert named() == {("organisation_person", str(people[3].pk), Kind.PAST_VERSIONS)}


def test_a_version_touched_by_sql_with_all_triggers_on_is_found(people: list[Person]):
    version = people[3].history.latest()
    sql("UPDATE organisation_historicalperson SET name = '他人' WHERE history_id = %s", version.pk)
    assert ("organisation_historicalperson", str(version.pk), Kind.VERSION_TOUCHED) in named()


def test_a_log_entry_touched_after_its_own_trigger_was_dropped_is_found(people: list[Person]):
    event = Event.objects.latest("pk")
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        cursor.execute("ALTER TABLE core_event DISABLE TRIGGER append_only")
        cursor.execute("DELETE FROM core_event WHERE id = %s", [event.pk])
        cursor.execute("ALTER TABLE core_event ENABLE TRIGGER append_only")
    assert named() == {("core_event", str(event.pk), Kind.VERSION_TOUCHED)}


def test_entries_changed_deleted_inserted_and_reordered_are_found(people: list[Person]):
    last = EvidenceEntry.objects.latest("number").number
    table, batch = "core_evidenceentry", EvidenceBatch.objects.latest("number")
    with past_the_product() as run:
        run(f"UPDATE {table} SET kind = 'u' WHERE number = %s", [last - 1])
        run(f"DELETE FROM {table} WHERE number = %s", [last])
        run(f"UPDATE {table} SET number = -number WHERE number IN (%s, %s)", [last - 2, last - 3])
        run(
            f"UPDATE {table} SET number = CASE number WHEN %s THEN %s ELSE %s END WHERE number < 0",
            [2 - last, last - 3, last - 2],
        )
        columns = "name, key, kind, digest, role, salt, leaf"
        run(
            f"INSERT INTO {table} (number, {columns}) SELECT %s, {columns} FROM {table} WHERE number = 1",
            [last + 7],
        )
    assert {found for found in named() if found[0].startswith("core_evidence")} == {
        (table, str(last - 1), Kind.ENTRY_CHANGED),
        (table, str(last), Kind.ENTRY_MISSING),
        (table, str(last - 2), Kind.ENTRY_CHANGED),
        (table, str(last - 3), Kind.ENTRY_CHANGED),
        (table, str(last + 7), Kind.ENTRY_ADDED),
        ("core_evidencebatch", str(batch.number), Kind.ROOT),
    }


def _more(batches: int) -> None:
    for number in range(batches):
        record("test.more", by=None, facts={"n": number})
        seal(at=now())


def test_batches_changed_deleted_and_reordered_are_found(people: list[Person]):
    _more(6)
    last = EvidenceBatch.objects.latest("number").number
    with past_the_product() as run:
        run("UPDATE core_evidencebatch SET root = sha256('x') WHERE number = %s", [last])
    table = "core_evidencebatch"
    assert named() == {(table, str(last), Kind.ROOT), (table, str(last), Kind.CHAIN)}
    with past_the_product() as run:
        run("DELETE FROM core_evidencebatch WHERE number = %s", [last - 2])
    assert (table, str(last - 1), Kind.CHAIN) in named()


def test_a_batch_written_anew_with_a_fitting_root_breaks_the_chain(people: list[Person]):
    """Whoever changes an entry with its leaf and the root of its batch must change every later batch, too, and every root mailed."""
    _more(3)
    batch = EvidenceBatch.objects.latest("number")
    entry = EvidenceEntry.objects.get(number=batch.first)
    close_days(before=today() + timedelta(days=1))
    kept = EvidenceDay.objects.get().shown
    leaf = hashing.leaf(
        batch.algorithm, entry.number, entry.name, "12", entry.kind, entry.digest, entry.role, entry.salt
    )
    root = hashing.root(batch.algorithm, [leaf])
    before = EvidenceBatch.objects.get(number=batch.number - 1)
    chained = hashing.link(
        batch.algorithm, bytes(before.chained), root, batch.number, batch.first, batch.count, batch.sealed_at
    )
    with past_the_product() as run:
        run("UPDATE core_evidenceentry SET key = '12', leaf = %s WHERE number = %s", [leaf, entry.number])
        run("UPDATE core_evidencebatch SET root = %s WHERE number = %s", [root, batch.number])
    assert ("core_evidencebatch", str(batch.number), Kind.CHAIN) in named()
    with past_the_product() as run:
        run("UPDATE core_evidencebatch SET chained = %s WHERE number = %s", [chained, batch.number])
    assert ("core_evidenceday", str(today()), Kind.DAY) in named()
    with past_the_product() as run:
        run("DELETE FROM core_evidenceday")
    close_days(before=today() + timedelta(days=1))
    assert not {found for found in named() if found[0] == "core_evidenceday"}
    assert [fault.kind for fault in unknown(kept)] == [Kind.UNKNOWN_ROOT]
    assert not list(unknown(EvidenceDay.objects.get().shown))


def test_a_trigger_switched_off_or_a_function_altered_is_found(people: list[Person]):
    sql("ALTER TABLE organisation_unit DISABLE TRIGGER evidence_updated")
    sql("DROP TRIGGER evidence_deleted ON organisation_post")
    sql(
        "CREATE OR REPLACE FUNCTION evidence_of_organisation_post() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'"
    )
    assert named() == {
        ("organisation_unit", "evidence_updated", Kind.TRIGGER),
        ("organisation_post", "evidence_deleted", Kind.TRIGGER),
        ("organisation_post", "evidence_of_organisation_post", Kind.TRIGGER),
    }
    install()
    sql("ALTER TABLE organisation_unit ENABLE TRIGGER evidence_updated")
    assert named() == set()


def test_one_record_alone(people: list[Person]):
    with past_the_product() as run:
        run("UPDATE organisation_person SET name = '他人' WHERE id = %s", [people[2].pk])
    person = table_of("organisation.person")
    assert not list(faults_of(person, str(people[1].pk)))
    assert {fault.kind for fault in faults_of(person, str(people[2].pk))} == {
        Kind.CHANGED,
        Kind.PAST_VERSIONS,
    }


@pytest.mark.parametrize(
    "table", ["organisation_person", "organisation_historicalperson", "core_event", "core_evidenceentry"]
)
def test_no_table_is_emptied_at_once(people: list[Person], table: str):
    sql("SET CONSTRAINTS ALL IMMEDIATE")
    with pytest.raises(DatabaseError, match="not emptied at once"), transaction.atomic():
        sql(f"TRUNCATE {table} CASCADE")


def test_sealed_rows_are_only_added(people: list[Person]):
    for statement in ("UPDATE core_evidenceentry SET key = '1'", "DELETE FROM core_evidencebatch"):
        with pytest.raises(DatabaseError, match="only ever added"), transaction.atomic():
            sql(statement)


def test_the_command_names_what_it_found_and_ends_with_1(people: list[Person]):
    out = StringIO()
    call_command("verify_evidence", stdout=out)
    assert "全部一致" in out.getvalue()
    with past_the_product() as run:
        run("UPDATE core_event SET action = 'test.other' WHERE id = %s", [Event.objects.latest("pk").pk])
    for options in ({}, {"json": True}, {"record": f"core.Event:{Event.objects.latest('pk').pk}"}):
        out = StringIO()
        with pytest.raises(CommandError, match="发现 1 处问题") as raised:
            call_command("verify_evidence", stdout=out, **options)
        assert raised.value.returncode == 1
        text = json.loads(out.getvalue())[0]["message"] if "json" in options else out.getvalue()
        assert f"操作记录（core_event）{Event.objects.latest('pk').pk}：内容被改动" in text


def test_sm3(people: list[Person], settings: Any):
    """Batches of both algorithms follow one another (GB/T 32905: the hash of “abc”)."""
    assert (
        hashing.digest("sm3", b"abc").hex()
        == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"
    )
    settings.EVIDENCE_DIGEST = "sm3"
    _more(2)
    assert EvidenceBatch.objects.latest("number").algorithm == "sm3"
    assert named() == set()


def test_the_tree_is_that_of_rfc_6962():
    """Whatever the number of leaves, each path leads to the root, and is as long as the tree is high."""
    for count in (1, 2, 3, 7, 8, 21, BATCH):
        leaves = [hashing.digest("sha256", bytes([n % 256, n // 256])) for n in range(count)]
        root = hashing.root("sha256", leaves)
        for at in {0, count // 2, count - 1}:
            path = hashing.path("sha256", leaves, at)
            assert hashing.climbed("sha256", leaves[at], path) == root
            assert len(path) <= (count - 1).bit_length()


def test_every_table_is_evidenced_or_excepted_with_a_reason():
    labels = {model._meta.label for model in every_model()}
    assert {table.label for table in evidenced()} | EXCEPTED.keys() == labels
    assert all(EXCEPTED.values())
    for label, columns in [
        *OMITTED.items(),
        *((label, one.columns | {one.day}) for label, one in BY_DAY.items()),
        *WITHOUT_VERSION.items(),
    ]:
        fields = {field.column for field in table_of(label).model._meta.concrete_fields}
        assert columns <= fields


def test_nothing_of_secret_votes_or_of_a_report_is_noted_when_it_is_written():
    """What orders or times would tell is not there: tables of ballots, and the mark that somebody voted, leave no note; reports only the next day."""
    names = {table.name: table for table in evidenced()}
    assert not [
        name
        for name in names
        if name.startswith(("appraisals_slip", "appraisals_poll", "appraisals_paperentry"))
    ]
    assert {name for name, table in names.items() if table.by_day} == {
        "complaints_complaint", "complaints_message", "complaints_complaintstep",
    }  # fmt: skip
    assert names["decisions_stance"].chosen(["id", "vote", "voted"]) == ["id", "vote"]
    assert names["decisions_meeting"].chosen(["id", "version"]) == ["id"]
    assert names["decisions_agendaitem"].chosen(["id", "pool"]) == ["id"]
