"""Makes `previous.sql.gz`: the database of the release before, with rows in it, from which `test_from_previous.py` upgrades.

There was no release yet; what stands in its place is the first migration of every app. After a release: check out its tag, and run

    DATABASE_URL=… MODE=test SECRET_KEY=x .venv/bin/python -m tests.upgrade.make_previous NAME_OF_THE_RELEASE

on an empty database; then `released.json` names the migrations the rules of docs/operations.md no longer judge.
"""

import gzip
import json
import os
import subprocess
import sys
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

PLACE = Path(__file__).parent
DUMP, RELEASED = PLACE / "previous.sql.gz", PLACE / "released.json"


def migrate(everything: bool) -> Any:
    """Bring an empty database there; the tables as they are then."""
    from django.apps import apps
    from django.conf import settings
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    own = {config.label for config in apps.get_app_configs() if Path(config.path).parent == settings.BASE_DIR}
    targets = executor.loader.graph.leaf_nodes()
    if not everything:
        targets = [(app, name) for app, name in targets if app not in own]
        targets += [
            node for node in executor.loader.graph.nodes if node[0] in own and node[1].startswith("0001_")
        ]
    # What is there already is no target: going to an earlier one would be going back.
    executor.migrate([node for node in targets if node not in executor.loader.applied_migrations])
    return executor.loader.project_state(targets).apps


def fill(tables: Any) -> None:
    """A few rows of what everything hangs on; written past the services, as these are of another release."""
    from django.db.backends.postgresql.psycopg_any import DateRange

    division = tables.get_model("organisation", "Division").objects.get_or_create(
        code="610927", defaults={"name": "镇坪县", "level": 3}
    )[0]
    unit = tables.get_model("organisation", "Unit").objects.create(
        name="县水利局", category="政府部门", county=division
    )
    post = tables.get_model("organisation", "Post").objects.create(
        unit=unit, title="局长", is_head=True, managed_by="县管"
    )
    people = tables.get_model("organisation", "Person").objects
    users = tables.get_model("accounts", "User").objects
    events = tables.get_model("core", "Event").objects
    for number in range(40):
        person = people.create(staff_no=f"P{number:03}", name=f"某{number}")
        user = users.create(username=f"user{number}")
        events.create(action="test.done", actor=user, facts={"n": number})
    tables.get_model("organisation", "Tenure").objects.create(
        person=person, post=post, during=DateRange(date(2024, 1, 1), None), kind="正式"
    )
    tables.get_model("core", "Heartbeat").objects.create(name="worker", at=datetime.now(UTC))


def main(name: str) -> None:
    """Write both files."""
    import django

    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    django.setup()
    from contextlib import closing

    from django.db import transaction
    from django.db.migrations.loader import MigrationLoader
    from django.db.migrations.recorder import MigrationRecorder

    from core.backups import servers

    tables = migrate(everything=name != "first")
    with transaction.atomic():
        fill(tables)
    where = servers.own_database()
    with closing(servers.connected(where)) as opened:
        command = [
            servers.program("pg_dump", opened),
            "--no-owner",
            "--no-privileges",
            "--restrict-key=previous",
        ]
    done = subprocess.run(command, env=servers.environment(where), capture_output=True, check=False)
    if done.returncode:
        done = subprocess.run(command[:-1], env=servers.environment(where), capture_output=True, check=True)
    DUMP.write_bytes(gzip.compress(done.stdout, 9, mtime=0))
    from django.db import connection

    applied = sorted(".".join(one) for one in MigrationRecorder(connection).applied_migrations())
    if name == "first":
        # The rules came later than these, and no release has to answer beside them.
        applied = sorted(".".join(node) for node in MigrationLoader(None).disk_migrations)
    RELEASED.write_text(json.dumps({"release": name, "migrations": applied}, indent=1) + "\n")


if __name__ == "__main__":
    main(sys.argv[1])
