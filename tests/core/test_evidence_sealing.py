"""Sealing beside open transactions, the role of the running product, and what is entered by the day; all of it committed."""

from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from uuid import uuid4

import psycopg
import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from core.backups import servers
from core.clock import now, today
from core.evidence.sealing import close_days, seal
from core.evidence.verifying import by_others, faults
from core.ledger import record
from core.models import Event, EvidenceBatch, EvidenceDay, EvidenceEntry, PendingEvidence
from core.tasks import close_evidence, seal_evidence
from organisation.models import Person
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)


def test_what_is_not_committed_yet_is_sealed_later_and_never_skipped():
    """A transaction notes first and commits last: what came after it is sealed before it, and it is sealed then."""
    with closing(psycopg.connect(**servers.own_database())) as slow:
        slow.execute(
            "INSERT INTO core_event (at, action, target_type, facts) VALUES (now(), 'slow', '', '{}')"
        )
        record("test.quick", by=None)
        seal_evidence()
        quick, slow_one = Event.objects.get().pk, Event.objects.get().pk - 1
        entries = EvidenceEntry.objects.filter(name="core_event")
        assert [entry.key for entry in entries] == [str(quick)]
        slow.commit()
    seal_evidence()
    assert [entry.key for entry in entries.all()] == [str(quick), str(slow_one)]
    assert not PendingEvidence.objects.exists()
    assert not list(faults())


def test_a_day_gets_its_root_when_it_is_over_and_once():
    record("test.done", by=None)
    seal(at=now() - timedelta(days=1))
    record("test.done", by=None)
    seal_evidence()
    close_evidence()
    (day,) = EvidenceDay.objects.all()
    assert (day.day, day.batches) == (
        today() - timedelta(days=1),
        EvidenceBatch.objects.filter(day=day.day).count(),
    )
    assert close_days(before=today()) == []
    assert not list(faults())


@pytest.fixture
def role() -> Iterator[str]:
    """A role for the running product."""
    name = f"run_{uuid4().hex[:8]}"
    with connection.cursor() as cursor:
        cursor.execute(f"CREATE ROLE {name} LOGIN")
    call_command("product_role", name)
    yield name
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {name}; DROP ROLE {name}")


REFUSED = (
    "UPDATE core_event SET action = 'other'",
    "DELETE FROM core_event",
    "UPDATE organisation_historicalperson SET name = 'other'",
    "DELETE FROM organisation_historicalperson",
    "UPDATE core_evidenceentry SET key = '1'",
    "DELETE FROM core_evidenceentry",
    "DELETE FROM core_evidencebatch",
    "UPDATE core_evidenceday SET batches = 1",
    "UPDATE core_pendingevidence SET key = '1'",
    "TRUNCATE core_event",
    "TRUNCATE organisation_person CASCADE",
    "ALTER TABLE core_event DISABLE TRIGGER ALL",
    "ALTER TABLE organisation_person DISABLE TRIGGER evidence_updated",
    "DROP TRIGGER evidence_updated ON organisation_person",
    "CREATE TRIGGER other BEFORE INSERT ON organisation_person FOR EACH ROW EXECUTE FUNCTION core_refuse_change()",
    "SET session_replication_role = replica",
    "CREATE OR REPLACE FUNCTION evidence_of_core_event() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'",
)


def test_the_products_role_cannot_alter_what_is_sealed(role: str):
    factories.make_person("某人")
    record("test.done", by=None)
    seal_evidence()
    with closing(psycopg.connect(**servers.own_database() | {"user": role}, autocommit=True)) as running:
        for statement in REFUSED:
            with pytest.raises((psycopg.errors.InsufficientPrivilege,)):
                running.execute(statement)


def test_the_product_works_as_that_role_and_its_entries_name_it(role: str):
    known = connection.settings_dict["USER"]
    connection.close()
    connection.settings_dict["USER"] = role
    try:
        person = factories.make_person("某人")
        person.name = "改名"
        person.save()
        record("test.done", by=None, target=person)
        seal_evidence()
        close_evidence()
        assert not list(faults())
        person.delete()
        assert not Person.objects.exists()
    finally:
        connection.close()
        connection.settings_dict["USER"] = known
    entries = EvidenceEntry.objects.filter(name="organisation_person")
    assert {entry.role for entry in entries} == {role}
    assert not [fault for fault in by_others(role) if fault.table == "organisation_person"]
    other = factories.make_person("由所有者写入")
    assert [fault.key for fault in by_others(role) if fault.table == "organisation_person"] == [str(other.pk)]


def test_neither_the_owner_nor_a_missing_role_is_the_products(role: str):
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_user")
        (owner,) = cursor.fetchone()
    for name, words in ((owner, "不能用作运行角色"), ("nobody_here", "没有数据库角色")):
        with pytest.raises(CommandError, match=words):
            call_command("product_role", name)
