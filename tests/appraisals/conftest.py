"""The county of the tests of appraisals."""

import pytest

from tests.appraisals import appraised
from tests.appraisals.appraised import Cast


@pytest.fixture
def cast(db: None) -> Cast:
    """The county before anything is set up."""
    return appraised.build()
