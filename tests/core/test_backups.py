"""Backups: all of it comes back the same, or nothing is written at all."""

import json
import os
import subprocess
import sys
import tracemalloc
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import BytesIO, StringIO
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse

from complaints.models import Draft
from core import sealing
from core.backups import keeping, restoring, servers
from core.backups.making import Failed, make
from core.backups.manifest import looked_at
from core.backups.sealed import BLOCK, Reader, Refused, Writer, written_key
from core.clock import now, today
from core.evidence.sealing import seal
from core.ledger import record
from core.models import Event, EvidenceBatch, JobRun
from core.tasks import back_up
from tests import factories

pytestmark = pytest.mark.django_db(transaction=True)
PAIR = sealing.new_pair()


@pytest.fixture
def county(settings) -> None:
    """Some events, some files, and the public key."""
    settings.BACKUP_PUBLIC_KEY = written_key(PAIR.public)
    user = factories.make_user("beifen")
    for number in range(30):
        record("test.done", by=user, facts={"说": f"第{number}件", "n": number})
    for name in ("complaints/a", "audits/2026/01/附件.pdf"):
        default_storage.save(name, ContentFile(os.urandom(70_000)))
    seal(at=now())


@pytest.fixture
def backup(county: None, tmp_path_factory) -> Path:
    target = tmp_path_factory.mktemp("backup") / "one.county"
    call_command("backup", str(target), stdout=StringIO())
    return target


@pytest.fixture
def empty() -> Iterator[dict[str, str]]:
    """An empty database on the tests' server."""
    name = f"restored_{uuid4().hex[:8]}"
    own = servers.own_database()
    with psycopg.connect(**own, autocommit=True) as opened:
        opened.execute(f"CREATE DATABASE {name}")
        yield own | {"dbname": name}
        opened.execute(f"DROP DATABASE {name} WITH (FORCE)")


def is_empty(where: dict[str, str]) -> bool:
    with psycopg.connect(**where) as opened:
        return opened.execute("SELECT 1 FROM pg_tables WHERE schemaname = 'public'").fetchone() is None


def test_all_comes_back_with_the_same_evidence_and_can_still_not_be_changed(backup: Path, empty, tmp_path):
    root = tmp_path / "restored"
    said = restoring.restore(backup, private=PAIR.private, where=empty, root=root)
    with servers.connected(servers.own_database()) as opened:
        assert looked_at(opened, "").evidence == said.evidence
    assert said.rows["core_event"] == 30
    assert len(said.files) == 2
    for name in said.files:
        assert (root / name).read_bytes() == default_storage.open(name).read()
    with psycopg.connect(**empty) as opened, pytest.raises(psycopg.DatabaseError, match="only ever added"):
        opened.execute("DELETE FROM core_event")


def test_a_backup_made_as_the_products_role_holds_the_rows_that_are_shown_to_nobody(
    county: None, granted_role: str, empty, tmp_path, monkeypatch: pytest.MonkeyPatch
):
    Draft.objects.create(lookup=b"x", content=b"y", until=today())
    own = servers.own_database()
    monkeypatch.setattr(servers, "own_database", lambda: own | {"user": granted_role})
    target = tmp_path / "one.county"
    call_command("backup", str(target), stdout=StringIO())
    said = restoring.restore(target, private=PAIR.private, where=empty, root=tmp_path / "restored")
    assert said.rows["complaints_draft"] == 1
    with psycopg.connect(**empty) as opened:
        assert opened.execute("SELECT count(*) FROM complaints_draft").fetchone() == (1,)
        opened.execute(
            "CREATE ROLE tried; GRANT SELECT ON ALL TABLES IN SCHEMA public TO tried; SET ROLE tried"
        )
        assert opened.execute("SELECT count(*) FROM complaints_draft").fetchone() == (0,), (
            "and the lock came back with them"
        )
        opened.rollback()


