"""The county that is attacked: the one of the table of roles, made once for each file and undone with its last test."""

import pytest

from tests.desk.test_every_url_as_every_role import built, client_of, things, world
from tests.today import fix_today

__all__ = ["built", "client_of", "things", "world"]


@pytest.fixture(autouse=True)
def on_one_day(monkeypatch: pytest.MonkeyPatch) -> None:
    """These tests take place on the day the county was made."""
    fix_today(monkeypatch)
