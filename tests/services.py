"""The PostgreSQL and Redis of a test run: started once, shared by its processes, each with a database of its own."""

import atexit
import os
from collections.abc import Sequence
from contextlib import ExitStack

import django
from django.conf import settings
from execnet import XSpec

from config.local.prepared import VARIABLE
from config.local.services import running


def prepare() -> None:
    """Set the environment from which Django reads its settings; start what bin/test has not started already."""
    if "DATABASE_URL" not in os.environ:
        services = ExitStack()
        os.environ.update(services.enter_context(running()))
        atexit.register(services.close)
    os.environ["DJANGO_SETTINGS_MODULE"] = "config.settings"
    django.setup()
    if VARIABLE in os.environ:
        settings.DATABASES["default"].setdefault("TEST", {})["TEMPLATE"] = os.environ[VARIABLE]
    settings.WHITENOISE_AUTOREFRESH = True  # else every client reads all files that never change


def part(specs: Sequence[XSpec]) -> None:
    """Give each process of pytest-xdist its own database of Redis, as pytest-django gives each its own of PostgreSQL."""
    server, slash, _ = os.environ.get("REDIS_URL", "").rpartition("/")
    for number, spec in enumerate(specs, start=1):
        if server:
            spec.env["REDIS_URL"] = f"{server}{slash}{number}"
