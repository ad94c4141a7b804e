"""The small county in which a town decides also builds, on one day."""

import pytest

from tests.decisions.world import World, build
from tests.today import fix_today


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small county."""
    fix_today(monkeypatch)
    return build()
