"""`manage.py describe_flags`: the signs worth looking into in purchases, as the tables of docs/interchange.md."""

from typing import Any

from django.core.management.base import BaseCommand

from rulebook.procedures.procurement import FLAGS, LIMITS, FlagRule
from rulebook.types import Limit


class Command(BaseCommand):
    """Print the tables of signs and of the numbers they count with, written from the rulebook."""

    help = "输出采购红旗指标表（docs/interchange.md 中的一节）"
    requires_system_checks = ()

    def handle(self, *args: Any, **options: Any) -> None:
        """Print Markdown: a row each sign, then a row each number."""
        self.stdout.write(
            "| code | 指标 | formula | value | about | rests on | source |\n|---|---|---|---|---|---|---|"
        )
        self.stdout.write("\n".join(map(_row, FLAGS.values())))
        self.stdout.write("\n| rule | number | value | source | in force from |\n|---|---|---|---|---|")
        self.stdout.write("\n".join(map(_number, LIMITS)))


def _row(rule: FlagRule) -> str:
    cells = (
        f"`{rule.code}`", rule.title, rule.formula, rule.value, " ".join(group.value for group in rule.of),
        ", ".join(rule.rules), str(rule.source),
    )  # fmt: skip
    return "| " + " | ".join(cells) + " |"


def _number(limit: Limit) -> str:
    since = limit.since.isoformat() if limit.since.year > 1949 else ""
    source = str(limit.source) + ("" if limit.source.read else "（请核对）")
    return f"| {limit.rule} | {limit.title} | {limit.value} {limit.unit} | {source} | {since} |"
