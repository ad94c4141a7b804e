"""bin/manage: any management command on the embedded database, whether or not the product runs.

Standard output belongs to the command alone; its exit code is passed on.
"""

import os
import subprocess
import sys

from config.local.database import migrate
from config.local.places import ROOT, data_dir, environment
from config.local.postgres import Cluster, PostgresError, say

MIND_THEIR_OWN_TABLES = frozenset({"migrate", "makemigrations", "sqlmigrate", "help"})


def main(arguments: list[str]) -> int:
    """Run the command; 1 where the database cannot be had."""
    command = [sys.executable, str(ROOT / "manage.py"), *arguments]
    here = os.environ.get("INVOKED_IN") or str(ROOT)
    if os.environ.get("DATABASE_URL"):
        return subprocess.run(command, cwd=here, check=False).returncode
    folder = data_dir()
    cluster = Cluster(folder)
    given = {"LOG_LEVEL": "WARNING"} | environment(folder, cluster.socket)
    try:
        with cluster.in_use():
            if arguments and arguments[0] not in MIND_THEIR_OWN_TABLES:
                migrate(folder, given)
            return subprocess.run(command, env=given, cwd=here, check=False).returncode
    except PostgresError as error:
        say(str(error))
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
