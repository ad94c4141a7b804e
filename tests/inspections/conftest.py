"""The county of the tests of inspections."""

import pytest

from tests.inspections import inspected
from tests.inspections.inspected import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The county with its deputies, before anything is planned."""
    return inspected.build()
