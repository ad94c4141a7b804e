"""A view that forgot its filter: the policy gives every row, wherever it is used."""

import sys
from collections.abc import Callable

import pytest
from django.db.models import QuerySet

from config.settings import OWN_APPS


def forget_filter(
    monkeypatch: pytest.MonkeyPatch, policy: Callable[..., object], rows: Callable[[], QuerySet[object]]
) -> None:
    """From now on `policy` filters nothing and gives all `rows`."""
    name = policy.__name__
    for module in [one for key, one in sys.modules.items() if key.split(".")[0] in OWN_APPS]:
        if getattr(module, name, None) is policy:
            monkeypatch.setattr(module, name, lambda *_asked: rows())
