"""What a test that commits leaves behind is deleted after it; what migrations brought and tests rely on is there for the next one.

Django would truncate all of three hundred tables, which takes as long for empty ones, and enter every permission anew. Here only
tables that hold rows are emptied, as replication would: without foreign keys and triggers in the way, as the rows of a ledger
refuse to go. The holidays come back. A database taken over from a run before (--reuse-db) gets them, too.
"""

from importlib import import_module
from typing import Any

from django.apps import apps
from django.db import connection
from django.db.models.signals import post_migrate
from django.test import TransactionTestCase

from core.models import CalendarException

BROUGHT_BY = import_module("core.migrations.0002_ledger_and_holidays")
KEPT = {"django_content_type", "auth_permission"}


def keep_tables_ready() -> None:
    """From now on every test that commits is cleaned up after in this way."""
    TransactionTestCase._fixture_teardown = _leave_ready  # type: ignore[method-assign]
    post_migrate.connect(_bring_holidays_back, sender=apps.get_app_config("core"))


def _leave_ready(_: TransactionTestCase) -> None:
    quote = connection.ops.quote_name
    with connection.cursor() as cursor:
        tables = set(connection.introspection.django_table_names(only_existing=True, include_views=False))
        cursor.execute(
            " UNION ALL ".join(f"(SELECT '{name}' FROM {quote(name)} LIMIT 1)" for name in tables - KEPT)
        )
        filled = [name for (name,) in cursor.fetchall()]
        cursor.execute(
            "BEGIN; SET LOCAL session_replication_role = replica; "
            + "".join(f"DELETE FROM {quote(name)}; " for name in filled)
            + "COMMIT"
        )
    _bring_holidays_back()


def _bring_holidays_back(**_: Any) -> None:
    if not CalendarException.objects.exists():
        BROUGHT_BY.enter_holidays(apps, None)
