"""Purchases that belong together: split to stay below a threshold (N39), or given to one supplier again and again.

The first pass keeps four numbers for each purchase that may belong to others; only the lines of those that do are read again.
"""

from array import array
from bisect import bisect_right
from collections.abc import Hashable, Iterator
from datetime import date
from typing import Generic, NamedTuple, TypeVar

from core.periods import months_after
from finance.procedure.flags.form import Release
from finance.procedure.flags.purchase import BUDGET_ADJUSTMENT, FEN, Purchase, item_code
from finance.procedure.flags.results import Put
from finance.procedure.flags.settings import Repeat
from rulebook.procedures.procurement import SPLIT_PURCHASES, TENDERED, Category, Group, Method

Buyer = tuple[Group, str]
Key = TypeVar("Key", bound=Hashable)


class Members(Generic[Key]):
    """Lines by what they belong to, each with a number."""

    def __init__(self) -> None:
        self._places: dict[Key, int] = {}
        self._place, self._line, self._number = array("I"), array("I"), array("q")

    def add(self, key: Key, line: int, number: int) -> None:
        """Keep that `line` belongs to `key`."""
        self._place.append(self._places.setdefault(key, len(self._places)))
        self._line.append(line)
        self._number.append(number)

    def of_at_least(self, least: int) -> Iterator[tuple[Key, list[tuple[int, int]]]]:
        """Every key to which at least `least` lines belong, with their numbers and lines in order."""
        ends = array("I", bytes(4 * (len(self._places) + 1)))
        for place in self._place:
            ends[place + 1] += 1
        for place in range(len(self._places)):
            ends[place + 1] += ends[place]
        # Entry by entry in order of their keys, without a list for each key: there may be as many keys as entries.
        order, filled = array("I", bytes(4 * len(self._place))), array("I", ends)
        for entry, place in enumerate(self._place):
            order[filled[place]] = entry
            filled[place] += 1
        for key, place in self._places.items():
            entries = order[ends[place] : ends[place + 1]]
            if len(entries) >= least:
                yield key, sorted((self._number[entry], self._line[entry]) for entry in entries)


class Whole(NamedTuple):
    """What split purchases are parts of: `bar` is the threshold in fen; works have a project and no year, all else a budget item."""

    buyer: Buyer
    bar: int
    year: int | None
    item: str
    category: str


class SplitPurchases:
    """One buyer, one year, one budget item, one category, not by open tender: twice or more, and above the threshold together.

    Of works, parts of one project: each below what must be tendered, together not.
    """

    def __init__(self, digits: int, open_tender: int) -> None:
        self._digits, self._open_tender = digits, open_tender * FEN
        self._members = Members[Whole]()
        self._shares: dict[int, float] = {}

    def note(self, line: int, purchase: Purchase) -> None:
        """First pass."""
        amount, key = purchase.spent, self._key(purchase)
        if key is not None and amount:
            self._members.add(key, line, amount)

    def settle(self, put: Put) -> None:
        """Between the passes: flag buyers, keep the lines of what they split."""
        for whole, members in self._members.of_at_least(SPLIT_PURCHASES.value):
            total = sum(amount for amount, _line in members)
            # Works that reach what must be tendered must be tendered (N33); goods and services have to exceed it (N39).
            if total > whole.bar or (total == whole.bar and whole.year is None):
                share = total / whole.bar
                put(*whole.buyer, "split-below-threshold", share)
                self._shares.update((line, share) for _amount, line in members)

    def lines(self) -> set[int]:
        """The lines to read again."""
        return set(self._shares)

    def flag(self, line: int, release: Release, put: Put) -> None:
        """Second pass."""
        if line in self._shares:
            put(Group.OCID, release.ocid, "split-below-threshold", self._shares[line])

    def _key(self, purchase: Purchase) -> Whole | None:
        if purchase.buyer is None or purchase.method is None or purchase.is_approved:
            return None
        if purchase.category == Category.WORKS:
            return _key_of_works(purchase, purchase.buyer)
        bought_on = purchase.bought_on
        if purchase.method == Method.OPEN or bought_on is None or bought_on < SPLIT_PURCHASES.since:
            return None
        if purchase.has_document(BUDGET_ADJUSTMENT):
            return None
        item, category = _budget_item(purchase.release), self._category(purchase)
        return Whole(purchase.buyer, self._open_tender, bought_on.year, item, category)

    def _category(self, purchase: Purchase) -> str:
        """The first digits of the item's code, else goods or services."""
        code = item_code(purchase.release)
        if not code:
            return purchase.category.value if purchase.category is not None else ""
        letters = len(code) - len(code.lstrip("ABCDEFGHIJKLMNOPQRSTUVWXYZ"))
        return code[: letters + self._digits]


