"""`manage.py product_role NAME`, run as the owner after every migration: what the running product may do in PostgreSQL."""

import os
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.evidence.roles import Unfit, grant


class Command(BaseCommand):
    """Grant the product's role its rights."""

    help = "授予运行角色所需权限：操作记录、历史版本和存证只能增加，不能修改、删除或者停用触发器；每次 migrate 之后执行"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("role", help="运行本系统的数据库角色，例如 supervision_run")

    def handle(self, *args: Any, **options: Any) -> None:
        """Grant. Raises CommandError where the role cannot be the product's."""
        try:
            grant(options["role"], password=os.environ.get("PRODUCT_PASSWORD", ""))
        except Unfit as error:
            raise CommandError(str(error), returncode=1) from error
        self.stdout.write(f"“{options['role']}”只能增加、不能改动已经封存的内容")
