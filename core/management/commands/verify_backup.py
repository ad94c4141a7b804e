"""`manage.py verify_backup FILE --key-file K`: restore into a fresh cluster, compare, throw it away."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.backups import restoring
from core.backups.sealed import Refused
from core.management import backups


class Command(BaseCommand):
    """Try a backup; the product's own database is not asked."""

    help = "把备份恢复到临时的数据库中逐项核对，之后删除；不影响正在运行的数据"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE and --key-file."""
        backups.add_arguments(parser)

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError where the backup is not what it says."""
        private = backups.private_key(options["key_file"])
        try:
            said = restoring.verify(Path(options["file"]), private=private)
        except Refused as error:
            raise CommandError(str(error)) from error
        self.stdout.write(f"备份可用。{backups.told(said)}。")
