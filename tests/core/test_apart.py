"""What strangers sent is read in a process of its own, which ends where a file asks for too much (C23)."""

import pytest
from django.conf import settings

from core import apart


def test_who_asks_for_more_memory_than_there_is_for_one_file_ends_alone() -> None:
    with pytest.raises(apart.Failed):
        apart.done_by("tests.core.greedy", b"")


def test_it_is_told_no_secret() -> None:
    told = apart.done_by("tests.core.telling", b"as it came")
    assert told.startswith(b"as it came")
    assert settings.SECRET_KEY.encode() not in told
    assert b"DATABASE_URL" not in told
