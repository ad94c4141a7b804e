"""The county of the desk's tests, on a fixed day."""

from collections.abc import Callable

import pytest
from django.test import Client

from tests.desk.world import World, build
from tests.today import fix_today


@pytest.fixture(autouse=True)
def on_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests take place on one day."""
    fix_today(monkeypatch)


@pytest.fixture
def world(db: None) -> World:
    """The county."""
    return build()


@pytest.fixture
def client_of(world: World) -> Callable[[str], Client]:
    """A client logged in as the user called so in the county."""

    def log_in(name: str) -> Client:
        client = Client()
        client.force_login(world.users[name])
        return client

    return log_in
