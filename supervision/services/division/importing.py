"""Importing divisions of work (班子分工) from .xlsx or .csv: read, compared with what is entered, written, judged. All or nothing."""

from collections.abc import Callable, Iterator
from datetime import date
from functools import partial
from itertools import groupby
from typing import Literal

from django.db import transaction

from accounts.models import User
from core import clock, ledger
from core.importing import CellError, Line, Refused, Report, read_rows, rows_in
from organisation.models import Unit
from rulebook.division import FIELDS
from supervision.checks.division import Loaded, divisions_of
from supervision.models import Charge
from supervision.services.division.charges import Assigned, Charges
from supervision.services.division.checking import check_divisions
from supervision.services.division.sheets import COLUMNS, NO_WORK, STAFF_NO, Sheet, SheetReader

__all__ = ["COLUMNS", "NOUN", "import_division"]

NOUN = "charges"
BATCH = 500  # divisions, of as many units as have no more
MOST_ERRORS = 1000
MOST_LINES = 20_000
STEPS = 2  # reading, then writing
Progress = Callable[[int, int], None]


def import_division(
    *,
    content: bytes,
    name: str,
    by: User | None,
    on: date | None = None,
    dry_run: bool = False,
    counties: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Import the divisions of work in `content` (a file called `name`) and report; with errors, nothing is stored.

    The same file again changes nothing. `counties` (codes) bounds whose units may be named, None for any. The units are judged at once,
    as of `on` (today), and held meanwhile. `progress` is told how far it is.
    """
    on, errors, report = on or clock.today(), list[CellError](), Report([NOUN])
    total = rows_in(content)
    tell = partial(_tell, progress, total)
    try:
        with transaction.atomic():
            rows = read_rows(content, name, COLUMNS, errors, tell)
            sheets = SheetReader(errors, counties).read(rows)
            held = Unit.objects.select_for_update(no_key=True).filter(pk__in={one.unit.pk for one in sheets})
            list(held.order_by("pk").values_list("pk", flat=True))
            done = total
            for batch in _batches(sheets):
                _take(batch, errors, report, by, on, dry_run=dry_run)
                done += sum(len(sheet.lines) for sheet in batch)
                tell(done)
                if len(errors) >= MOST_ERRORS:
                    break
            if errors or dry_run:
                transaction.set_rollback(True)
                return report.refuse(errors) if errors else report
            ledger.record("division.imported", by=by, facts=report.counts)
    except Refused as refusal:
        return Report([NOUN]).refuse(refusal.errors)
    return report


def _tell(progress: Progress | None, total: int, done: int) -> None:
    if progress is not None:
        progress(min(done, total * STEPS), total * STEPS)


def _batches(sheets: list[Sheet]) -> Iterator[list[Sheet]]:
    """All of a unit's divisions together, with those of as many others as keeps a batch small."""
    batch: list[Sheet] = []
    for _unit, theirs in groupby(sheets, key=lambda sheet: sheet.unit.pk):
        batch += theirs
        if len(batch) >= BATCH:
            yield batch
            batch = []
    if batch:
        yield batch


def _take(
    batch: list[Sheet], errors: list[CellError], report: Report, by: User | None, on: date, *, dry_run: bool
) -> None:
    """Compare a batch with what is entered and, as long as nothing is wrong, store and judge it; a constant number of queries."""
    units = {sheet.unit.pk: sheet.unit for sheet in batch}
    loaded = divisions_of(units.values())
    for sheet in batch:
        errors.extend(sheet.problems(loaded[sheet.unit.pk], on))
    if errors:
        return
    charges = Charges(units, by)
    for sheet in batch:
        _divide(sheet, charges, loaded[sheet.unit.pk], report)
    charges.write()
    if not dry_run:
        check_divisions(units=units, on=on)


def _divide(sheet: Sheet, charges: Charges, loaded: Loaded, report: Report) -> None:
    rows = sheet.assigned()
    if charges.stands(sheet.unit.pk, sheet.since, sheet.basis, rows):
        report.count("unchanged", NOUN, len(sheet.work))
        return
    known = charges.entered_on(sheet.unit.pk, sheet.since)
    for one in rows:
        if one.field in sheet.lines:
            _report(sheet, one, known.get(one.field), loaded, report)
    charges.divide(sheet.unit, sheet.since, sheet.basis, rows)


def _report(sheet: Sheet, one: Assigned, known: Charge | None, loaded: Loaded, report: Report) -> None:
    """Count one row, and say what was and is."""
    if known is not None and (known.person_id, known.basis) == (one.person, sheet.basis):
        report.count("unchanged", NOUN)
        return
    report.count("created" if known is None else "changed", NOUN)
    if len(report.lines) >= MOST_LINES:
        return
    before = "" if known is None else _called(known.person_id, loaded)
    change = (STAFF_NO, before, _called(one.person, loaded))
    name = f"{sheet.unit.name} {FIELDS[one.field].title}"
    what: Literal["created", "changed"] = "created" if known is None else "changed"
    report.lines.append(Line(what, NOUN, name, sheet.lines[one.field], (change,)))


def _called(person: int | None, loaded: Loaded) -> str:
    if person is None:
        return NO_WORK
    known = loaded.people.get(person)
    return known.name if known else ""
