"""`manage.py backup TARGET`: the whole database and every stored file in one encrypted file."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

import psycopg
from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.backups.keeping import name_at
from core.backups.making import Failed, make
from core.backups.sealed import Refused, read_key
from core.clock import now


class Command(BaseCommand):
    """Back up."""

    help = "把数据库和全部附件备份到一个加密文件（公钥由 BACKUP_PUBLIC_KEY 给出）"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """TARGET: a file, or a folder in which the file is named after the moment."""
        parser.add_argument("target", help="备份文件，或者存放备份的文件夹")

    def handle(self, *args: Any, **options: Any) -> None:
        """Raises CommandError where it was not made; nothing is left then."""
        at = now()
        target = Path(options["target"])
        if target.is_dir():
            target /= name_at(at)
        if target.exists():
            raise CommandError(f"文件“{target}”已经存在", returncode=2)
        try:
            made = make(target, public=read_key(settings.BACKUP_PUBLIC_KEY), at=at)
        except Refused as error:
            raise CommandError(f"BACKUP_PUBLIC_KEY：{error}", returncode=2) from error
        except Failed as error:
            raise CommandError(str(error)) from error
        except psycopg.Error as error:
            raise CommandError(f"备份没有完成：数据库无法读取（{type(error).__name__}）") from error
        self.stdout.write(
            f"已备份到 {target}：{len(made.rows)} 张表 {sum(made.rows.values())} 行，附件 {len(made.files)} 个，"
            f"操作记录摘要 {made.evidence[:16]}"
        )
