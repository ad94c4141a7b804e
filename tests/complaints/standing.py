"""The product standing by itself: a database, a Redis and web processes of its own, so that a test may break each of them.

It starts with what the test's own database holds, and listens on this machine only.
"""

import os
import re
import resource
import secrets
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import timedelta
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import unquote, urlsplit

import psycopg
from django.db import connection

from complaints.procedure.codes import plain
from complaints.services import challenges
from config.local.services import crash_postgres, postgres_binaries, running, start_postgres
from core import clock

ROOT = Path(__file__).resolve().parents[2]
STARTS_WITHIN = 60  # seconds


@dataclass(frozen=True, slots=True)
class Answer:
    """What a citizen gets back."""

    status: int
    text: str

    @property
    def code(self) -> str:
        """The receipt code of an accepted form; empty where it was not accepted."""
        found = re.search(r'id="code"[^>]*>([\d\s\-]+)<', self.text)
        return plain(found[1]) if found and self.status == 200 else ""


@dataclass
class Standing:
    """A running product, and how to break it."""

    environment: dict[str, str]
    folder: Path
    port: int = 0
    web: "subprocess.Popen[bytes] | None" = None
    worker: "subprocess.Popen[bytes] | None" = None
    log: Path = field(init=False)

    def __post_init__(self) -> None:
        self.log = self.folder / "web.log"
        (self.folder / "data").mkdir(exist_ok=True)

    @property
    def cluster(self) -> Path:
        """The folder of the database server."""
        return Path(unquote(urlsplit(self.environment["DATABASE_URL"]).query.partition("host=")[2]))

    def database(self) -> "psycopg.Connection[tuple[object, ...]]":
        """A connection of its own, past the product."""
        return psycopg.connect(host=str(self.cluster), user="tests", dbname="postgres", autocommit=True)

    def count(self, table: str) -> int:
        """How many rows a table has."""
        with self.database() as asked:
            return int(str(asked.execute(f"SELECT count(*) FROM {table}").fetchone()[0]))  # type: ignore[index]  # noqa: S608

    def stored_files(self) -> list[Path]:
        """What lies in the store of files."""
        return [path for path in (self.folder / "data" / "files").rglob("*") if path.is_file()]

    def start_web(
        self, *, largest_file: int = 0, level: str = "DEBUG", application: str = "config.wsgi"
    ) -> None:
        """Start the web processes as bin/run does; `largest_file` bytes are all the disk takes of one file (0: no limit)."""
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]

        def narrow() -> None:
            if largest_file:
                resource.setrlimit(resource.RLIMIT_FSIZE, (largest_file, largest_file))

        with self.log.open("ab") as log:
            self.web = subprocess.Popen(
                [
                    sys.executable, "-m", "gunicorn", application, "--bind", f"127.0.0.1:{self.port}", "--workers", "2",
                    "--threads", "4", "--log-level", "debug",
                ],
                env=self.environment | {"LOG_LEVEL": level}, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=narrow,  # noqa: PLW1509 - no threads here
            )  # fmt: skip
        until = time.monotonic() + STARTS_WITHIN
        while self.get("/report/").status != 200:
            assert time.monotonic() < until, self.log.read_text()[-2000:]
            time.sleep(0.2)

    def start_worker(self) -> None:
        """Start a worker that says all it does."""
        command = [
            sys.executable,
            "-m",
            "celery",
            "-A",
            "config",
            "worker",
            "--concurrency",
            "1",
            "--loglevel",
            "debug",
        ]
        with (self.folder / "worker.log").open("ab") as log:
            self.worker = subprocess.Popen(
                command, env=self.environment | {"LOG_LEVEL": "DEBUG"}, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True,
            )  # fmt: skip

    def stop(self) -> None:
        """End the product's processes."""
        for part in (self.web, self.worker):
            if part is not None and part.poll() is None:
                os.killpg(part.pid, signal.SIGTERM)
                part.wait(20)

    def kill_a_worker(self) -> None:
        """End one of the two web processes in the middle of whatever it does."""
        assert self.web is not None
        children = Path(f"/proc/{self.web.pid}/task/{self.web.pid}/children").read_text().split()
        os.kill(int(secrets.choice(children)), signal.SIGKILL)

    def stop_redis(self) -> None:
        """End Redis without a word."""
        port = urlsplit(self.environment["REDIS_URL"]).port
        subprocess.run(["redis-cli", "-p", str(port), "shutdown", "nosave"], check=False, capture_output=True)

    def crash_database(self) -> None:
        """As if the power had gone."""
        crash_postgres(self.cluster)

    def start_database(self) -> None:
        """Up again."""
        start_postgres(self.cluster)

    def get(self, path: str) -> Answer:
        """Ask for a page."""
        return self._ask("GET", path)

    def send(self, said: dict[str, str], signed: str, file: bytes = b"", name: str = "照片.png") -> Answer:
        """Send the form of a report; status 0 where nobody answered."""
        challenge = challenges.opened(signed, clock.now())
        assert challenge is not None
        fields = {"form": signed, "answer": str(challenge.first + challenge.second)} | said
        border = secrets.token_hex(12)
        parts = [
            f'--{border}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'.encode()
            for key, value in fields.items()
        ]
        if file:
            head = f'--{border}\r\nContent-Disposition: form-data; name="attachments"; filename="{name}"\r\n'
            parts.append(f"{head}Content-Type: image/png\r\n\r\n".encode() + file + b"\r\n")
        body = b"".join(parts) + f"--{border}--\r\n".encode()
        return self._ask("POST", "/report/new/", body, f"multipart/form-data; boundary={border}")

    def _ask(self, method: str, path: str, body: bytes = b"", kind: str = "") -> Answer:
        line = HTTPConnection("127.0.0.1", self.port, timeout=60)
        try:
            line.request(method, path, body or None, {"Content-Type": kind} if kind else {})
            answer = line.getresponse()
            return Answer(answer.status, answer.read().decode())
        except (OSError, HTTPException):
            return Answer(0, "")
        finally:
            line.close()


def opened_before() -> str:
    """A form that somebody opened long enough ago to have filled it in."""
    return challenges.open_form(clock.now() - timedelta(minutes=5))


@contextmanager
def standing(folder: Path) -> Iterator[Standing]:
    """The product, with the county the test made; gone afterwards."""
    with running(durable=True) as environment:
        made = Standing(os.environ | environment | {"DATA_DIR": str(folder / "data")}, folder)
        tools = postgres_binaries()
        assert tools is not None
        dump = subprocess.run(
            [str(tools / "pg_dump"), "-O", "-x", *_where(), str(connection.settings_dict["NAME"])],
            capture_output=True, check=True,
        )  # fmt: skip
        subprocess.run(
            [str(tools / "psql"), "-q", "-v", "ON_ERROR_STOP=1", "-h", str(made.cluster), "-U", "tests", "postgres"],
            input=dump.stdout, capture_output=True, check=True,
        )  # fmt: skip
        try:
            yield made
        finally:
            made.stop()


def _where() -> list[str]:
    connection.ensure_connection()
    info = connection.connection.info
    return ["-h", info.host, "-U", info.user]
