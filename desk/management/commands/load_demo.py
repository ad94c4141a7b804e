"""`manage.py load_demo [--today D] [--if-empty] [--force]`: the demo county, invented people in real units."""

from argparse import ArgumentParser
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from core.clock import today
from core.management.arguments import day
from desk.demo.loader import is_empty, is_loaded, load


class Command(BaseCommand):
    """Load the demo county."""

    help = "载入演示县（镇坪县；人员和记录均为虚构），只用于本机试用"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--today", type=day, default=None, help="演示数据截至的日期，缺省为今天")
        parser.add_argument("--if-empty", action="store_true", help="已有数据时不载入，也不算错误")
        parser.add_argument("--force", action="store_true", help="在非本机环境也载入（演示口令是公开的）")

    def handle(self, *args: Any, **options: Any) -> None:
        """Load, unless it is loaded already. Raises CommandError outside local mode or beside other data."""
        if is_loaded():
            self.stdout.write("演示县已经载入，没有改动。登录名见 manage.py demo_logins")
            return
        if not is_empty():
            if options["if_empty"]:
                return
            raise CommandError("数据库中已有单位或用户，演示县只能载入空数据库", returncode=1)
        if not (settings.LOCAL or options["force"]):
            raise CommandError(
                "演示口令是公开的，只在本机模式（MODE=local）载入；确需载入请加 --force", returncode=1
            )
        self.stdout.write("正在载入演示县（人员和记录均为虚构）……")
        load(today=options["today"] or today())
        self.stdout.write("演示县已载入。登录名见 manage.py demo_logins")
