"""`manage.py describe_decision_codes`: what can be found in a decision, as the table of docs/interchange.md."""

from typing import Any

from django.core.management.base import BaseCommand

from decisions.procedure.tables import codes_table


class Command(BaseCommand):
    """Print the table of codes, written from the rulebook."""

    help = "输出决策问题代码表（docs/interchange.md 中的一节）"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print."""
        self.stdout.write(codes_table())
