"""The day of tests that speak of one: what they say of quarters and working days holds on that day."""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone

DAY = date(2026, 11, 24)  # a Tuesday in the middle of the fourth quarter


def fix_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is DAY for everything of this process that asks the product's clock. Another process goes by its own."""
    monkeypatch.setattr("core.clock.timezone", SimpleNamespace(localdate=lambda: DAY, now=timezone.now))