def _key_of_works(purchase: Purchase, buyer: Buyer) -> Whole | None:
    bar, amount = purchase.bar, purchase.spent
    project = _project(purchase.release)
    if not project or bar is None or amount is None or amount >= bar.fen or purchase.method in TENDERED:
        return None
    return Whole(buyer, bar.fen, None, project, Category.WORKS)


class RepeatedSupplier:
    """One buyer, one supplier, below the threshold and not tendered: so many times within so many months."""

    def __init__(self, rule: Repeat) -> None:
        self._rule, self._members = rule, Members[tuple[Buyer, str]]()
        self._times: dict[int, int] = {}

    def note(self, line: int, purchase: Purchase) -> None:
        """First pass."""
        bar, amount, buyer = purchase.bar, purchase.spent, purchase.buyer
        if not purchase.awards or buyer is None or purchase.bought_on is None or bar is None or not amount:
            return
        if amount < bar.fen and purchase.is_below_method:
            for supplier in _suppliers(purchase):
                self._members.add((buyer, supplier), line, purchase.bought_on.toordinal())

    def settle(self, put: Put) -> None:
        """Between the passes: flag buyers and suppliers, keep the lines of what they did together."""
        for (buyer, supplier), members in self._members.of_at_least(self._rule.purchases):
            most = self._most(members)
            if most >= self._rule.purchases:
                put(*buyer, "repeat-supplier", float(most))
                put(Group.TENDERER, supplier, "repeat-supplier", float(most))

    def lines(self) -> set[int]:
        """The lines to read again."""
        return set(self._times)

    def flag(self, line: int, release: Release, put: Put) -> None:
        """Second pass."""
        if line in self._times:
            put(Group.OCID, release.ocid, "repeat-supplier", float(self._times[line]))

    def _most(self, members: list[tuple[int, int]]) -> int:
        """The most purchases within the months, keeping every line that is one of enough."""
        days, most, kept = [day for day, _line in members], 0, 0
        among: list[int] = []
        for start, day in enumerate(days):
            end = bisect_right(days, months_after(date.fromordinal(day), self._rule.months).toordinal())
            most = max(most, end - start)
            if end - start >= self._rule.purchases:
                among.extend(line for _day, line in members[max(start, kept) : end])
                kept = max(kept, end)
        for line in among:
            self._times[line] = max(most, self._times.get(line, 0))
        return most


def _suppliers(purchase: Purchase) -> set[str]:
    lists = (award.suppliers for award in purchase.awards if isinstance(award.suppliers, list))
    return {one.id for suppliers in lists for one in suppliers if isinstance(one.id, str)}


def _budget_item(release: Release) -> str:
    """The budget item; those of which none is told belong together."""
    budget = release.planning.budget if release.planning is not None else None
    if budget is None:
        return ""
    names = (budget.id, budget.project_id, budget.project)
    return next((str(name) for name in names if name), "")


def _project(release: Release) -> str:
    """The project that works are part of."""
    budget = release.planning.budget if release.planning is not None else None
    if budget is None:
        return ""
    names = (budget.project_id, budget.project, budget.id)
    return next((str(name) for name in names if name), "")
