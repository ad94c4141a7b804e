"""Heads who handled a purchase themselves: their own unit's, or one of a unit under theirs (B4)."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date

from decisions.procedure import Found
from finance.checks.answering import holds
from finance.models import Purchase
from organisation.models import Affiliation, Tenure
from rulebook.procedures.purchases import CODES

MOST_LEVELS = 6  # a county has three


class Handling:
    """Who of those who handled `purchases` headed what, and what stands under what; two queries and one a level."""

    def __init__(self, purchases: Sequence[Purchase]) -> None:
        handlers = {one.handler_id for one in purchases if one.handler_id is not None}
        self._headed: dict[int, list[Tenure]] = defaultdict(list)
        if handlers:
            rows = Tenure.objects.filter(person__in=handlers, post__is_head=True)
            for tenure in rows.select_related("post__unit").order_by("post__unit", "during"):
                self._headed[tenure.person_id].append(tenure)
        concerned = {one.unit_id for one in purchases if one.handler_id in self._headed}
        self._parents = _parents_of(concerned)

    def found(self, purchase: Purchase) -> Iterator[Found]:
        """What is found in `purchase`."""
        if purchase.handler is None:
            return
        day = purchase.happened_on
        above = self._above(purchase.unit_id, day)
        for tenure in self._headed.get(purchase.handler.pk, ()):
            unit = tenure.post.unit
            if not holds(tenure, day) or (unit.pk != purchase.unit_id and unit.pk not in above):
                continue
            facts = {"names": purchase.handler.name, "unit": purchase.unit.name}
            if unit.pk == purchase.unit_id:
                yield Found(CODES["head-handles-purchase"], facts)
            else:
                yield Found(CODES["head-handles-subordinate-purchase"], facts | {"above": unit.name})
            return

    def _above(self, unit: int, day: date) -> set[int]:
        found: set[int] = set()
        while (parent := self._parent(unit, day)) is not None and parent not in found:
            found.add(parent)
            unit = parent
        return found

    def _parent(self, unit: int, day: date) -> int | None:
        for row in self._parents.get(unit, ()):
            first, end = row.during.lower, row.during.upper
            if (first is None or first <= day) and (end is None or day < end):
                return row.parent_id
        return None


def _parents_of(units: set[int]) -> dict[int, list[Affiliation]]:
    found: dict[int, list[Affiliation]] = {}
    for _level in range(MOST_LEVELS):
        wanted = units - set(found)
        if not wanted:
            break
        found |= {unit: [] for unit in wanted}
        units = set()
        for row in Affiliation.objects.filter(unit__in=wanted):
            found[row.unit_id].append(row)
            units.add(row.parent_id)
    return found
