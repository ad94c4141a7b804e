"""The whole product standing by itself, web, worker and beat, each of whose parts may be ended in the middle of anything."""

import os
import secrets
import signal
import subprocess
import sys
import time
from contextlib import suppress
from dataclasses import dataclass, field
from http.client import HTTPConnection, HTTPException
from pathlib import Path
from urllib.parse import urlencode, urlsplit

from tests.complaints.standing import ROOT, Answer, Standing

STARTS_WITHIN = 90  # seconds
SECRET = "c" * 32  # of the page's token: the cookie and the header say the same
CELERY = {
    "worker": ["worker", "--concurrency", "1", "--without-gossip", "--without-mingle"],
    "beat": ["beat", "--pidfile="],
}


@dataclass
class Whole(Standing):
    """What runs, and how to end it without a word and start it again."""

    parts: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def start(self, name: str) -> None:
        """Start a part, and wait where it can be waited for."""
        {"web": self._start_web, "database": self._start_database, "redis": self._start_redis}.get(
            name, lambda: self._start_celery(name)
        )()

    def kill(self, name: str) -> None:
        """kill -9 of a part, all its processes; of the database its first process."""
        if name == "one web process":
            with suppress(OSError, IndexError):
                self.kill_a_worker()
            return
        if name == "database":
            os.kill(int((self.cluster / "data" / "postmaster.pid").read_text().split()[0]), signal.SIGKILL)
            return
        if name == "redis" and name not in self.parts:
            self.stop_redis()  # the first one is its maker's child
            return
        part = self.parts[name]
        os.killpg(part.pid, signal.SIGKILL)
        part.wait()

    def manage(self, *command: str) -> "subprocess.CompletedProcess[str]":
        """Run a management command beside it."""
        return subprocess.run(
            [sys.executable, "manage.py", *command],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )

    def end(self) -> None:
        """End whatever still runs."""
        for part in self.parts.values():
            if part.poll() is None:
                os.killpg(part.pid, signal.SIGKILL)
                part.wait()

    def write(self, path: str, session: str, said: dict[str, str], file: bytes = b"") -> int:
        """Send a form as a user; the status, 0 where nobody answered."""
        return self.ask(path, session, said, file).status

    def ask(self, path: str, session: str, said: dict[str, str], file: bytes = b"") -> Answer:
        """Send a form as a user and read the answer."""
        border = secrets.token_hex(12)
        body, kind = urlencode(said).encode(), "application/x-www-form-urlencoded"
        if file:
            parts = [
                f'--{border}\r\nContent-Disposition: form-data; name="{key}"\r\n\r\n{value}\r\n'
                for key, value in said.items()
            ]
            parts.append(
                f'--{border}\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n'
                "Content-Type: text/plain\r\n\r\n"
            )
            body = "".join(parts).encode() + file + f"\r\n--{border}--\r\n".encode()
            kind = f"multipart/form-data; boundary={border}"
        line = HTTPConnection("127.0.0.1", self.port, timeout=30)
        try:
            line.request(
                "POST", path, body,
                {"Content-Type": kind, "Cookie": f"sessionid={session}; csrftoken={SECRET}", "X-CSRFToken": SECRET},
            )  # fmt: skip
            answer = line.getresponse()
            return Answer(answer.status, answer.read().decode(errors="replace"))
        except (OSError, HTTPException):
            return Answer(0, "")
        finally:
            line.close()

    def _popen(self, name: str, command: list[str]) -> "subprocess.Popen[bytes]":
        with (self.folder / f"{name}.log").open("ab") as log:
            self.parts[name] = subprocess.Popen(
                command, env=self.environment | {"LOG_LEVEL": "INFO"}, cwd=ROOT, stdin=subprocess.DEVNULL, stdout=log,
                stderr=log, start_new_session=True,
            )  # fmt: skip
        return self.parts[name]

    def _start_web(self) -> None:
        if not self.port:
            import socket

            with socket.socket() as probe:
                probe.bind(("127.0.0.1", 0))
                self.port = probe.getsockname()[1]
        self.web = self._popen(
            "web",
            [sys.executable, "-m", "gunicorn", "config.wsgi", "--bind", f"127.0.0.1:{self.port}", "--workers", "2", "--threads", "4"],
        )  # fmt: skip
        self._until(lambda: self.get("/healthz").status == 200)

    def _start_celery(self, name: str) -> None:
        schedule = ["--schedule", str(self.folder / "beat-schedule")] if name == "beat" else []
        self._popen(name, [sys.executable, "-m", "celery", "-A", "config", *CELERY[name], *schedule])

    def _start_database(self) -> None:
        def started() -> bool:
            try:
                self.start_database()
            except RuntimeError:
                return False  # what the killed one left is not gone yet
            return True

        self._until(started)

    def _start_redis(self) -> None:
        port = str(urlsplit(self.environment["REDIS_URL"]).port)
        self._popen(
            "redis",
            ["redis-server", "--port", port, "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)],
        )

    def _until(self, is_so: object) -> None:
        until = time.monotonic() + STARTS_WITHIN
        while not is_so():  # type: ignore[operator]
            assert time.monotonic() < until, [
                path.read_text()[-1500:] for path in Path(self.folder).glob("*.log")
            ]
            time.sleep(0.3)
