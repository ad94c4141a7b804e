"""What a number of uses rest on: thresholds, resolutions, the year's budget, and the small payments beside them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum, Window
from django.db.models.functions import ExtractYear

from decisions.models import Matter
from finance.checks.resolutions import decided_of
from finance.checks.thresholds import Thresholds
from finance.models import Budget, BudgetChange, BudgetItem, FundUse
from finance.procedure.funds import Allowance, Part, Parts, Resolved, parts_of
from rulebook.procedures.funds import sheet_rule_on

NOTHING = Decimal(0)
Alike = tuple[int, int, str]  # unit, payee, item


class Money:
    """What is to be known of the sums of `uses` as of `on`; a constant number of queries."""

    def __init__(self, uses: Sequence[FundUse], on: date) -> None:
        self._on = on
        units = {use.unit_id for use in uses}
        self._thresholds = Thresholds(units)
        self._resolve({use.matter_id for use in uses if use.matter_id is not None})
        self._budget(uses, units)
        self._split([use for use in uses if use.matter_id is None])

    def threshold(self, use: FundUse) -> Decimal:
        """From which sum on a use of that unit was a large sum on that day."""
        return self._thresholds.on(use.unit_id, use.happened_on)

    def resolved(self, use: FundUse) -> Resolved | None:
        """The matter it rests on, used up through this payment."""
        matter = self._matters.get(use.matter_id or 0)
        if matter is None:
            return None
        decided = decided_of(matter)
        before = self._spent.get(use.pk)
        spent = before if before is not None else self._total.get(matter.pk, NOTHING) + use.amount
        items: Iterable[str] = self._purposes.get(matter.pk) or self._first.get(matter.pk) or ()
        return Resolved(
            title=matter.title, category=matter.category, on=decided.on, passed=decided.passed, refused=decided.refused,
            amount=decided.amount, spent=spent, items=tuple(items),
        )  # fmt: skip

    def allowance(self, use: FundUse) -> Allowance | None:
        """What the budget of its year allows for its item; None where no budget was entered."""
        year = use.happened_on.year
        if (use.unit_id, year) not in self._budgets:
            return None
        allowed = self._allowed.get((use.unit_id, year, use.budget_item))
        spent = self._charged.get(use.pk)
        if spent is None:
            spent = self._item_total.get((use.unit_id, year, use.budget_item), NOTHING) + use.amount
        return Allowance(year, allowed, spent)

    def parts(self, use: FundUse) -> Parts | None:
        """The small payments it makes up a large one with."""
        return self._parts.get(use.pk)

    def _resolve(self, matters: set[int]) -> None:
        rows = (
            Matter.objects.filter(pk__in=matters).select_related("emergency").prefetch_related("resolutions")
        )
        self._matters = {one.pk: one for one in rows.defer("search_keys")}
        counted = FundUse.objects.filter(matter__in=matters, cancelled=False)
        paid = counted.filter(paid_on__lte=self._on)
        running = Window(Sum("amount"), partition_by="matter", order_by=["paid_on", "pk"])
        self._spent = dict(paid.annotate(spent=running).order_by().values_list("pk", "spent"))
        self._total = dict(paid.order_by().values_list("matter").annotate(total=Sum("amount")))
        first = counted.order_by("matter", "happened_on", "pk").distinct("matter")
        self._first = {matter: (item,) for matter, item in first.values_list("matter", "budget_item")}
        self._purposes: dict[int, set[str]] = defaultdict(set)
        named: Iterable[tuple[int | None, str]] = [
            *BudgetItem.objects.filter(budget__matter__in=matters).values_list("budget__matter", "name"),
            *BudgetChange.objects.filter(matter__in=matters).values_list("matter", "item__name"),
        ]
        for matter, item in named:
            if matter is not None:
                self._purposes[matter].add(item)

    def _budget(self, uses: Sequence[FundUse], units: set[int]) -> None:
        years = {use.happened_on.year for use in uses}
        self._budgets = set(Budget.objects.filter(unit__in=units, year__in=years).values_list("unit", "year"))
        changed = Sum("changes__amount", filter=Q(changes__on__lte=self._on))
        items = BudgetItem.objects.filter(budget__unit__in=units, budget__year__in=years).annotate(
            changed=changed
        )
        told = items.values_list("budget__unit", "budget__year", "name", "amount", "changed")
        self._allowed = {(unit, year, name): amount + (more or 0) for unit, year, name, amount, more in told}
        paid = FundUse.objects.filter(
            unit__in={unit for unit, _year in self._budgets}, cancelled=False, paid_on__lte=self._on,
            paid_on__year__in=years, budget_item__in={use.budget_item for use in uses},
        )  # fmt: skip
        charged = paid.annotate(year=ExtractYear("paid_on"))
        running = Window(
            Sum("amount"), partition_by=["unit", "year", "budget_item"], order_by=["paid_on", "pk"]
        )
        asked = {use.pk for use in uses}
        self._charged: dict[int, Decimal] = {}
        self._item_total: dict[tuple[int, int, str], Decimal] = defaultdict(Decimal)
        rows = charged.annotate(spent=running).order_by()
        for pk, unit, year, item, amount, spent in rows.values_list(
            "pk", "unit", "year", "budget_item", "amount", "spent"
        ).iterator():
            self._item_total[unit, year, item] += amount
            if pk in asked:
                self._charged[pk] = spent

    def _split(self, uses: Sequence[FundUse]) -> None:
        """The small payments of the same unit, payee and item, those of `uses` among them."""
        asked = {(use.unit_id, use.payee_id, use.budget_item) for use in uses}
        small = FundUse.objects.filter(
            unit__in={unit for unit, _payee, _item in asked}, payee__in={payee for _unit, payee, _item in asked},
            budget_item__in={item for _unit, _payee, item in asked}, cancelled=False, matter=None, paid_on__lte=self._on,
        )  # fmt: skip
        known = small.order_by().values_list("pk", "unit", "payee", "budget_item", "happened_on", "amount")
        groups: dict[Alike, dict[int, Part]] = defaultdict(dict)
        for pk, unit, payee, item, day, amount in known.iterator():
            if (unit, payee, item) in asked:
                self._put(groups, (unit, payee, item), pk, day, amount)
        self._parts: dict[int, Parts] = {}
        for parts in groups.values():
            self._parts |= parts_of([*parts.values()])
        for use in uses:
            if use.paid_on is None and not use.cancelled:
                self._ahead(groups, use)

    def _ahead(self, groups: dict[Alike, dict[int, Part]], use: FundUse) -> None:
        """What a payment not made yet would make up with those made."""
        alike = (use.unit_id, use.payee_id, use.budget_item)
        with_it = {alike: dict(groups.get(alike, {}))}
        self._put(with_it, alike, use.pk, use.happened_on, use.amount)
        found = parts_of([*with_it[alike].values()]).get(use.pk)
        if found is not None:
            self._parts[use.pk] = found

    def _put(
        self, groups: dict[Alike, dict[int, Part]], alike: Alike, pk: int, day: date, amount: Decimal
    ) -> None:
        least = self._thresholds.on(alike[0], day)
        if amount < least:
            groups[alike][pk] = Part(pk, day, amount, least, sheet_rule_on(day).split_days.value)
