"""Purchases that belong together: split to stay below a threshold (N39), or given to one supplier again and again.

The first pass keeps three numbers for each purchase that may belong to others; only the lines of those that do are read again.
"""

from array import array
from bisect import bisect_right
from collections.abc import Hashable, Iterator
from datetime import date
from itertools import groupby
from typing import Generic, NamedTuple, TypeVar

from core.periods import months_after
from finance.procedure.flags.form import Release
from finance.procedure.flags.purchase import BUDGET_ADJUSTMENT, FEN, Purchase, item_code
from finance.procedure.flags.results import Put
from finance.procedure.flags.settings import Repeat
from rulebook.procedures.procurement import SPLIT_PURCHASES, TENDERED, Category, Group, Method

Buyer = tuple[Group, str]
Key = TypeVar("Key", bound=Hashable)
Member = TypeVar("Member", int, str)  # a line in the first pass, an ocid in the second


class Members(Generic[Key]):
    """Purchases by what they belong to, each with a number.

    Of the first pass only a hash of the key is kept: it says which lines to read again. What belongs together is settled by the keys
    themselves, of those lines alone.
    """

    def __init__(self) -> None:
        self._hash, self._line, self._number = array("q"), array("I"), array("q")
        self.lines: set[int] = set()
        self._kept: dict[Key, list[tuple[int, str]]] = {}

    def note(self, key: Key, line: int, number: int) -> None:
        """First pass."""
        self._hash.append(hash(key))
        self._line.append(line)
        self._number.append(number)

    def groups(self, least: int) -> Iterator[list[tuple[int, int]]]:
        """Numbers and lines, in order, of `least` or more that seem to belong together."""
        order = sorted(range(len(self._hash)), key=self._hash.__getitem__)
        for _hash, entries in groupby(order, key=self._hash.__getitem__):
            members = [(self._number[entry], self._line[entry]) for entry in entries]
            if len(members) >= least:
                yield sorted(members)

    def keep(self, key: Key, ocid: str, number: int) -> None:
        """Second pass."""
        self._kept.setdefault(key, []).append((number, ocid))

    def kept(self) -> Iterator[tuple[Key, list[tuple[int, str]]]]:
        """Every key with the numbers and ids of what belongs to it, in order."""
        for key, members in self._kept.items():
            yield key, sorted(members)


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
        self._members, self._lowest_bar = Members[Whole](), self._open_tender

    def note(self, line: int, purchase: Purchase) -> None:
        """First pass."""
        amount, whole = purchase.spent, self._key(purchase)
        if whole is not None and amount:
            self._lowest_bar = min(self._lowest_bar, whole.bar)
            self._members.note(whole, line, amount)

    def settle(self) -> set[int]:
        """Between the passes: the lines to read again."""
        for members in self._members.groups(SPLIT_PURCHASES.value):
            if sum(amount for amount, _line in members) >= self._lowest_bar:
                self._members.lines.update(line for _amount, line in members)
        return self._members.lines

    def keep(self, line: int, purchase: Purchase) -> None:
        """Second pass."""
        amount, whole = purchase.spent, self._key(purchase)
        if line in self._members.lines and whole is not None and amount:
            self._members.keep(whole, purchase.release.ocid, amount)

    def flag(self, put: Put) -> None:
        """After the passes."""
        for whole, members in self._members.kept():
            total = sum(amount for amount, _ocid in members)
            # Works that reach what must be tendered must be tendered (N33); goods and services have to exceed it (N39).
            is_above = total > whole.bar or (total == whole.bar and whole.year is None)
            if len(members) >= SPLIT_PURCHASES.value and is_above:
                put(*whole.buyer, "split-below-threshold", total / whole.bar)
                for _amount, ocid in members:
                    put(Group.OCID, ocid, "split-below-threshold", total / whole.bar)

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

    def note(self, line: int, purchase: Purchase) -> None:
        """First pass."""
        for key, day in self._given(purchase):
            self._members.note(key, line, day)

    def settle(self) -> set[int]:
        """Between the passes: the lines to read again."""
        for members in self._members.groups(self._rule.purchases):
            _most, lines = self._most(members)
            self._members.lines.update(lines)
        return self._members.lines

    def keep(self, line: int, purchase: Purchase) -> None:
        """Second pass."""
        if line in self._members.lines:
            for key, day in self._given(purchase):
                self._members.keep(key, purchase.release.ocid, day)

    def flag(self, put: Put) -> None:
        """After the passes."""
        for (buyer, supplier), members in self._members.kept():
            most, ocids = self._most(members)
            if ocids:
                put(*buyer, "repeat-supplier", float(most))
                put(Group.TENDERER, supplier, "repeat-supplier", float(most))
            for ocid in ocids:
                put(Group.OCID, ocid, "repeat-supplier", float(most))

    def _given(self, purchase: Purchase) -> Iterator[tuple[tuple[Buyer, str], int]]:
        """Buyer and supplier of what was given below the threshold without a tender, and on which day."""
        bar, amount, buyer, day = purchase.bar, purchase.spent, purchase.buyer, purchase.bought_on
        if buyer is None or day is None or bar is None or not amount or amount >= bar.fen:
            return
        if purchase.is_below_method:
            for supplier in _suppliers(purchase):
                yield (buyer, supplier), day.toordinal()

    def _most(self, members: list[tuple[int, Member]]) -> tuple[int, list[Member]]:
        """The most purchases within the months, and every one that is among enough."""
        days, most, taken = [day for day, _member in members], 0, 0
        among: list[Member] = []
        for start, day in enumerate(days):
            end = bisect_right(days, months_after(date.fromordinal(day), self._rule.months).toordinal())
            most = max(most, end - start)
            if end - start >= self._rule.purchases:
                among.extend(member for _day, member in members[max(start, taken) : end])
                taken = max(taken, end)
        return most, among


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
