"""bin/test: every check and every test, or with arguments only the tests they name."""

import os
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from config.local.places import ROOT
from config.local.prepared import preparing
from config.local.services import install_packages, running

PYTHON = sys.executable
BIN = Path(PYTHON).parent
PRODUCTION = {
    "MODE": "production",
    "SECRET_KEY": "k9Jx2mVq7Lw4Zt8Rb1Nc5Pd0Fs6Gh3Ya" * 2,
    "CODE_KEY": "pW3vT7yB2nK8dF5sX9aJ4hQ6mE1cR0uZ" * 2,
    "ALLOWED_HOSTS": "supervision.example",
    "DATABASE_URL": "postgres://unused@localhost/unused",
    "REDIS_URL": "redis://localhost:6379/0",
    "EMAIL_BACKEND": "django.core.mail.backends.smtp.EmailBackend",
    "LOG_LEVEL": "ERROR",
}


def steps(template: Callable[[], dict[str, str]]) -> Iterator[tuple[str, list[str], dict[str, str]]]:
    """The checks in order: name, command, what is set differently in the environment. `template` is asked when tests begin."""
    manage = [PYTHON, "manage.py"]
    yield "format", [str(BIN / "ruff"), "format", "--check", "--quiet", "."], {}
    yield "lint", [str(BIN / "ruff"), "check", "--quiet", "."], {}
    yield "types", [str(BIN / "mypy")], {}
    yield "imports", [str(BIN / "lint-imports"), "--no-cache"], {}
    yield "pinned requirements", [PYTHON, "-m", "config.local.pins"], {}
    yield "system check", [*manage, "check", "--fail-level", "WARNING"], {}
    yield "deployment check", [*manage, "check", "--deploy", "--fail-level", "WARNING"], PRODUCTION
    yield "migrations", [*manage, "makemigrations", "--check", "--dry-run"], {}
    yield "templates", [str(BIN / "djlint"), "--lint", "--quiet", "templates"], {}
    yield "templates compile", [*manage, "check_templates"], {}
    yield "translations", [*manage, "check_translations"], {}
    yield "tests", [PYTHON, "-m", "pytest", "-n", "2", "--dist", "loadfile"], template()


def main(arguments: list[str]) -> int:
    """Run all, report every failure at the end; 1 where anything failed."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    problem = install_packages()
    if problem:
        print(problem, file=sys.stderr)
        return 1
    with running() as services:
        given = os.environ | services
        if arguments:
            return subprocess.run(
                [PYTHON, "-m", "pytest", *arguments], cwd=ROOT, env=given, check=False
            ).returncode
        with preparing(given) as template:
            failed = [
                name
                for name, command, differs in steps(template)
                if not passes(name, command, given | differs)
            ]
    for name in failed:
        print(f"FAILED: {name}", file=sys.stderr)
    return 1 if failed else 0


def passes(name: str, command: list[str], environment: dict[str, str]) -> bool:
    """Run one check; tests speak as they go, the others only where they fail."""
    print(f"== {name}", flush=True)
    started = time.monotonic()
    with tempfile.TemporaryFile("w+") as output:
        stream = None if name == "tests" else output
        done = subprocess.run(command, cwd=ROOT, env=environment, stdout=stream, stderr=stream, check=False)
        if done.returncode and stream is not None:
            output.seek(0)
            print(output.read(), flush=True)
    print(f"   {'ok' if done.returncode == 0 else 'FAILED'} ({time.monotonic() - started:.0f} s)", flush=True)
    return done.returncode == 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
