"""A database with every table, made while the static checks run: each process of the tests starts from a copy of it.

Migrating takes minutes of a core, which every process would otherwise spend for itself.
"""

import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import urlsplit

import psycopg

from config.local.places import ROOT

NAME = "prepared"
VARIABLE = "TEST_TEMPLATE"


@contextmanager
def preparing(environment: Mapping[str, str]) -> Iterator[Callable[[], dict[str, str]]]:
    """Begin to make the database on the server that `environment` points at. What is yielded waits for it and gives the environment that
    names it; an empty one where it failed: the tests then say of what.
    """
    url = environment["DATABASE_URL"]
    with psycopg.connect(url, autocommit=True) as server:
        server.execute(f"CREATE DATABASE {NAME}")
    own = urlsplit(url)._replace(path=f"/{NAME}").geturl()
    migrating = subprocess.Popen(
        [sys.executable, str(ROOT / "manage.py"), "migrate", "--verbosity", "0"],
        cwd=ROOT, env={**environment, "DATABASE_URL": own}, stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL,
    )  # fmt: skip
    try:
        yield lambda: {VARIABLE: NAME} if migrating.wait() == 0 else {}
    finally:
        migrating.kill()
        migrating.wait()
