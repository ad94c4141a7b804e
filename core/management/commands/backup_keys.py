"""`manage.py backup_keys FILE`: a pair of keys for backups."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core import sealing
from core.backups.sealed import written_key


class Command(BaseCommand):
    """Make a pair; the private half goes to a file, the public one is printed."""

    help = "生成备份密钥：私钥写入文件，公钥显示在屏幕上"
    requires_system_checks: list[str] = []

    def add_arguments(self, parser: ArgumentParser) -> None:
        """FILE, which must not exist."""
        parser.add_argument("file", help="私钥写到哪里；之后请移出服务器保管")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError where the file cannot be made."""
        pair = sealing.new_pair()
        try:
            with open(options["file"], "x", opener=lambda path, flags: os.open(path, flags, 0o600)) as file:
                file.write(written_key(pair.private) + "\n")
        except OSError as error:
            raise CommandError(f"无法写入“{options['file']}”：{error.strerror}", returncode=2) from error
        self.stderr.write("私钥已写入文件，请移出服务器分两处保管；没有它，任何备份都打不开。公钥：")
        self.stdout.write(f"BACKUP_PUBLIC_KEY={written_key(pair.public)}")
