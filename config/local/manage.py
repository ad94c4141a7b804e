"""bin/manage: any management command on the embedded database, whether or not the product runs.

Standard output belongs to the command alone; its exit code is passed on.
"""

import os
import sys
from pathlib import Path

from config.local.database import forget_schema, migrate
from config.local.places import ROOT, data_dir, environment
from config.local.postgres import Cluster, PostgresError, say
from config.local.processes import run_through

MIND_THEIR_OWN_TABLES = frozenset({"migrate", "makemigrations", "sqlmigrate", "help"})


def main(arguments: list[str]) -> int:
    """Run the command; 1 where the database cannot be had."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    here = Path(os.environ.get("INVOKED_IN") or ROOT)
    if os.environ.get("DATABASE_URL"):
        return run_through(command, dict(os.environ), here)
    folder = data_dir()
    cluster = Cluster(folder)
    given = environment(folder, cluster.socket)
    try:
        with cluster.in_use():
            if not MIND_THEIR_OWN_TABLES.isdisjoint(arguments[:1]):
                forget_schema(folder)
            elif arguments:
                migrate(folder, given)
            return run_through(command, given, here)
    except PostgresError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
