"""A town that decides, and a folder for its files."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from tests.decisions.world import World, build
from tests.today import fix_today


@pytest.fixture(autouse=True)
def on_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests take place on one day."""
    fix_today(monkeypatch)


@pytest.fixture
def world(db: None) -> World:
    """The small county."""
    return build()


@pytest.fixture(autouse=True)
def files(settings: Any, tmp_path: Path) -> None:
    """Files of a test lie in a folder of its own."""
    options = {"location": str(tmp_path), "base_url": None}
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": "django.core.files.storage.FileSystemStorage", "OPTIONS": options}
    }


Log = Callable[[Any], Client]


@pytest.fixture
def as_user() -> Log:
    """A client logged in as a user."""

    def log_in(user: Any) -> Client:
        client = Client()
        client.force_login(user)
        return client

    return log_in
