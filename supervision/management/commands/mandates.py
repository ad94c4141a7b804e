"""`manage.py mandates --staff-no N [--as-of D] --json`: who supervises this head, a mandate a line."""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from core.clock import today
from core.management.arguments import day
from organisation.models import Person
from supervision.selectors.mandates import mandates_over


class Command(BaseCommand):
    """List the mandates over a head."""

    help = "列出某位一把手由谁监督、监督什么、依据和起始日期"

    def add_arguments(self, parser: ArgumentParser) -> None:
        """Declare the arguments."""
        parser.add_argument("--staff-no", required=True, help="工号")
        parser.add_argument("--as-of", type=day, default=None, help="YYYY-MM-DD，缺省为今天")
        parser.add_argument("--json", action="store_true", help="每行输出一个 JSON 对象")

    def handle(self, *args: Any, **options: Any) -> None:
        """Print the mandates by clause. Raises CommandError for an unknown staff number."""
        person = Person.objects.filter(staff_no=options["staff_no"]).first()
        if person is None:
            raise CommandError(f"没有工号为“{options['staff_no']}”的人员", returncode=1)
        for mandate in mandates_over(person, options["as_of"] or today()):
            row = {
                "clause": mandate.clause,
                "body": mandate.body,
                "subject": mandate.subject,
                "basis": mandate.basis,
                "since": mandate.since.isoformat() if mandate.since else None,
            }
            self.stdout.write(
                json.dumps(row, ensure_ascii=False)
                if options["json"]
                else "  ".join(str(v) for v in row.values())
            )
