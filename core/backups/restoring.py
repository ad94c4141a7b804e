"""Restoring: read all of it once and compare every hash, then write, then compare what came of it with what the backup says."""

import os
import shutil
import subprocess
import tarfile
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from hashlib import sha256
from pathlib import Path, PurePosixPath
from typing import IO

import psycopg

from core.backups import manifest, servers
from core.backups.making import DATABASE, FILES, MANIFEST, stored
from core.backups.sealed import Reader, Refused

AT_ONCE = 1024 * 1024  # bytes
STAGING = ".restoring"

Part = tuple[str, IO[bytes]]


def checked(source: Path, private: bytes) -> manifest.Manifest:
    """What the backup says of itself, once every part of it was read and found as written. Raises Refused; writes nothing."""
    found: dict[str, str] = {}
    said: manifest.Manifest | None = None
    with _parts(source, private) as parts:
        for name, content in parts:
            if said is not None:
                raise Refused("备份清单之后还有内容")
            if name == MANIFEST:
                try:
                    said = manifest.Manifest.read(content.read())
                except (ValueError, TypeError) as error:
                    raise Refused("备份清单无法读取") from error
            else:
                found[name] = _hash(content)
    if said is None or said.form != manifest.FORM:
        raise Refused("备份清单缺失，或者由不相容的版本建立")
    if found != said.database | {FILES + name: digest for name, digest in said.files.items()}:
        raise Refused("备份内容与清单不一致")
    return said


def restore(source: Path, *, private: bytes, where: servers.Where, root: Path) -> manifest.Manifest:
    """Bring the backup into the empty database `where` and the empty folder `root`.

    Raises Refused: before anything is written where the backup is not whole or the place not empty, and afterwards where what came of it
    differs from what the backup says.
    """
    said = checked(source, private)
    refuse_what_is_not_empty(where, root)
    staging = root / STAGING
    try:
        _write_files(source, private, staging)
        _write_database(source, private, where)
        for path in list(staging.iterdir()):
            path.rename(root / path.name)
    finally:
        shutil.rmtree(staging, ignore_errors=True)
    wrong = compared(said, where, root)
    if wrong:
        raise Refused("恢复后的数据与备份不一致：" + "；".join(wrong))
    return said


def verify(source: Path, *, private: bytes) -> manifest.Manifest:
    """Restore into a fresh cluster and folder, compare, and throw both away. Raises Refused."""
    with tempfile.TemporaryDirectory(prefix="county-verify-") as name:
        folder = Path(name)
        os.chmod(folder, 0o711)  # noqa: S103 - PostgreSQL's own user passes through
        with servers.programs().fresh_cluster(folder) as where:
            return restore(source, private=private, where=where, root=folder / "files")


def refuse_what_is_not_empty(where: servers.Where, root: Path) -> None:
    """Raises Refused where the database has a table, or the store a file."""
    try:
        with closing(servers.connected(where)) as opened:
            if manifest.tables(opened):
                raise Refused("数据库不是空的，不能恢复到这里；请另建一个空的数据库")
    except psycopg.OperationalError as error:
        raise Refused("数据库无法连接") from error
    if next(stored(root), None) is not None:
        raise Refused(f"附件文件夹 {root} 不是空的，不能恢复到这里")


def compared(said: manifest.Manifest, where: servers.Where, root: Path) -> list[str]:
    """What differs between the backup and what stands there now, in Chinese."""
    with closing(servers.connected(where)) as opened:
        wrong = manifest.differences(said, manifest.looked_at(opened, said.made_at))
    files = {}
    for path in stored(root):
        with path.open("rb") as file:
            files[path.relative_to(root).as_posix()] = _hash(file)
    if files != said.files:
        wrong.append("附件不一致")
    return wrong


@contextmanager
def _parts(source: Path, private: bytes) -> Iterator[Iterator[Part]]:
    """Every part in its order, decrypted as it is read."""
    try:
        with source.open("rb") as file:
            reader = Reader(file, private)
            with tarfile.open(fileobj=reader, mode="r|") as archive:
                yield _each(archive)
            while reader.read(AT_ONCE):
                pass  # to the last block, which says that nothing is missing
    except OSError as error:
        raise Refused(f"无法读取备份文件：{error.strerror}") from error
    except tarfile.TarError as error:
        raise Refused("备份内容无法读取") from error


def _each(archive: tarfile.TarFile) -> Iterator[Part]:
    for member in archive:
        content = archive.extractfile(member)
        if content is None or not member.isreg():
            raise Refused("备份里有不是文件的内容")
        if member.name != MANIFEST and not member.name.startswith((DATABASE, FILES)):
            raise Refused("备份里有不认识的内容")
        yield member.name, content


def _write_files(source: Path, private: bytes, staging: Path) -> None:
    staging.mkdir(parents=True)
    with _parts(source, private) as parts:
        for name, content in parts:
            if not name.startswith(FILES):
                continue
            path = PurePosixPath(name.removeprefix(FILES))
            if path.is_absolute() or ".." in path.parts:
                raise Refused("备份里有路径不对的文件")
            target = staging / path
            target.parent.mkdir(parents=True, exist_ok=True)
            with target.open("xb") as file:
                shutil.copyfileobj(content, file, AT_ONCE)
                file.flush()
                os.fsync(file.fileno())


def _write_database(source: Path, private: bytes, where: servers.Where) -> None:
    """All in one transaction: what breaks on the way leaves the database as empty as it was."""
    with closing(servers.connected(where)) as opened:
        program = servers.program("pg_restore", opened)
    command = [
        program, "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction", "-d", where["dbname"],
    ]  # fmt: skip
    with tempfile.TemporaryFile() as said, _parts(source, private) as parts:
        load = subprocess.Popen(
            command, env=servers.environment(where), stdin=subprocess.PIPE, stdout=said, stderr=said
        )
        assert load.stdin is not None
        try:
            for name, content in parts:
                if name.startswith(DATABASE):
                    shutil.copyfileobj(content, load.stdin, AT_ONCE)
            load.stdin.close()
        except BrokenPipeError:
            pass  # it ended by itself, and its code says how
        finally:
            code = load.wait()
        if code:
            raise Refused(f"数据库没有恢复：pg_restore 以 {code} 结束")


def _hash(content: IO[bytes]) -> str:
    digest = sha256()
    while piece := content.read(AT_ONCE):
        digest.update(piece)
    return digest.hexdigest()
