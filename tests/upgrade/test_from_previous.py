"""The database of the release before, with rows in it, becomes this release's: nothing is lost, the rules of PostgreSQL hold."""

import gzip
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from urllib.parse import quote
from uuid import uuid4

import psycopg
import pytest
from django.conf import settings

from core.backups import manifest, servers
from tests.upgrade.make_previous import DUMP

pytestmark = pytest.mark.django_db
# What migrations themselves bring.
BROUGHT = {
    "django_migrations",
    "core_calendarexception",
    "organisation_division",
    "auth_permission",
    "django_content_type",
}


@pytest.fixture
def previous() -> Iterator[dict[str, str]]:
    """The database of the release before."""
    own, name = servers.own_database(), f"previous_{uuid4().hex[:8]}"
    with psycopg.connect(**own, autocommit=True) as opened:  # type: ignore[arg-type]
        opened.execute(f"CREATE DATABASE {name}")
        where = own | {"dbname": name}
        with closing(servers.connected(own)) as asked:
            folder = servers.program("pg_dump", asked).removesuffix("pg_dump")
        command = [f"{folder}psql", "-q", "-v", "ON_ERROR_STOP=1", "-d", name]
        subprocess.run(
            command,
            env=servers.environment(where),
            input=gzip.decompress(DUMP.read_bytes()),
            check=True,
            capture_output=True,
        )
        yield where
        opened.execute(f"DROP DATABASE {name} WITH (FORCE)")


def counted(where: dict[str, str]) -> manifest.Manifest:
    with closing(servers.connected(where)) as opened:
        return manifest.looked_at(opened, "")


def test_the_database_of_the_release_before_is_brought_to_this_one(previous: dict[str, str]):
    before = counted(previous)
    assert before.rows["core_event"] == 40
    url = f"postgres://{previous['user']}@/{previous['dbname']}?host={quote(previous['host'], safe='')}"
    for command in (
        ["migrate", "--verbosity", "0"],
        ["migrate", "--check"],
        ["check"],
        ["seal_evidence"],
        ["verify_evidence"],
    ):
        done = subprocess.run(
            [sys.executable, "manage.py", *command], env=os.environ | {"DATABASE_URL": url}, cwd=settings.BASE_DIR,
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stderr[-3000:]
    after = counted(previous)
    assert after.evidence == before.evidence
    lost = {
        name: rows
        for name, rows in before.rows.items()
        if name not in BROUGHT and after.rows.get(name) != rows
    }
    assert lost == {}
    with psycopg.connect(**previous) as opened, pytest.raises(psycopg.DatabaseError, match="only ever added"):  # type: ignore[arg-type]
        opened.execute("UPDATE core_event SET action = 'other'")
