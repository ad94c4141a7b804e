"""Rows of the county's list of purchases, read against the roster and the decisions register."""

from collections.abc import Iterable, Iterator
from datetime import date
from itertools import islice
from typing import Any

from django.utils.translation import gettext as _

from core.importing import CellError
from core.importing.tables import Row
from decisions.models import Matter
from finance.choices import METHOD_OF_TITLE
from finance.models import Purchase
from finance.procedure.parties import known
from finance.services.importing import columns as at
from finance.services.importing.drafts import BLANK, Draft
from finance.services.purchases import FIRST_OF, IN_ORDER
from organisation.models import Person, Unit
from rulebook.procedures.decisions import MatterCategory

BATCH = 500


class SheetReader:
    """Turns rows into drafts; what is wrong goes to `errors`, by row and column."""

    def __init__(self, units: dict[str, Unit], errors: list[CellError], on: date) -> None:
        """`units` by name."""
        self._units, self._errors, self._on = units, errors, on
        self._people: dict[str, Person] = {}
        self._matters: dict[tuple[int, str], Matter] = {}
        self._came: dict[tuple[int, str], int] = {}

    def drafts(self, rows: Iterator[Row]) -> Iterator[Draft]:
        """Every row that can be stored; two queries a batch."""
        while batch := list(islice(rows, BATCH)):
            self._look_up(batch)
            for row in batch:
                before = len(self._errors)
                unit = self._unit(row)
                if unit is None or not row[at.NUMBER] or row.bad:
                    continue
                draft = self._draft(row, unit)
                self._errors += wrong_days(row.number, draft, self._on)
                if len(self._errors) == before:
                    yield draft

    def _look_up(self, rows: list[Row]) -> None:
        numbers = {row[at.HANDLER] for row in rows if row[at.HANDLER]}
        self._people = {one.staff_no: one for one in Person.objects.filter(staff_no__in=numbers)}
        named = {row[at.MATTER] for row in rows if row[at.MATTER]}
        if named:
            matters = Matter.objects.filter(
                number__in=named, unit__in=[unit.pk for unit in self._units.values()]
            )
            self._matters = {
                (one.unit_id, one.number): one for one in matters.exclude(category=MatterCategory.PERSONNEL)
            }

    def _unit(self, row: Row) -> Unit | None:
        name = row[at.UNIT]
        if not name:
            return None
        unit = self._units.get(name)
        if unit is None:
            self._refuse(
                row, at.UNIT, _("没有名为“%(name)s”的单位，或者不在您可以导入的范围") % {"name": name}
            )
            return None
        first = self._came.setdefault((unit.pk, row[at.NUMBER] or ""), row.number)
        if first != row.number:
            self._refuse(row, at.NUMBER, _("与第 %(row)s 行重复") % {"row": first})
        return unit

    def _draft(self, row: Row, unit: Unit) -> Draft:
        values: dict[str, Any] = {
            field: BLANK.get(field) if row[column] is None else row[column]
            for column, field in at.FIELDS.items()
            if column in row.columns
        }
        values["category"] = at.CATEGORY_OF.get(row[at.CATEGORY] or "", "")
        values["method"] = METHOD_OF_TITLE.get(row[at.METHOD] or "", "")
        if at.HANDLER in row.columns:
            values["handler"] = self._named(row, at.HANDLER, self._people.get(row[at.HANDLER] or ""))
        if at.MATTER in row.columns:
            matter = self._matters.get((unit.pk, row[at.MATTER] or ""))
            values["matter"] = self._named(row, at.MATTER, matter)
        supplier, number = row[at.SUPPLIER], row[at.SUPPLIER_CODE]
        return Draft(
            line=row.number,
            unit=unit,
            key=row[at.NUMBER],
            values=values,
            supplier=known(supplier or "", number or "") if supplier or number else None,
            says_supplier=at.SUPPLIER in row.columns,
            bids=_told(row, at.BIDS),
            changes=_told(row, at.CHANGES),
            payments=_told(row, at.PAYMENTS),
        )

    def _named(self, row: Row, column: str, found: Any) -> Any:
        given = row[column]
        if given and found is None:
            self._refuse(row, column, _("没有找到“%(given)s”") % {"given": given})
        return found if given else None

    def _refuse(self, row: Row, column: str, message: str) -> None:
        self._errors.append(CellError(row.number, column, message))


def _told(row: Row, column: str) -> Any:
    return (row[column] or ()) if column in row.columns else None


def wrong_days(
    line: int, draft: Draft, on: date, columns: dict[str, str] = at.COLUMN_OF
) -> Iterable[CellError]:
    """Days out of order, or ahead; a purchase without any day counts for none."""
    values = draft.values
    for first, last in IN_ORDER:
        if values.get(first) and values.get(last) and values[last] < values[first]:
            label = columns.get(first) or Purchase._meta.get_field(first).verbose_name  # type: ignore[union-attr]
            yield CellError(line, columns.get(last, last), _("不能早于%(label)s") % {"label": label})
    for name in ("awarded_on", "contract_on", "accepted_on"):
        if values.get(name) and values[name] > on:
            yield CellError(line, columns.get(name, name), _("不能晚于今天"))
    if not any(values.get(name) for name in FIRST_OF) and not values.get("happened_on"):
        yield CellError(
            line, columns.get("awarded_on", ""), _("至少应填文件发出、开标、中标、合同日期中的一个")
        )
