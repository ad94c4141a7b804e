"""The holidays a migration brought are there for every test, whatever test before it emptied the tables.

Django empties every table after a test that commits, and tells so by `post_migrate`; also the tables a run before left empty
are filled by it when a database is taken over (--reuse-db).
"""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.db.models.signals import post_migrate

from core.models import CalendarException

BROUGHT_BY = import_module("core.migrations.0002_ledger_and_holidays")


def keep() -> None:
    """From now on the holidays come back whenever the tables were emptied."""
    post_migrate.connect(_bring_back, sender=apps.get_app_config("core"))


def _bring_back(**_: Any) -> None:
    if not CalendarException.objects.exists():
        BROUGHT_BY.enter_holidays(apps, None)
