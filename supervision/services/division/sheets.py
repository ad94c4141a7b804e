"""Rows of a list of divisions of work (班子分工), one a field, put together: a division is all rows of a unit from one day."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from core.importing import CellError, Column, Row
from core.importing.cells import choice, code, day, text
from organisation.models import Person, Unit
from rulebook.division import FIELDS, Field
from supervision.checks.division import Loaded
from supervision.services.division.charges import Assigned
from supervision.services.division.entering import problems_with_division

BATCH = 500
UNIT, WORK, STAFF_NO, SINCE, BASIS = "单位名称", "分管工作", "分管领导工号", "起始日期", "依据"
NO_WORK = "无此项工作"
TITLES = {rule.title: name for name, rule in FIELDS.items()}
COLUMNS: tuple[Column, ...] = (
    Column(UNIT, text(80), required=True),
    Column(WORK, choice(TITLES), required=True, options=tuple(TITLES)),
    Column(
        STAFF_NO, code(32), required=True, hint=gettext_lazy("当日的班子成员；没有这项工作的填“无此项工作”")
    ),
    Column(SINCE, day, required=True, hint=gettext_lazy("如 2026-03-01")),
    Column(BASIS, text(200), required=True, hint=gettext_lazy("文号或会议")),
)


@dataclass(slots=True)
class Sheet:
    """A unit's division from one day, as the rows of the file say it: `lines` the row of each field. A field without one has nobody."""

    unit: Unit
    since: date
    basis: str
    lines: dict[Field, int] = field(default_factory=dict)
    work: dict[Field, Assigned] = field(default_factory=dict)

    def assigned(self) -> list[Assigned]:
        """All five fields."""
        return [self.work.get(name, Assigned(name)) for name in FIELDS]

    def problems(self, loaded: Loaded, on: date) -> Iterator[CellError]:
        """What stands against the division on `on`, at the row and column that says so."""
        if not self.work:
            return  # every row of it is refused already
        first = next(iter(self.lines.values()))
        said = problems_with_division(loaded, self.since, self.basis, self.assigned(), on)
        for where, words in said.items():
            if where in TITLES.values():
                row, column = self.lines[Field(where)], STAFF_NO
            else:
                row, column = first, SINCE if where == "since" else BASIS
            yield from (CellError(row, column, one) for one in words)


class SheetReader:
    """Puts rows together; what is wrong with single ones goes to `errors`."""

    def __init__(self, errors: list[CellError], counties: frozenset[str] | None) -> None:
        """`counties` (codes) bounds whose units may be named, None for any."""
        self._errors, self._counties = errors, counties
        self._units: dict[str, list[Unit]] = {}
        self._people: dict[str, int] = {}
        self._sheets: dict[tuple[int, date], Sheet] = {}

    def read(self, rows: Iterable[Row]) -> list[Sheet]:
        """The divisions by unit, each unit's in the order of their days; a constant number of queries for each batch of rows."""
        waiting = iter(rows)
        while batch := list(islice(waiting, BATCH)):
            self._look_up(batch)
            for row in batch:
                self._take(row)
        return sorted(self._sheets.values(), key=lambda sheet: (sheet.unit.pk, sheet.since))

    def _look_up(self, rows: list[Row]) -> None:
        names = {row[UNIT] for row in rows if row[UNIT]} - self._units.keys()
        self._units |= {name: [] for name in names}
        units = Unit.objects.filter(name__in=names).order_by("pk").defer("search_keys")
        if names and self._counties is not None:
            units = units.filter(county__in=self._counties)
        for unit in units if names else ():
            self._units[unit.name].append(unit)
        numbers = {row[STAFF_NO] for row in rows if row[STAFF_NO]} - self._people.keys()
        if numbers:
            known = Person.objects.filter(staff_no__in=numbers).order_by()
            self._people |= dict(known.values_list("staff_no", "pk"))

    def _take(self, row: Row) -> None:
        if row.bad or any(row[column.name] is None for column in COLUMNS):
            return
        found = self._units[row[UNIT]]
        if len(found) != 1:
            words = _("找不到单位“%(name)s”") if not found else _("有几个县都有单位“%(name)s”")
            self._errors.append(CellError(row.number, UNIT, words % {"name": row[UNIT]}))
            return
        key = (found[0].pk, row[SINCE])
        sheet = self._sheets.setdefault(key, Sheet(found[0], row[SINCE], row[BASIS]))
        self._errors.extend(CellError(row.number, *wrong) for wrong in self._added(sheet, row))

    def _added(self, sheet: Sheet, row: Row) -> Iterator[tuple[str, str]]:
        """Add one row to its division; what is wrong with it by column."""
        name = TITLES[row[WORK]]
        if name in sheet.lines:
            yield WORK, _("与第 %(row)s 行重复") % {"row": sheet.lines[name]}
            return
        sheet.lines[name] = row.number
        if row[BASIS] != sheet.basis:
            yield BASIS, _("同一单位同一天的分工须依据同一文件或会议")
        none = row[STAFF_NO] == NO_WORK
        if not none and row[STAFF_NO] not in self._people:
            yield STAFF_NO, _("找不到工号为“%(number)s”的人员") % {"number": row[STAFF_NO]}
            return
        sheet.work[name] = Assigned(name, None if none else self._people[row[STAFF_NO]], no_work=none)
