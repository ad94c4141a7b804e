"""The real PostgreSQL and Redis the tests run on: Debian's, started in a folder of their own and gone afterwards."""

import os
import pwd
import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from ctypes.util import find_library
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote

NEEDED = {
    "postgresql": "postgres",
    "redis-server": "redis-server",
    "chromium": "chromium",
    "gettext": "msgfmt",
}
FONTS = ("fonts-noto-cjk", Path("/usr/share/fonts/opentype/noto"))
# Libraries of the PDF writer: package and the library it brings.
LIBRARIES = {
    "libpango-1.0-0": "pango-1.0",
    "libpangoft2-1.0-0": "pangoft2-1.0",
    "libharfbuzz-subset0": "harfbuzz-subset",
}
MORNING = 3  # o'clock
FAST = (
    "listen_addresses=",
    "fsync=off",
    "synchronous_commit=off",
    "full_page_writes=off",
    "max_connections=100",
)
DURABLE = ("listen_addresses=", "max_connections=100")


def postgres_binaries() -> Path | None:
    """The newest Debian PostgreSQL's binaries, or None."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin"), key=lambda path: int(path.parent.name))
    return found[-1] if found else None


def missing_packages() -> list[str]:
    """Debian packages the tests need and the machine lacks."""
    lacking = [
        package
        for package, program in NEEDED.items()
        if (postgres_binaries() if program == "postgres" else shutil.which(program)) is None
    ]
    lacking += [package for package, library in LIBRARIES.items() if find_library(library) is None]
    return lacking + ([FONTS[0]] if not FONTS[1].exists() else [])


def install_packages() -> str:
    """Install what is lacking where root may; return what is to be installed by hand otherwise, or an empty text."""
    lacking = missing_packages()
    if not lacking:
        return ""
    if os.getuid() != 0 or not shutil.which("apt-get"):
        return "缺少测试所需的软件，请安装：apt-get install " + " ".join(lacking)
    print("正在安装测试所需的软件：" + " ".join(lacking), file=sys.stderr, flush=True)
    quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], ["apt-get", "install", "-y", "-qq", *lacking]):
        done = subprocess.run(command, env=quiet, stdout=sys.stderr, stdin=subprocess.DEVNULL, check=False)
        if done.returncode:
            return "软件安装失败：" + " ".join(command)
    return "" if not missing_packages() else "安装后仍缺少：" + " ".join(missing_packages())


@contextmanager
def running(*, durable: bool = False) -> Iterator[dict[str, str]]:
    """Start both services; yield the environment that points at them. A `durable` database keeps through a crash what it confirmed."""
    folder = Path(tempfile.mkdtemp(prefix="county-tests-"))
    os.chmod(folder, 0o711)  # noqa: S103 - the server's own user passes through
    try:
        with _postgres(folder, DURABLE if durable else FAST) as database, _redis(folder) as redis:
            yield {
                "MODE": "test",
                "SECRET_KEY": "only for tests",
                "DATABASE_URL": database,
                "REDIS_URL": redis,
                "DATA_DIR": str(folder / "data"),
                "EMAIL_BACKEND": "django.core.mail.backends.locmem.EmailBackend",
                "LOG_LEVEL": "WARNING",
                "TIME_ZONE": where_it_is_morning(datetime.now(UTC)),
            }
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def where_it_is_morning(at: datetime) -> str:
    """A time zone in which a long day lies ahead: tests count from today, and today must not end under them."""
    ahead = (MORNING - at.hour + 12) % 24 - 12
    return f"Etc/GMT{-ahead:+}"  # these names count westwards


@contextmanager
def _postgres(folder: Path, settings: Sequence[str]) -> Iterator[str]:
    bin_folder = postgres_binaries()
    if bin_folder is None:
        raise RuntimeError("PostgreSQL is not installed")
    as_owner = _owner()
    place = folder / "postgres"
    place.mkdir()
    if as_owner:
        owner = pwd.getpwnam("postgres")
        os.chown(place, owner.pw_uid, owner.pw_gid)
    data = str(place / "data")
    _must(
        [
            *as_owner,
            str(bin_folder / "initdb"),
            "-D",
            data,
            "-U",
            "tests",
            "-A",
            "trust",
            "-E",
            "UTF8",
            "--locale=C.UTF-8",
        ]
    )
    (place / "data" / "postgresql.auto.conf").write_text(
        "".join(
            f"{name} = '{value}'\n"
            for name, _, value in (
                one.partition("=") for one in (*settings, f"unix_socket_directories={place}")
            )
        )
    )
    start_postgres(place)
    try:
        yield f"postgres://tests@/postgres?host={quote(str(place), safe='')}"
    finally:
        if (place / "data" / "postmaster.pid").exists():
            crash_postgres(place)


def start_postgres(place: Path) -> None:
    """Start the server whose folder is `place`. Raises RuntimeError with what it said."""
    _control(place, "start", "-w", "-l", str(place / "log"))


def crash_postgres(place: Path) -> None:
    """End the server whose folder is `place` at once, as a crash would. Raises RuntimeError with what it said."""
    _control(place, "stop", "-m", "immediate")


def _control(place: Path, *command: str) -> None:
    bin_folder = postgres_binaries()
    _must([*_owner(), str(bin_folder and bin_folder / "pg_ctl"), *command, "-D", str(place / "data")])


def _owner() -> list[str]:
    """How to run as the server's own user: root may not run it."""
    if os.getuid() != 0:
        return []
    owner = pwd.getpwnam("postgres")
    return ["setpriv", f"--reuid={owner.pw_uid}", f"--regid={owner.pw_gid}", "--clear-groups"]


@contextmanager
def _redis(folder: Path) -> Iterator[str]:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = subprocess.Popen(
        ["redis-server", "--port", str(port), "--bind", "127.0.0.1", "--save", "", "--dir", str(folder), "--enable-protected-configs", "local"],
        stdout=subprocess.DEVNULL, stdin=subprocess.DEVNULL, start_new_session=True,
    )  # fmt: skip
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield f"redis://127.0.0.1:{port}/0"
    finally:
        server.terminate()
        server.wait()


def _must(command: list[str]) -> None:
    # A file, not a pipe: the server that pg_ctl leaves behind would hold a pipe open for ever.
    with tempfile.TemporaryFile("w+") as output:
        done = subprocess.run(
            command,
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=output,
            cwd="/",
            check=False,
            start_new_session=True,
        )
        output.seek(0)
        if done.returncode:
            raise RuntimeError(f"{' '.join(command)}: {output.read()[-2000:]}")
