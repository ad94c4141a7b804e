"""`manage.py describe_decision_codes`: what can be found in a decision, as the table of docs/interchange.md."""

from typing import Any

from django.core.management.base import BaseCommand

from rulebook.procedures.decisions import CODES, LIMITS
from rulebook.types import FindingRule

NUMBERS = {limit.rule: f"{limit.value} {limit.unit}" for limit in LIMITS}


class Command(BaseCommand):
    """Print the table of codes, written from the rulebook."""

    help = "输出决策问题代码表（docs/interchange.md 中的一节）"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print Markdown: a row each code with its clause, severity, the rules it rests on, and its words."""
        rows = ["| clause | code | 情形 | severity | rests on | message |", "|---|---|---|---|---|---|"]
        self.stdout.write("\n".join((*rows, *map(_row, CODES.values()))))


def _row(rule: FindingRule) -> str:
    rests_on = ", ".join(f"{one} ({NUMBERS[one]})" if one in NUMBERS else one for one in rule.rules)
    cells = (rule.clause, f"`{rule.code}`", rule.title, rule.severity.value, rests_on, rule.message)
    return "| " + " | ".join(cells) + " |"
