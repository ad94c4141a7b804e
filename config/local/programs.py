"""PostgreSQL's programs for backups: of the server's own version where the machine has it, else the next newer ones."""

import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from config.local.postgres import DATABASE, Cluster, PostgresError, binaries


def folder_for(major: int) -> Path:
    """The folder whose pg_dump and pg_restore can serve a server of version `major`. Raises PostgresError where there is none."""
    found = {int(path.parent.name): path for path in Path("/usr/lib/postgresql").glob("*/bin")}
    found = {version: path for version, path in found.items() if (path / "pg_dump").exists()}
    with suppress(PostgresError):  # the wheel is only one of the places
        found.setdefault(version_in(binaries()), binaries())
    fitting = [version for version in sorted(found) if version >= major]
    if not fitting:
        raise PostgresError(f"没有找到适用于 PostgreSQL {major} 的 pg_dump，请安装 postgresql-client-{major}")
    return found[fitting[0]]


def version_in(folder: Path) -> int:
    """The major version of the programs in `folder`."""
    said = subprocess.run([str(folder / "pg_dump"), "--version"], capture_output=True, text=True, check=True)
    number = re.search(r"\d+", said.stdout)
    assert number is not None
    return int(number[0])


@contextmanager
def fresh_cluster(folder: Path) -> Iterator[dict[str, str]]:
    """A cluster of its own below `folder`, running inside: how to connect to its empty database. Raises PostgresError."""
    cluster = Cluster(folder)
    with cluster.in_use():
        yield {"host": str(cluster.socket), "user": DATABASE, "dbname": DATABASE}
