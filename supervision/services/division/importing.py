"""Importing divisions of work (班子分工) from .xlsx or .csv: one row a field, a division all rows of a unit from one day. All or nothing."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from core import clock, ledger
from core.importing import CellError, Column, Line, Refused, Report, Row, read_table
from core.importing.cells import choice, code, day, text
from organisation.models import Person, Unit
from rulebook.division import FIELDS, Field
from supervision.checks.division import Loaded, divisions_of
from supervision.models import Charge
from supervision.services.division.checking import check_divisions
from supervision.services.division.entering import (
    Assigned,
    assign,
    former_charges,
    problems_with_division,
    stands,
)

NOUN = "charges"
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
    """A unit's division from one day, as the rows of the file say it. A field without a row has nobody."""

    unit: Unit
    since: date
    basis: str
    rows: dict[Field, Row] = field(default_factory=dict)
    work: dict[Field, Assigned] = field(default_factory=dict)

    def assigned(self) -> list[Assigned]:
        """All five fields."""
        return [self.work.get(name, Assigned(name)) for name in FIELDS]


def import_division(
    *,
    content: bytes,
    name: str,
    by: User | None,
    on: date | None = None,
    dry_run: bool = False,
    counties: frozenset[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Import the divisions of work in `content` (a file called `name`) and report; with errors, nothing is stored.

    The same file again changes nothing. `counties` (codes) bounds whose units may be named, None for any. The units are judged at once,
    as of `on` (today). `progress` is told how far it is.
    """
    on = on or clock.today()
    try:
        table = read_table(content, name, COLUMNS)
    except Refused as refusal:
        return Report([NOUN]).refuse(refusal.errors)
    errors, report = table.errors, Report([NOUN])
    with transaction.atomic():
        sheets = _sheets(table.rows, errors, counties)
        units = {sheet.unit.pk: sheet.unit for sheet in sheets}
        loaded = divisions_of(units.values())
        for sheet in sheets:
            errors.extend(_problems(sheet, loaded[sheet.unit.pk], on))
        if errors:
            return report.refuse(errors)
        for done, sheet in enumerate(sheets, start=1):
            _store(sheet, loaded[sheet.unit.pk], report, by)
            if progress is not None:
                progress(done, len(sheets))
        check_divisions(units=units, on=on)
        if dry_run:
            transaction.set_rollback(True)
        else:
            ledger.record("division.imported", by=by, facts=report.counts)
    return report


def _sheets(rows: list[Row], errors: list[CellError], counties: frozenset[str] | None) -> list[Sheet]:
    """The divisions in the file, in the order of their days; what is wrong with single rows goes to `errors`."""
    named = Unit.objects.filter(name__in={row[UNIT] for row in rows if row[UNIT]}).order_by("pk")
    if counties is not None:
        named = named.filter(county__in=counties)
    units: dict[str, list[Unit]] = {}
    for unit in named.select_for_update():
        units.setdefault(unit.name, []).append(unit)
    numbers = {row[STAFF_NO] for row in rows if row[STAFF_NO]}
    people = dict(Person.objects.filter(staff_no__in=numbers).values_list("staff_no", "pk"))
    sheets: dict[tuple[int, date], Sheet] = {}
    for row in rows:
        found = units.get(row[UNIT] or "", [])
        if row.bad or any(row[column.name] is None for column in COLUMNS):
            continue
        if len(found) != 1:
            words = _("找不到单位“%(name)s”") if not found else _("有几个县都有单位“%(name)s”")
            errors.append(CellError(row.number, UNIT, words % {"name": row[UNIT]}))
            continue
        key = (found[0].pk, row[SINCE])
        sheet = sheets.setdefault(key, Sheet(found[0], row[SINCE], row[BASIS]))
        errors.extend(CellError(row.number, *wrong) for wrong in _added(sheet, row, people))
    return sorted(sheets.values(), key=lambda sheet: (sheet.unit.pk, sheet.since))


def _added(sheet: Sheet, row: Row, people: dict[str, int]) -> Iterator[tuple[str, str]]:
    """Add one row to its division; what is wrong with it by column."""
    name = TITLES[row[WORK]]
    if name in sheet.rows:
        yield WORK, _("与第 %(row)s 行重复") % {"row": sheet.rows[name].number}
        return
    sheet.rows[name] = row
    if row[BASIS] != sheet.basis:
        yield BASIS, _("同一单位同一天的分工须依据同一文件或会议")
    none = row[STAFF_NO] == NO_WORK
    if not none and row[STAFF_NO] not in people:
        yield STAFF_NO, _("找不到工号为“%(number)s”的人员") % {"number": row[STAFF_NO]}
        return
    sheet.work[name] = Assigned(name, None if none else people[row[STAFF_NO]], no_work=none)


def _problems(sheet: Sheet, loaded: Loaded, on: date) -> Iterator[CellError]:
    """What stands against a division, at the row and column that says so."""
    if not sheet.work:
        return  # every row of it is refused already
    first = next(iter(sheet.rows.values())).number
    for where, words in problems_with_division(
        loaded, sheet.since, sheet.basis, sheet.assigned(), on
    ).items():
        if where in TITLES.values():
            row, column = sheet.rows[Field(where)].number, STAFF_NO
        else:
            row, column = first, SINCE if where == "since" else BASIS
        yield from (CellError(row, column, one) for one in words)


def _store(sheet: Sheet, loaded: Loaded, report: Report, by: User | None) -> None:
    former, rows = former_charges(sheet.unit), sheet.assigned()
    if stands(former, sheet.since, sheet.basis, rows):
        report.count("unchanged", NOUN, len(sheet.work))
        return
    known = {one.field: one for one in former if one.during.lower == sheet.since}
    for one in rows:
        if one.field in sheet.rows:
            _tell(sheet, one, known.get(one.field), loaded, report)
    assign(sheet.unit, former, sheet.since, sheet.basis, rows, by)


def _tell(sheet: Sheet, one: Assigned, known: Charge | None, loaded: Loaded, report: Report) -> None:
    """Count one row, and say what was and is."""
    if known is not None and (known.person_id, known.basis) == (one.person, sheet.basis):
        report.count("unchanged", NOUN)
        return
    outcome = "created" if known is None else "changed"
    report.count(outcome, NOUN)
    before = "" if known is None else _called(known.person_id, loaded)
    change = (STAFF_NO, before, _called(one.person, loaded))
    name = f"{sheet.unit.name} {FIELDS[one.field].title}"
    line = Line(
        "created" if known is None else "changed", NOUN, name, sheet.rows[one.field].number, (change,)
    )
    report.lines.append(line)


def _called(person: int | None, loaded: Loaded) -> str:
    if person is None:
        return NO_WORK
    known = loaded.people.get(person)
    return known.name if known else ""
