"""`manage.py verify_evidence [--record app.model:pk] [--since DAY] [--root HEX] [--role NAME] [--json]`: names everything that does not fit."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.evidence.models import EvidenceBatch
from core.evidence.verifying import by_others, faults, faults_of, unknown
from core.management.arguments import day
from core.management.records import record


class Command(BaseCommand):
    """Verify all of the evidence, or one record."""

    help = "核对存证：记录、历史、操作记录与存证条目，批次根值与链；有问题时退出码为 1"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument(
            "--record", default="", help="只核对一条记录，app.model:主键，例如 decisions.matter:12"
        )
        parser.add_argument("--since", type=day, default=None, help="批次只从这一天核对起")
        parser.add_argument("--root", default="", help="另行保存的每日根值，核对是否为本系统的根值")
        parser.add_argument("--role", default="", help="系统的运行角色；其他数据库角色写入的记录也列为问题")
        parser.add_argument("--json", action="store_true", help="以 JSON 输出")

    def handle(self, *args: Any, **options: Any) -> None:
        """Verify and print. Raises CommandError with exit code 1 where something does not fit."""
        found = faults_of(*record(options["record"])) if options["record"] else faults(since=options["since"])
        every = list(found)
        every += unknown(options["root"]) if options["root"] else ()
        every += by_others(options["role"]) if options["role"] else ()
        if options["json"]:
            self.stdout.write(json.dumps([one.as_json() for one in every], ensure_ascii=False))
        else:
            for one in every:
                self.stdout.write(str(one))
        if every:
            raise CommandError(f"发现 {len(every)} 处问题", returncode=1)
        if not options["json"]:
            last = EvidenceBatch.objects.order_by("number").last()
            sealed, batches = (last.end - 1, last.number) if last else (0, 0)
            self.stdout.write(f"存证 {sealed} 条、批次 {batches} 个，全部一致")
