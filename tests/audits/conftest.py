"""The small county of the desk's tests, whose bureau plans audits."""

import pytest

from tests.desk.world import World, build
from tests.today import fix_today


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> World:
    """The small county, today."""
    fix_today(monkeypatch)
    return build()
