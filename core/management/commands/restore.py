"""`manage.py restore FILE --key-file K`: bring a backup back, into an empty database only."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.files.storage import default_storage
from django.core.management.base import BaseCommand, CommandError

from core.backups import restoring, servers
from core.backups.sealed import Refused
from core.management import backups


class Command(BaseCommand):
    """Restore."""

    help = "把备份恢复到空的数据库和空的附件文件夹，并逐项核对"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE and --key-file."""
        backups.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError where it is refused, or where what came of it is not the same."""
        private = backups.private_key(options["key_file"])
        root = Path(default_storage.location)  # type: ignore[attr-defined]
        try:
            said = restoring.restore(
                Path(options["file"]), private=private, where=servers.own_database(), root=root
            )
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"已恢复。{backups.told(said)}。请接着运行 manage.py migrate，再启动各服务。")
