"""The day of tests that speak of one: what they say of quarters and working days holds on that day.

The others hold on any day. To try them on one: `DONT_FAKE_MONOTONIC=1 faketime '2028-02-29 10:00:00' bin/test tests/integrity`
(Debian's package faketime; the browser journeys are not for it).
"""

from datetime import date
from types import SimpleNamespace

import pytest
from django.utils import timezone

DAY = date(2026, 11, 24)  # a Tuesday in the middle of the fourth quarter


def fix_today(monkeypatch: pytest.MonkeyPatch) -> None:
    """Today is DAY for everything of this process that asks the product's clock. Another process goes by its own."""
    monkeypatch.setattr("core.clock.timezone", SimpleNamespace(localdate=lambda: DAY, now=timezone.now))


def log_ins_go_by_the_real_clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """For tests whose days pass while somebody stays logged in: sessions would end with the first of them."""
    monkeypatch.setattr("accounts.services.sessions.now", timezone.now)
