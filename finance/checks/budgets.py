"""Whether a year's budget and its adjustments were approved by the leading body (B3)."""

from collections.abc import Iterator
from datetime import date

from decisions.models import Matter
from decisions.procedure import Found
from finance.checks.resolutions import decided_of
from finance.models import Budget, BudgetChange
from rulebook.procedures.funds import CODES


def found_in_budget(budget: Budget, on: date) -> list[Found]:
    """What is found in `budget` (loaded with matter, items and their changes, each with its matter)."""
    found: list[Found] = []
    items = list(budget.items.all())
    how = not_approved(budget.matter)
    if how:
        amount = sum(item.amount for item in items)
        found.append(
            Found(
                CODES["budget-not-collective"], {"year": budget.year, "amount": f"{amount:.2f}", "how": how}
            )
        )
    entries = [
        line for item in items for change in item.changes.all() for line in _change(change, item.name, on)
    ]
    if entries:
        found.append(Found(CODES["budget-change-not-collective"], {"details": entries}))
    return found


def not_approved(matter: Matter | None) -> str:
    """Why `matter` approves nothing, in words; empty where it does."""
    if matter is None:
        return "没有集体研究的决议"
    decided = decided_of(matter)
    if decided.passed:
        return ""
    return f"“{matter.title}”没有通过" if decided.refused else f"“{matter.title}”还没有作出决议"


def _change(change: BudgetChange, item: str, on: date) -> Iterator[str]:
    how = not_approved(change.matter) if change.on <= on else ""
    if how:
        yield f"{change.on}“{item}”调整 {change.amount:.2f} 元，{how}"
