"""Making a backup: one look at the database, dumped and counted together, then the stored files."""

import io
import os
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import IO

from django.core.files.storage import default_storage

from core.backups import manifest, servers
from core.backups.sealed import Writer

PIECE = 8 * 1024 * 1024  # bytes of the dump in one part: its length need not be known before it ends
DATABASE, FILES, MANIFEST = "database/", "files/", "manifest.json"


class Failed(Exception):
    """The backup was not made; nothing of it is left. Says why in Chinese."""


def make(target: Path, *, public: bytes, at: datetime) -> manifest.Manifest:
    """Write the backup to `target`, which exists only once it is whole. Raises Failed."""
    unfinished = target.with_name(target.name + ".unfinished")
    try:
        with open(unfinished, "xb", opener=_private) as file:
            made = _write(file, public, at)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(target)
    except (OSError, tarfile.TarError) as error:
        raise Failed(
            f"备份没有完成：{type(error).__name__} {getattr(error, 'strerror', '') or ''}"
        ) from error
    finally:
        unfinished.unlink(missing_ok=True)
    return made


def _private(path: str, flags: int) -> int:
    return os.open(path, flags, 0o600)


def _write(target: IO[bytes], public: bytes, at: datetime) -> manifest.Manifest:
    writer = Writer(target, public)
    where = servers.own_database()
    with closing(servers.connected(where)) as opened, opened.transaction():
        made = manifest.looked_at(opened, at.isoformat())
        (snapshot,) = opened.execute("SELECT pg_export_snapshot()").fetchone() or ("",)
        with tarfile.open(fileobj=writer, mode="w|", format=tarfile.PAX_FORMAT) as archive:
            command = [
                servers.program("pg_dump", opened),
                "-Fc",
                "--enable-row-security",
                f"--snapshot={snapshot}",
            ]
            for number, piece in enumerate(_output(command, where)):
                name = f"{DATABASE}{number:06}"
                made.database[name] = sha256(piece).hexdigest()
                _add(archive, name, piece)
            # After the database, never before: a file is stored before the row that names it and is never written over, so every file of
            # the rows dumped above is there by now. One thrown away since belonged to a row somebody meanwhile deleted.
            root = Path(default_storage.location)  # type: ignore[attr-defined]
            for path in stored(root):
                _add_file(archive, root, path, made)
            _add(archive, MANIFEST, made.written())
    writer.finish()
    return made


def stored(root: Path) -> Iterator[Path]:
    """Every file of the store, folder by folder."""
    for folder, inner, names in os.walk(root):
        inner.sort()
        yield from (Path(folder) / name for name in sorted(names))


def _output(command: list[str], where: servers.Where) -> Iterator[bytes]:
    """What the command writes, in pieces. Raises Failed where it ends badly; its own words may quote rows and are not passed on."""
    with tempfile.TemporaryFile() as said:
        dump = subprocess.Popen(
            command,
            env=servers.environment(where),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
        )
        assert dump.stdout is not None
        try:
            while piece := dump.stdout.read(PIECE):
                yield piece
            if dump.wait() != 0:
                raise Failed(f"备份没有完成：pg_dump 以 {dump.returncode} 结束")
        finally:
            dump.stdout.close()
            if dump.poll() is None:
                dump.kill()
                dump.wait()


def _add(archive: tarfile.TarFile, name: str, content: bytes) -> None:
    member = tarfile.TarInfo(name)
    member.size = len(content)
    archive.addfile(member, io.BytesIO(content))


class _Hashed(io.RawIOBase):
    """A file that is hashed while it is read."""

    def __init__(self, file: IO[bytes]) -> None:
        self.file, self.digest = file, sha256()

    def read(self, size: int = -1) -> bytes:
        """Some of it."""
        content = self.file.read(size)
        self.digest.update(content)
        return content


def _add_file(archive: tarfile.TarFile, root: Path, path: Path, made: manifest.Manifest) -> None:
    try:
        file = path.open("rb")
    except FileNotFoundError:
        return  # thrown away since
    with file:
        hashed = _Hashed(file)
        name = path.relative_to(root).as_posix()
        member = tarfile.TarInfo(FILES + name)
        member.size = os.fstat(file.fileno()).st_size
        archive.addfile(member, hashed)  # type: ignore[arg-type]
        made.files[name] = hashed.digest.hexdigest()
