"""Two small counties: the desk's, whose bureau plans audits, and that of the decisions, in which audits are carried out and a town's head
leaves.
"""

import pytest

from tests.decisions import world as deciding
from tests.desk import world as desk
from tests.today import fix_today


@pytest.fixture
def world(db: None, monkeypatch: pytest.MonkeyPatch) -> desk.World:
    """The small county of the desk, today."""
    fix_today(monkeypatch)
    return desk.build()


@pytest.fixture
def county(db: None, monkeypatch: pytest.MonkeyPatch) -> deciding.World:
    """The small county of the decisions, today."""
    fix_today(monkeypatch)
    return deciding.build()
