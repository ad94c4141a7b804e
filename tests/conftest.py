"""What every test may ask for: a real database, a real worker, a real browser."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from django.conf import settings
from django.core.cache import cache
from django.db import connection
from django.db.backends.signals import connection_created
from django.test import Client
from execnet import XSpec
from hypothesis import settings as hypothesis_settings
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

from config import celery_app
from core import workdays
from core.evidence.roles import grant
from core.rows.reading import read_as_product_by_default
from tests import services

services.prepare()
import_module("tests.emptying").keep_tables_ready()  # it names tables, which Django must have loaded
read_as_product_by_default()  # what a test asks and prepares by itself; a request through a client reads as its user

hypothesis_settings.register_profile(
    "repeatable", derandomize=True, deadline=None, max_examples=40, print_blob=True
)
hypothesis_settings.load_profile("repeatable")

ROOT = Path(__file__).resolve().parent.parent
WORKER_STARTS_WITHIN = 90  # seconds; a busy machine is slow to import
# The browser keeps an event loop in the thread of the tests; the database is asked from that same thread, one after another.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

CHROMIUM = "/usr/bin/chromium"
FLAGS = [
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync",
]  # fmt: skip
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}


def pytest_xdist_setupnodes(specs: list[XSpec]) -> None:
    """Keep the processes of one run out of each other's Redis."""
    services.part(specs)


@pytest.fixture(autouse=True)
def fresh_calendar() -> None:
    """Every test reads the calendar kept for showing anew: what another left is neither shown nor runs out in its midst."""
    workdays.forget()


@pytest.fixture(autouse=True)
def fresh_cache() -> None:
    """Nothing is kept from another test: neither a page's numbers nor how many forms came in this minute (core.throttling)."""
    cache.clear()


@pytest.fixture(autouse=True)
def cheap_passwords(settings: Any) -> None:
    """Hashing passwords well would be most of many tests."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.PASSPHRASE_COST = settings.CODE_COST = (1, 8192)


@pytest.fixture(autouse=True)
def files(request: pytest.FixtureRequest, settings: Any, tmp_path: Path) -> None:
    """Files of a test lie in a folder of its own, unless a worker of its own process is to find them."""
    if "celery_worker_process" in request.fixturenames:
        return
    options = {"location": str(tmp_path), "base_url": None}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    }


def pytest_addoption(parser: pytest.Parser) -> None:
    """`bin/test --as-product-role tests/appointments`: under the conditions PostgreSQL holds in production (core.rows), which an owner passes by."""
    parser.addoption("--as-product-role", action="store_true", help="run every test as the product's role")


@pytest.fixture(scope="session")
def granted_role(django_db_setup: None, django_db_blocker: Any) -> str:
    """A role of PostgreSQL with the rights of the running product on this database."""
    with django_db_blocker.unblock():
        role = f"product_of_{connection.settings_dict['NAME']}"
        grant(role, password="only for tests")
    return role


@pytest.fixture(scope="session", autouse=True)
def made_for_all(request: pytest.FixtureRequest) -> None:
    """The role is there before the first test begins a transaction, which would take it back."""
    if request.config.getoption("--as-product-role"):
        request.getfixturevalue("granted_role")


@pytest.fixture
def product_role(db: None, granted_role: str) -> Iterator[str]:
    """Every connection of this process is the product's, not the owner's, to the end of the test."""

    def become(**told: Any) -> None:
        with told["connection"].cursor() as cursor:
            cursor.execute(f'SET ROLE "{granted_role}"')

    become(connection=connection)
    connection_created.connect(become)
    yield granted_role
    connection_created.disconnect(become)
    if not connection.needs_rollback:
        with connection.cursor() as cursor:
            cursor.execute("RESET ROLE")


@pytest.fixture(autouse=True)
def under_the_conditions(request: pytest.FixtureRequest) -> None:
    """All that is tested runs as the product's role where that is asked for."""
    if request.config.getoption("--as-product-role") and (
        {"db", "transactional_db"} & {*request.fixturenames} or request.node.get_closest_marker("django_db")
    ):
        request.getfixturevalue("product_role")


Log = Callable[[Any], Client]


@pytest.fixture
def as_user() -> Log:
    """A client logged in as a user."""

    def log_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return log_in


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """Debian's Chromium."""
    with sync_playwright() as playwright:
        started = playwright.chromium.launch(executable_path=CHROMIUM, args=FLAGS)
        yield started
        started.close()


Screens = Callable[..., Page]


def in_chinese(browser: Browser, size: dict[str, int], **how: bool) -> BrowserContext:
    """A visitor of their own, who reads Chinese whatever this machine speaks."""
    return browser.new_context(viewport=size, locale="zh-CN", timezone_id=settings.TIME_ZONE, **how)


@pytest.fixture
def screens(browser: Browser) -> Iterator[Screens]:
    """Pages of a given size, as many as asked for, each in a context of its own."""
    opened: list[BrowserContext] = []

    def another(size: dict[str, int], **how: bool) -> Page:
        opened.append(in_chinese(browser, size, **how))
        opened[-1].set_default_timeout(15000)
        return opened[-1].new_page()

    yield another
    for context in opened:
        context.close()


@pytest.fixture
def page(screens: Screens) -> Page:
    """A desktop page in a context of its own."""
    return screens(DESKTOP)


@pytest.fixture
def phone(screens: Screens) -> Page:
    """A phone's page in a context of its own."""
    return screens(PHONE, is_mobile=True)


@pytest.fixture
def celery_worker_process(
    request: pytest.FixtureRequest, transactional_db: None, settings
) -> Iterator[subprocess.Popen[bytes]]:
    """A real Celery worker on the tests' Redis and this test's database, as the product's role where the test is, ready for work."""
    database = settings.DATABASES["default"]
    role = (
        request.getfixturevalue("granted_role")
        if "product_role" in request.fixturenames
        else database["USER"]
    )
    url = f"postgres://{role}@/{database['NAME']}?host={quote(database['OPTIONS']['host'], safe='')}"
    worker = subprocess.Popen(
        [sys.executable, "-m", "celery", "-A", "config", "--quiet", "worker", "--concurrency", "1", "--pool", "solo",
         "--without-gossip", "--without-mingle", "--without-heartbeat", "--loglevel", "warning"],
        cwd=ROOT, env=os.environ | {"DATABASE_URL": url, "PYTHONWARNINGS": "ignore"}, stdin=subprocess.DEVNULL,
    )  # fmt: skip
    until = time.monotonic() + WORKER_STARTS_WITHIN
    while not celery_app.control.ping(timeout=0.5):
        assert worker.poll() is None, "the worker ended by itself"
        assert time.monotonic() < until, "the worker did not start"
    yield worker
    worker.terminate()
    worker.wait(30)