def test_the_evidence_of_a_restored_county_fits_and_its_chain_is_the_one_backed_up(
    backup: Path, empty, tmp_path
):
    said = restoring.restore(backup, private=PAIR.private, where=empty, root=tmp_path / "restored")
    assert said.sealed == f"1 {bytes(EvidenceBatch.objects.get().chained).hex()}"
    url = f"postgres://{empty['user']}@/{empty['dbname']}?host={quote(empty['host'], safe='')}"
    verified = subprocess.run(
        [sys.executable, "manage.py", "verify_evidence"], cwd=settings.BASE_DIR, env=os.environ | {"DATABASE_URL": url},
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert (verified.returncode, verified.stdout[-6:-1]) == (0, "，全部一致"), verified.stderr
    with psycopg.connect(**empty) as opened:
        opened.execute("SET session_replication_role = replica")
        opened.execute("UPDATE core_evidencebatch SET chained = sha256('x')")
    assert restoring.compared(said, empty, tmp_path / "restored") == ["存证的链值不一致"]


def test_nothing_of_it_can_be_read_without_the_key(backup: Path):
    content = backup.read_bytes()
    for word in (b"PGDMP", b"core_event", "附件".encode(), b"manifest", b"beifen"):
        assert word not in content
    assert backup.stat().st_mode & 0o077 == 0


def changed(backup: Path, how: str) -> bytes:
    content = bytearray(backup.read_bytes())
    if how == "cut":
        return bytes(content[:-200])
    if how == "cut between blocks":
        return bytes(content[: 16 + 80 + 24])
    if how == "longer":
        return bytes(content + b"x")
    content[{"changed late": -300, "changed early": 200, "changed key": 30, "no backup": 3}[how]] ^= 1
    return bytes(content)


@pytest.mark.parametrize(
    "how",
    [
        "cut",
        "cut between blocks",
        "longer",
        "changed late",
        "changed early",
        "changed key",
        "no backup",
        "wrong key",
    ],
)
def test_what_is_not_as_it_was_written_is_refused_before_anything_is_written(
    backup: Path, empty, tmp_path, how: str
):
    private = PAIR.private
    if how == "wrong key":
        private = sealing.new_pair().private
    else:
        backup.write_bytes(changed(backup, how))
    root = tmp_path / "restored"
    with pytest.raises(Refused):
        restoring.restore(backup, private=private, where=empty, root=root)
    assert is_empty(empty)
    assert not root.exists()


def test_a_place_that_is_not_empty_is_refused(backup: Path, empty, tmp_path):
    with pytest.raises(Refused, match="数据库不是空的"):
        restoring.restore(
            backup, private=PAIR.private, where=servers.own_database(), root=tmp_path / "restored"
        )
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "file").write_text("x")
    with pytest.raises(Refused, match="不是空的"):
        restoring.restore(backup, private=PAIR.private, where=empty, root=tmp_path / "full")
    assert is_empty(empty)


def test_a_fresh_cluster_proves_a_backup(backup: Path, tmp_path):
    key = tmp_path / "key"
    key.write_text(written_key(PAIR.private))
    said = StringIO()
    call_command("verify_backup", str(backup), "--key-file", str(key), stdout=said)
    assert "备份可用" in said.getvalue()
    assert "全部一致" in said.getvalue()
    backup.write_bytes(changed(backup, "changed late"))
    with pytest.raises(CommandError, match="已被改动或损坏"):
        call_command("verify_backup", str(backup), "--key-file", str(key), stdout=said)


def test_what_is_written_meanwhile_is_in_the_next_one(county: None, tmp_path, empty, monkeypatch):
    from core.backups import making

    first = making._output

    def and_then(*given):
        record("test.meanwhile", by=None)
        return first(*given)

    monkeypatch.setattr(making, "_output", and_then)
    made = make(tmp_path / "two.county", public=PAIR.public, at=now())
    assert Event.objects.filter(action="test.meanwhile").count() == 1
    assert made.rows["core_event"] == 30
    restoring.restore(tmp_path / "two.county", private=PAIR.private, where=empty, root=tmp_path / "restored")


