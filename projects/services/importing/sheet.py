"""Rows of the county's list of projects, read against the roster and the decisions register."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from django.utils.translation import gettext as _

from core.importing import CellError
from core.importing.tables import Row
from decisions.models import Matter
from finance.procedure.parties import Known, known
from finance.services.purchases import BidLine, PaymentLine
from organisation.models import Unit
from projects.services.importing import columns as at
from rulebook.procedures.decisions import MatterCategory
from rulebook.procedures.projects import Stage

PROJECT_COLUMNS = (at.TITLE, at.SUMMARY, at.TOTAL, at.PUBLIC, at.FUNDING, at.SPARED)


@dataclass(slots=True)
class Draft:
    """A row: the project it says, what it says of each stage, and the part it names, if any. What no column says is left out."""

    line: int
    unit: Unit
    number: str
    values: dict[str, Any]
    spared: str | None
    stages: dict[Stage, dict[str, Any]]
    part: str = ""
    part_values: dict[str, Any] = field(default_factory=dict)
    supplier: Known | None = None
    bidders: tuple[BidLine, ...] | None = None
    measures: tuple[PaymentLine, ...] | None = None
    payments: tuple[PaymentLine, ...] | None = None


class _First(NamedTuple):
    """The first row of a project: its number, hashes of what it says of the project, and the parts named so far."""

    number: int
    said: tuple[int, ...]
    parts: set[str]


class SheetReader:
    """Turns rows into drafts; what is wrong goes to `errors`, by row and column."""

    def __init__(self, units: dict[str, Unit], errors: list[CellError]) -> None:
        """`units` by name."""
        self._units, self._errors = units, errors
        self._matters: dict[tuple[int, str], Matter] = {}
        self._first: dict[tuple[int, str], _First] = {}

    def drafts(self, rows: Sequence[Row]) -> Iterator[Draft]:
        """Every row of a batch that can be stored; one query."""
        cells = [at.stage_column(stage, "决策编号") for stage in Stage]
        named = {row[cell] for row in rows for cell in cells if row[cell]}
        if named:
            matters = Matter.objects.filter(
                number__in=named, unit__in=[unit.pk for unit in self._units.values()]
            )
            self._matters = {
                (one.unit_id, one.number): one for one in matters.exclude(category=MatterCategory.PERSONNEL)
            }
        for row in rows:
            before = len(self._errors)
            unit = self._unit(row)
            if unit is None or not row[at.NUMBER] or row.bad:
                continue
            self._agrees(row, unit)
            draft = self._draft(row, unit)
            if len(self._errors) == before:
                yield draft

    def _unit(self, row: Row) -> Unit | None:
        name = row[at.UNIT]
        unit = self._units.get(name) if name else None
        if name and unit is None:
            words = _("没有名为“%(name)s”的单位，或者不在您可以导入的范围") % {"name": name}
            self._refuse(row, at.UNIT, words)
        return unit

    def _agrees(self, row: Row, unit: Unit) -> None:
        """Further rows of a project name other parts of it, and say the same of the project."""
        said = tuple(hash(row[column]) for column in PROJECT_COLUMNS)
        first = self._first.setdefault((unit.pk, row[at.NUMBER]), _First(row.number, said, set()))
        for column, one, other in zip(PROJECT_COLUMNS, first.said, said, strict=True):
            if one != other:
                self._refuse(row, column, _("与第 %(row)s 行同一项目的内容不一致") % {"row": first.number})
        part = row[at.PART] or ""
        if part in first.parts:
            self._refuse(row, at.PART, _("与第 %(row)s 行重复") % {"row": first.number})
        first.parts.add(part)

    def _draft(self, row: Row, unit: Unit) -> Draft:
        supplier, code = row[at.SUPPLIER], row[at.SUPPLIER_CODE]
        return Draft(
            line=row.number,
            unit=unit,
            number=row[at.NUMBER],
            values={
                "title": row[at.TITLE],
                "total": row[at.TOTAL],
                "public": row[at.PUBLIC],
                **{
                    name: row[column] or ""
                    for name, column in (("summary", at.SUMMARY), ("funding", at.FUNDING))
                    if column in row.columns
                },
            },
            spared=(row[at.SPARED] or "") if at.SPARED in row.columns else None,
            stages={stage: self._stage(row, unit, stage) for stage in Stage},
            part=row[at.PART] or "",
            part_values=self._part(row),
            supplier=known(supplier or "", code or "") if supplier or code else None,
            bidders=(row[at.BIDDERS] or ()) if at.BIDDERS in row.columns else None,
            measures=self._sums(row, at.MEASURES),
            payments=self._sums(row, at.PAYMENTS),
        )

    def _part(self, row: Row) -> dict[str, Any]:
        given = {name: row[column] for column, name in at.PART_FIELDS.items() if column in row.columns}
        given |= {name: given[name] or "" for name in ("method_name", "exempt") if name in given}
        if row[at.PART] and not row[at.CATEGORY]:
            self._refuse(row, at.CATEGORY, _("填写了标段，请填写标段类别"))
        if not row[at.PART] and any(given.values()):
            self._refuse(row, at.PART, _("填写了标段的内容，请填写标段名称"))
        return given | {"category": at.PART_CATEGORIES.get(row[at.CATEGORY] or "", "")}

    def _stage(self, row: Row, unit: Unit, stage: Stage) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for what, name in at.OF_STAGE:
            column = at.stage_column(stage, what)
            if column not in row.columns:
                continue
            value = row[column]
            if name == "matter" and value:
                value = self._matters.get((unit.pk, value))
                if value is None:
                    self._refuse(row, column, _("没有找到“%(given)s”") % {"given": row[column]})
            found[name] = value
        return found

    def _sums(self, row: Row, column: str) -> tuple[PaymentLine, ...] | None:
        if column not in row.columns:
            return None
        lines: tuple[PaymentLine, ...] = row[column] or ()
        if any(not line.amount for line in lines):
            self._refuse(row, column, _("每次应写明日期和大于零的金额，如 2026-06-01 300000"))
        return lines

    def _refuse(self, row: Row, column: str, message: str) -> None:
        self._errors.append(CellError(row.number, column, message))
