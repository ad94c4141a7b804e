"""A unit's budget of a year and its adjustments, each with the decision that approved it."""

from collections import Counter
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from decisions.models import Matter
from finance.models import Budget, BudgetChange, BudgetItem
from finance.policies import kept_budgets, own_fund_units
from finance.services.funds.checking import recheck_funds
from finance.services.funds.sheets import ChangedMeanwhile, NotPossible
from organisation.models import Unit

EARLIEST = 2000
Line = tuple[str, Decimal]  # name of the item, sum


@ledger.service("budget.enter")
def enter_budget(
    *,
    unit: Unit,
    year: int,
    lines: Sequence[Line],
    matter: Matter | None,
    seen: datetime | None,
    by: User,
    on: date,
) -> Budget:
    """Enter the budget of `unit` for `year`, or change it. `seen` is when the stored one had last changed as the user saw it.

    An item that was adjusted stays. Raises ValidationError by field, ChangedMeanwhile, NotPossible.
    """
    if not own_fund_units(by, on).filter(pk=unit.pk).exists():
        raise NotPossible
    Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
    budget = Budget.objects.filter(unit=unit, year=year).first()
    if budget is not None and (seen is None or budget.changed_at > seen):
        raise ChangedMeanwhile
    problems = _problems(unit, year, lines, matter, on)
    if problems:
        raise ValidationError(problems)
    budget = budget or Budget(unit=unit, year=year, entered_by=by)
    budget.matter = matter
    budget.save()
    _write(budget, lines)
    recheck_funds(unit, on)
    return budget


@ledger.service("budget.adjust")
def adjust_budget(
    *, token: UUID, item: int, amount: Decimal, reason: str, matter: Matter | None, by: User, on: date
) -> Budget:
    """Adjust an item of a budget by `amount`, up or down, as of `on`; the same `token` twice does it once.

    Raises ValidationError by field, NotPossible.
    """
    rows = BudgetItem.objects.select_for_update(of=("self",)).filter(budget__in=kept_budgets(by, on))
    found = rows.select_related("budget__unit").filter(pk=item).first()
    if found is None:
        raise NotPossible
    if BudgetChange.objects.filter(token=token).exists():
        return found.budget
    problems: dict[str, list[str]] = {}
    if amount == 0:
        problems["amount"] = [_("请填写增加或者减少的金额。")]
    elif found.amount + sum(change.amount for change in found.changes.all()) + amount < 0:
        problems["amount"] = [_("调整后的预算不能小于零。")]
    if not reason.strip():
        problems["reason"] = [_("请写明调整理由。")]
    if matter is not None and matter.unit_id != found.budget.unit_id:
        problems["matter"] = [_("只能选择本单位的决策事项。")]
    if problems:
        raise ValidationError(problems)
    BudgetChange.objects.create(
        item=found,
        on=on,
        amount=amount,
        reason=reason.strip()[:200],
        matter=matter,
        entered_by=by,
        token=token,
    )
    recheck_funds(found.budget.unit, on)
    return found.budget


def _problems(
    unit: Unit, year: int, lines: Sequence[Line], matter: Matter | None, on: date
) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    if not EARLIEST <= year <= on.year + 1:
        problems["year"] = [
            _("年度应在 %(first)s 至 %(last)s 之间。") % {"first": EARLIEST, "last": on.year + 1}
        ]
    if not lines:
        problems["items"] = [_("至少填写一个预算项目。")]
    double = [name for name, number in Counter(name for name, _amount in lines).items() if number > 1]
    if double:
        problems["items"] = [_("预算项目重复：%(names)s。") % {"names": "、".join(double)}]
    if matter is not None and matter.unit_id != unit.pk:
        problems["matter"] = [_("只能选择本单位的决策事项。")]
    return problems


def _write(budget: Budget, lines: Sequence[Line]) -> None:
    """Make the items those given; what stays the same is left alone."""
    left = {item.name: item for item in budget.items.all()}
    for name, amount in lines:
        item = left.pop(name, None) or BudgetItem(budget=budget, name=name)
        if item.pk is None or item.amount != amount:
            item.amount = amount
            item.save()
    kept = [name for name, item in left.items() if item.changes.exists()]
    if kept:
        raise ValidationError(
            {"items": [_("已经调整过的预算项目不能删除：%(names)s。") % {"names": "、".join(kept)}]}
        )
    for item in left.values():
        item.delete()
