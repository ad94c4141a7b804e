"""`manage.py sweep --date D [--json]`: plan and chase the calendar as if D were today."""

import json
from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand

from core.clock import today
from core.management.arguments import day
from supervision.services import sweep


class Command(BaseCommand):
    """Sweep the calendar of duties."""

    help = "按指定日期检查履职日历：生成应办事项、提示到期、上报逾期"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--date", type=day, default=None, help="YYYY-MM-DD，缺省为今天")
        parser.add_argument("--afresh", action="store_true", help="不论上次检查到何日，全部重新核对")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Sweep and print what was done."""
        on: date = options["date"] or today()
        report = sweep(on=on, afresh=options["afresh"]).as_json()
        if options["json"]:
            self.stdout.write(json.dumps(report, ensure_ascii=False))
            return
        for name, counts in report.items():
            self.stdout.write(f"{name}: {counts}")
