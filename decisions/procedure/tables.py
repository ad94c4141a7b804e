"""The rulebook of decisions as a table to be read: codes by clause, the numbers they rest on, what they say."""

from rulebook.procedures.decisions import CODES, LIMITS
from rulebook.types import FindingRule


def codes_table() -> str:
    """Every code as a row of Markdown: clause, code, title, severity, rules, facts in its sentence."""
    numbers = {limit.rule: f"{limit.value} {limit.unit}" for limit in LIMITS}
    rows = ["| clause | code | 情形 | severity | rests on | message |", "|---|---|---|---|---|---|"]
    rows += [_row(rule, numbers) for rule in CODES.values()]
    return "\n".join(rows)


def _row(rule: FindingRule, numbers: dict[str, str]) -> str:
    rests_on = ", ".join(f"{one} ({numbers[one]})" if one in numbers else one for one in rule.rules)
    cells = (rule.clause, f"`{rule.code}`", rule.title, rule.severity.value, rests_on, rule.message)
    return "| " + " | ".join(cells) + " |"
