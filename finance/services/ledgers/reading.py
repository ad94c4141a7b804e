"""Reading a ledger line by line: what is wrong with a cell is named by row and column; no rows of ours are made."""

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django.utils.translation import gettext as _

from core.importing import CellError, Refused, Unreadable
from core.importing.cells import plain
from core.importing.tables import bare, records_of, trimmed
from decisions.models import Matter
from finance.selectors.paid_for import codes_of
from finance.services.ledgers.columns import BY_KEY, REQUIRED
from organisation.models import Person, Unit
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.funds import Signer

MOST_LINES = 1_000_000
MOST_ERRORS = 1000
PLAIN = ("number", "applied_on", "paid_on", "purpose", "payee", "amount", "budget_item")
SIGNED = tuple(name for signer in Signer for name in (f"{signer}_id", f"{signer}_name", f"{signer}_on"))
PAYS = ("purchase_id", "part_id")
STAGED = ("line", *PLAIN, "matter_id", *PAYS, *SIGNED)


class LedgerReader:
    """Turns the lines of one ledger into tuples as STAGED names them; `errors` holds what is wrong, by row and heading."""

    def __init__(self, unit: Unit, columns: Mapping[str, str], on: date) -> None:
        """`columns`: field → heading. Two queries for any number of lines, four where a column tells what is paid for."""
        self._columns, self._on = dict(columns), on
        self.errors: list[CellError] = []
        people = list(
            Person.objects.filter(tenures__post__unit=unit).distinct().values_list("pk", "name", "staff_no")
        )
        names = Counter(name for _pk, name, _number in people)
        self._people = {name: (pk, name) for pk, name, _number in people if names[name] == 1}
        self._people |= {number: (pk, name) for pk, name, number in people}
        matters = Matter.objects.filter(unit=unit).exclude(category=MatterCategory.PERSONNEL)
        self._matters = dict(matters.values_list("number", "pk"))
        self._paid_for = codes_of(unit) if "pays" in self._columns else {}

    def lines(self, content: bytes, name: str, tell: Callable[[int], None]) -> Iterator[tuple[Any, ...]]:
        """Every line that can be stored; reading stops at MOST_ERRORS errors. Raises Refused where the file as a whole is unfit."""
        records = records_of(content, name)
        places = self._places(trimmed(next(records, [])))
        if self.errors:
            return
        count = 0
        for number, record in enumerate(records, start=2):
            cells = trimmed(record)
            if not cells:
                continue
            count += 1
            if count > MOST_LINES:
                raise Refused(
                    _("台账超过 %(most)s 行，请按年度分成几个文件导入。") % {"most": f"{MOST_LINES:,}"}
                )
            before = len(self.errors)
            line = self._line(number, cells, places)
            if len(self.errors) == before:
                yield line
            if len(self.errors) >= MOST_ERRORS:
                return
            tell(number)

    def _places(self, first: Sequence[Any]) -> dict[str, int]:
        """Field → place of its column."""
        headings = [bare(plain(cell)) for cell in first]
        found = {}
        for key, heading in self._columns.items():
            if bare(heading) in headings:
                found[key] = headings.index(bare(heading))
            else:
                self.errors.append(CellError(1, heading, _("没有名为“%(name)s”的列") % {"name": heading}))
        for key in REQUIRED:
            if key not in self._columns:
                words = _("没有指定哪一列是“%(name)s”") % {"name": BY_KEY[key].title}
                self.errors.append(CellError(1, "", words))
        return found

    def _line(self, number: int, cells: list[Any], places: Mapping[str, int]) -> tuple[Any, ...]:
        values: dict[str, Any] = {}
        for key, place in places.items():
            content = cells[place] if place < len(cells) else None
            try:
                given = plain(content)
                values[key] = BY_KEY[key].read(content) if given else None
            except Unreadable as error:
                self._refuse(number, key, str(error))
                continue
            if not given and key in REQUIRED:
                self._refuse(number, key, _("不能为空"))
        self._sensible(number, values)
        values["applied_on"] = values.get("applied_on") or values.get("paid_on")
        found = [number, *(values.get(key) for key in PLAIN), self._matter(number, values.get("matter"))]
        found += self._pays(number, values.get("pays"))
        for signer in Signer:
            found += self._signature(number, signer, values, places)
        return tuple(found)

    def _sensible(self, number: int, values: Mapping[str, Any]) -> None:
        paid, applied = values.get("paid_on"), values.get("applied_on")
        if paid and paid > self._on:
            self._refuse(number, "paid_on", _("不能晚于今天"))
        if paid and applied and applied > paid:
            self._refuse(number, "applied_on", _("不能晚于支付日期"))
        if values.get("amount") == 0:
            self._refuse(number, "amount", _("金额须大于零"))

    def _matter(self, number: int, given: str | None) -> int | None:
        if given and given not in self._matters:
            self._refuse(number, "matter", _("本单位没有编号为“%(given)s”的决策事项") % {"given": given})
        return self._matters.get(given) if given else None

    def _pays(self, number: int, given: str | None) -> tuple[int | None, int | None]:
        """The purchase or the part of a project that is paid, by number of the row."""
        if given and given not in self._paid_for:
            words = _("本单位没有编号为“%(given)s”的采购或者标段")
            self._refuse(number, "pays", words % {"given": given})
        return self._paid_for.get(given or "", (None, None))

    def _signature(
        self, number: int, signer: Signer, values: Mapping[str, Any], places: Mapping[str, int]
    ) -> tuple[int | None, str, date | None]:
        """Who signed and when; in a ledger that tells no days, at the latest when the sum was applied for, else when it was paid."""
        name, key = values.get(signer.value), f"{signer}_on"
        day = values.get(key)
        if not name:
            if day:
                self._refuse(number, key, _("填写了签字日期，没有签字人"))
            return None, "", None
        person, known = self._people.get(name, (None, name))
        return person, known, day if key in places else values["applied_on"]

    def _refuse(self, number: int, key: str, message: str) -> None:
        self.errors.append(CellError(number, self._columns.get(key, BY_KEY[key].title), message))