def test_the_keys_come_as_a_pair_and_the_private_one_for_its_owner_alone(tmp_path):
    said, file = StringIO(), tmp_path / "key"
    call_command("backup_keys", str(file), stdout=said, stderr=StringIO())
    assert file.stat().st_mode & 0o077 == 0
    assert file.read_text().strip() not in said.getvalue()
    with pytest.raises(CommandError):
        call_command("backup_keys", str(file), stdout=said, stderr=StringIO())


def test_a_wrong_key_an_existing_file_and_a_broken_dump_leave_nothing(
    county: None, settings, tmp_path, monkeypatch
):
    (tmp_path / "there").write_text("x")
    with pytest.raises(CommandError, match="已经存在"):
        call_command("backup", str(tmp_path / "there"))
    monkeypatch.setattr(servers, "program", lambda *_: "/bin/false")
    with pytest.raises(Failed):
        make(tmp_path / "new", public=PAIR.public, at=now())
    settings.BACKUP_PUBLIC_KEY = "no key"
    with pytest.raises(CommandError, match="BACKUP_PUBLIC_KEY"):
        call_command("backup", str(tmp_path / "new"))
    assert [path.name for path in tmp_path.iterdir() if path.is_file()] == ["there"]


def test_memory_stays_flat():
    target, piece = BytesIO(), os.urandom(BLOCK)
    tracemalloc.start()
    with open(os.devnull, "wb") as nowhere:
        writer = Writer(nowhere, PAIR.public)
        for _ in range(60):
            writer.write(piece)
        writer.finish()
    assert tracemalloc.get_traced_memory()[1] < 8 * BLOCK
    tracemalloc.stop()
    writer = Writer(target, PAIR.public)
    writer.write(piece * 3 + b"end")
    writer.finish()
    target.seek(0)
    reader = Reader(target, PAIR.private)
    assert b"".join(iter(lambda: reader.read(70_000), b"")) == piece * 3 + b"end"


def test_every_night_one_is_made_and_the_administrators_are_told_what_went_wrong(
    county: None, settings, tmp_path
):
    settings.BACKUP_DIR = str(tmp_path / "backups")
    back_up()
    (made,) = (tmp_path / "backups").iterdir()
    run = JobRun.objects.get(job="backup", due=today())
    assert run.result["bytes"] == made.stat().st_size
    settings.BACKUP_PUBLIC_KEY = "no key"
    back_up()
    run.refresh_from_db()
    assert "密钥" in run.result["problem"]
    assert [*(tmp_path / "backups").iterdir()] == [made]
    client = Client()
    admin = factories.make_user("admin1")
    admin.is_superuser = admin.is_staff = True
    admin.save()
    client.force_login(admin)
    assert "密钥格式不对" in client.get(reverse("admin:core_jobrun_changelist")).content.decode()


def test_without_a_folder_nothing_is_made(settings):
    settings.BACKUP_DIR = ""
    back_up()
    assert not JobRun.objects.exists()


def test_of_the_last_days_and_weeks_one_each_is_kept(settings):
    settings.BACKUP_KEEP_DAILY, settings.BACKUP_KEEP_WEEKLY = 3, 3
    last = datetime(2026, 3, 31, 16, tzinfo=UTC)  # a Tuesday
    made = {
        Path(f"{at:%m%d-%H}"): at
        for days in range(40)
        for at in (last - timedelta(days=days), last - timedelta(days=days, hours=2))
    }
    kept = made.keys() - set(keeping.superfluous(made))
    assert sorted(str(path) for path in kept) == ["0322-16", "0329-16", "0330-16", "0331-16"]


def test_the_programs_suit_the_server(county: None):
    with servers.connected(servers.own_database()) as opened:
        major = opened.info.server_version // 10000
        found = servers.program("pg_dump", opened)
    said = subprocess.run([found, "--version"], capture_output=True, text=True, check=True).stdout
    assert int(said.split()[2].split(".")[0]) >= major


def test_a_password_never_stands_in_a_command():
    where = {"host": "db", "user": "u", "password": "geheim", "dbname": "d"}
    assert servers.environment(where)["PGPASSWORD"] == "geheim"
    assert json.dumps(servers.KNOWN)
