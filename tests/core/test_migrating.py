"""What `manage.py migrate` makes of an empty database is what the models say: every table, column, foreign key, constraint and index."""

import pytest
from django.core.management import get_commands
from django.db import connection, models

from core.evidence.tables import every_model

pytestmark = pytest.mark.django_db
NAMES = """
SELECT conname FROM pg_constraint WHERE connamespace = 'public'::regnamespace
UNION ALL SELECT relname FROM pg_class WHERE relkind = 'i' AND relnamespace = 'public'::regnamespace
"""
KEYS = """
SELECT conrelid::regclass::text, attname::text, confrelid::regclass::text FROM pg_constraint
JOIN pg_attribute ON attrelid = conrelid AND attnum = conkey[1] WHERE contype = 'f' AND connamespace = 'public'::regnamespace
"""


def asked(statement: str) -> list[tuple[str, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def test_the_products_own_command_migrates() -> None:
    assert get_commands()["migrate"] == "core"


def test_every_table_has_its_columns() -> None:
    with connection.cursor() as cursor:
        for model in every_model():
            columns = {
                column.name
                for column in connection.introspection.get_table_description(cursor, model._meta.db_table)
            }
            assert columns == {field.column for field in model._meta.local_concrete_fields}, model._meta.label


def test_every_foreign_key_stands() -> None:
    standing = set(asked(KEYS))
    wanted = {
        (model._meta.db_table, field.column, field.related_model._meta.db_table)
        for model in every_model()
        for field in model._meta.local_concrete_fields
        if isinstance(field, models.ForeignKey) and field.db_constraint
    }
    assert len(wanted) > 500
    assert wanted <= standing


def test_every_named_constraint_and_index_stands() -> None:
    standing = {name for (name,) in asked(NAMES)}
    wanted = {
        one.name
        for model in every_model()
        for one in (*model._meta.constraints, *model._meta.indexes)
        if one.name
    }
    assert len(wanted) > 200
    assert wanted <= standing
