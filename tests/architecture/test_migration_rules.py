"""Zero-downtime migrations (docs/operations.md): while a migration runs the release before still answers.

Migrations a release already has (tests/upgrade/released.json) are not judged, nor what is done to a table the same release brings.
One that cannot keep a rule says so: `downtime = "why"` in its class.
"""

import json
from pathlib import Path

import pytest
from django.apps import apps
from django.conf import settings
from django.contrib.postgres.operations import AddIndexConcurrently, RemoveIndexConcurrently
from django.db import migrations, models
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.migration import Migration
from django.db.models.fields import NOT_PROVIDED

ROOT = Path(settings.BASE_DIR)
RELEASED = ROOT / "tests" / "upgrade" / "released.json"
RENAMES = (migrations.RenameField, migrations.RenameModel, migrations.AlterModelTable)
CONTRACTS = (migrations.RemoveField, migrations.DeleteModel)
CONCURRENT = (AddIndexConcurrently, RemoveIndexConcurrently)
LOCKING = ("LOCK TABLE", "RENAME TO", "RENAME COLUMN", "CLUSTER ", "VACUUM FULL", "REINDEX TABLE")


def own() -> dict[tuple[str, str], Migration]:
    """Every migration of the project."""
    labels = {config.label for config in apps.get_app_configs() if Path(config.path).parent == ROOT}
    found = MigrationLoader(None, ignore_no_migrations=True).disk_migrations
    return {key: one for key, one in found.items() if key[0] in labels}


def new() -> dict[tuple[str, str], Migration]:
    """Those no release has yet."""
    released = set(json.loads(RELEASED.read_text())["migrations"]) if RELEASED.exists() else set()
    return {key: one for key, one in own().items() if ".".join(key) not in released}


def brought(unreleased: dict[tuple[str, str], Migration]) -> set[tuple[str, str]]:
    """Tables that come with this release: nobody reads or writes them yet."""
    return {
        (app, operation.name_lower)
        for (app, _name), one in unreleased.items()
        for operation in one.operations
        if isinstance(operation, migrations.CreateModel)
    }


def faults(app: str, one: Migration, fresh: set[tuple[str, str]]) -> list[str]:
    """What a migration does that stops, or breaks, the release before."""
    if getattr(one, "downtime", ""):
        return []
    found = []
    for operation in one.operations:
        table = getattr(operation, "model_name_lower", "") or getattr(operation, "name_lower", "")
        if (app, table) in fresh:
            continue
        said = fault(operation, one)
        if said:
            found.append(f"{operation.describe()}: {said}")
    return found


def fault(operation: object, one: Migration) -> str:
    """What is wrong with one operation on a table that is in use; empty where nothing is."""
    if isinstance(operation, RENAMES):
        return "the release before asks by the old name"
    if isinstance(operation, CONTRACTS) and not getattr(one, "contracts", False):
        return "only once no running release reads it: `contracts = True`"
    if isinstance(operation, CONCURRENT):
        return "" if not one.atomic else "needs `atomic = False`"
    if isinstance(operation, migrations.AddIndex | migrations.RemoveIndex):
        return "stops every write while it works: AddIndexConcurrently, `atomic = False`"
    if isinstance(operation, migrations.AddConstraint) and isinstance(
        operation.constraint, models.CheckConstraint
    ):
        return "reads the whole table under a lock: AddConstraintNotValid, then ValidateConstraint in the next migration"
    if isinstance(operation, migrations.AddConstraint) and isinstance(
        operation.constraint, models.UniqueConstraint
    ):
        return "builds its index under a lock: RunSQL CREATE UNIQUE INDEX CONCURRENTLY"
    if isinstance(operation, migrations.AddField):
        return fault_of_field(operation.field)
    if isinstance(operation, migrations.RunSQL):
        return fault_of_statement(str(operation.sql).upper())
    return ""


def fault_of_field(field: models.Field) -> str:
    """A column the release before does not fill must fill itself."""
    if field.many_to_many:
        return ""
    if not field.null and field.db_default is NOT_PROVIDED:
        return "the release before cannot insert any more: null=True, or db_default"
    if field.unique or (field.db_index and not field.null):
        return "builds an index under a lock: add the index afterwards, concurrently"
    return ""


def fault_of_statement(sql: str) -> str:
    """Statements that lock for long."""
    if "INDEX" in sql and "CREATE" in sql and "CONCURRENTLY" not in sql and "CREATE TABLE" not in sql:
        return "CREATE INDEX without CONCURRENTLY"
    return next((f"{word.strip()} locks the table" for word in LOCKING if word in sql), "")


def test_new_migrations_stop_nothing():
    unreleased = new()
    fresh = brought(unreleased)
    wrong = {".".join(key): found for key, one in unreleased.items() if (found := faults(key[0], one, fresh))}
    assert wrong == {}


NAME = models.CharField(max_length=9)
CASES = [
    (migrations.RenameField("event", "action", "deed"), "old name"),
    (migrations.RenameModel("Event", "Deed"), "old name"),
    (migrations.RemoveField("event", "facts"), "contracts"),
    (migrations.AddIndex("event", models.Index(fields=["action"], name="x")), "Concurrently"),
    (migrations.AddField("event", "name", NAME), "db_default"),
    (migrations.AddField("event", "name", models.CharField(max_length=9, default="x")), "db_default"),
    (migrations.AddField("event", "name", models.CharField(max_length=9, null=True, unique=True)), "index"),
    (
        migrations.AddConstraint("event", models.CheckConstraint(condition=models.Q(id__gt=0), name="x")),
        "NotValid",
    ),
    (migrations.AddConstraint("event", models.UniqueConstraint(fields=["id"], name="x")), "CONCURRENTLY"),
    (migrations.RunSQL("CREATE INDEX x ON core_event (action)"), "CONCURRENTLY"),
    (migrations.RunSQL("LOCK TABLE core_event"), "locks"),
    (migrations.AddField("event", "name", models.CharField(max_length=9, null=True)), ""),
    (migrations.AddField("event", "name", models.CharField(max_length=9, db_default="")), ""),
    (migrations.RunSQL("CREATE INDEX CONCURRENTLY x ON core_event (action)"), ""),
    (migrations.CreateModel("deed", [("name", NAME)]), ""),
]


@pytest.mark.parametrize(("operation", "word"), CASES)
def test_each_rule_is_held(operation: migrations.operations.base.Operation, word: str):
    one = Migration("0099_next", "core")
    one.operations = [operation]
    found = faults("core", one, set())
    assert bool(found) == bool(word)
    assert all(word in said for said in found)
    table = getattr(operation, "model_name_lower", "") or getattr(operation, "name_lower", "")
    if table:
        assert faults("core", one, {("core", table)}) == []
    one.downtime = "because"  # type: ignore[attr-defined]
    assert faults("core", one, set()) == []
