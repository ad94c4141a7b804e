"""The county of the desk's tests, on a fixed day."""

from collections.abc import Callable
from types import SimpleNamespace

import pytest
from django.test import Client
from django.utils import timezone

from tests.desk.world import World, build
from tests.today import DAY


@pytest.fixture(autouse=True)
def fixed_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is DAY for everything that asks the product's clock."""
    monkeypatch.setattr("core.clock.timezone", SimpleNamespace(localdate=lambda: DAY, now=timezone.now))


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
