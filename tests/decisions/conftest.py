"""A town that decides."""

import pytest

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
