"""Keeping the embedded database's tables as this checkout wants them."""

import hashlib
import subprocess
import sys
from pathlib import Path

from config.local.locks import exclusive
from config.local.places import ROOT
from config.local.postgres import PostgresError, say

MARK = "postgres.schema"
# What says how the tables are to be: migrations, and what is put in place after them.
SCHEMA = (
    "*/migrations/*.py",
    "core/evidence/*.py",
    "rulebook/evidence.py",
    "core/rows/*.py",
    "*/policies/rows.py",
    "*/policies/readers.py",
)


def wanted_schema() -> str:
    """A digest of every migration, of what follows them, and of the pinned packages that bring their own."""
    digest = hashlib.sha256((ROOT / "requirements.txt").read_bytes())
    for path in sorted(path for pattern in SCHEMA for path in ROOT.glob(pattern)):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def migrate(folder: Path, environment: dict[str, str]) -> None:
    """Bring the tables to this checkout's migrations; nothing is run where they are there already. Raises PostgresError."""
    mark = folder / MARK
    wanted = f"{wanted_schema()} {(folder / 'postgres' / 'PG_VERSION').stat().st_ino}"

    def is_there() -> bool:
        return mark.exists() and mark.read_text() == wanted

    if is_there():
        return
    with exclusive(folder / "postgres.migrating"):
        if is_there():
            return
        say("正在准备数据表……")
        for arguments in (("migrate", "--verbosity", "0"), ("createcachetable",)):
            command = [sys.executable, str(ROOT / "manage.py"), *arguments]
            done = subprocess.run(command, env=environment, stdout=sys.stderr, cwd=ROOT, check=False)
            if done.returncode:
                raise PostgresError(
                    f"数据表准备失败，见上面的信息。{folder} 如果是较早的版本建立的，请移走它，或者用 DATA_DIR 另选一个"
                )
        mark.write_text(wanted)


def forget_schema(folder: Path) -> None:
    """Have the next command look at the tables again, as someone migrates them by hand."""
    (folder / MARK).unlink(missing_ok=True)
