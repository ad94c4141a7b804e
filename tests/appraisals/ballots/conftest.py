"""The county of the tests of ballots."""

import pytest

from tests.factories.appraisals import Balloting, make_balloting
from tests.today import fix_today


@pytest.fixture
def balloting(db: None, monkeypatch: pytest.MonkeyPatch) -> Balloting:
    """A head whose ballot is open today."""
    fix_today(monkeypatch)
    return make_balloting()
