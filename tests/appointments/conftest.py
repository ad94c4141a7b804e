"""A town that appoints."""

import pytest

from tests.decisions.conftest import on_one_day, world

__all__ = ["on_one_day", "world"]


@pytest.fixture(autouse=True)
def files_in_a_folder(settings: pytest.FixtureRequest, tmp_path: pytest.TempPathFactory) -> None:
    """Papers are kept in a folder of the test's own."""
    settings.MEDIA_ROOT = str(tmp_path)  # type: ignore[attr-defined]
