"""An import from first to last: read, compared with what is stored, written, judged."""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from io import BytesIO
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction

from core import clock
from core.importing import CellError, Refused, Report, read_table
from core.importing.lines import numbered_lines
from core.ledger import record
from core.locking import PURCHASES, hold
from finance.choices import Origin
from finance.services.checking import JUDGING, check_county
from finance.services.importing.columns import COLUMNS
from finance.services.importing.drafts import Draft
from finance.services.importing.ocds import Numbered, ReleaseReader, is_json, lines_of
from finance.services.importing.sheet import SheetReader
from finance.services.importing.storing import NOUN, Storing
from organisation.models import Unit

BATCH = 500
MOST_ERRORS = 1000
Progress = Callable[[int, int], None]


def import_purchases(
    *,
    content: bytes,
    name: str,
    by: Any,
    dry_run: bool = False,
    counties: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Import the purchases in `content` (a file called `name`): the spreadsheet, or OCDS releases; with errors nothing is stored.

    `counties` (codes) bounds whose units may be named, None for the county served; `progress` is told how far it is.
    """
    try:
        if is_json(content):
            lines = lines_of(content) or list(numbered_lines(BytesIO(content)))
            return import_releases(
                lines=lines, by=by, dry_run=dry_run, counties=counties, progress=progress, total=len(lines)
            )
        table = read_table(content, name, COLUMNS)
    except Refused as refusal:
        return Report([NOUN]).refuse(refusal.errors)
    with transaction.atomic():
        hold(PURCHASES)
        errors = table.errors
        reader = SheetReader(table.rows, _units(counties), errors, clock.today())
        storing = Storing(Origin.SHEET, by, errors)
        return _run(storing, reader.drafts(), by, dry_run, _telling(progress, len(table.rows)))


def import_releases(
    *,
    lines: Iterable[Numbered],
    by: Any,
    dry_run: bool = False,
    counties: frozenset[str] | None = None,
    progress: Progress | None = None,
    total: int = 0,
) -> Report:
    """Import numbered lines, each one OCDS release, in memory that does not grow with them; with errors nothing is stored."""
    with transaction.atomic():
        hold(PURCHASES)
        errors: list[CellError] = []
        reader = ReleaseReader(_units(counties), errors)
        drafts = (draft for line, text in lines if (draft := reader.draft(line, text)) is not None)
        storing = Storing(Origin.OCDS, by, errors)
        return _run(storing, drafts, by, dry_run, _telling(progress, total))


def _run(
    storing: Storing, drafts: Iterator[Draft], by: Any, dry_run: bool, tell: Callable[[int], None]
) -> Report:
    """Store batch by batch; undo all of it where anything is wrong, or nothing is to be stored."""
    done = 0
    while batch := list(islice(drafts, BATCH)):
        storing.take(batch)
        done += len(batch)
        tell(done)
        if len(storing.errors) >= MOST_ERRORS:
            break
    if storing.errors:
        transaction.set_rollback(True)
        return storing.report.refuse(storing.errors)
    if dry_run:
        transaction.set_rollback(True)
        return storing.report
    record("purchases.imported", by=by, facts=storing.report.counts)
    if not JUDGING.is_later:
        for county in sorted(storing.counties):
            transaction.on_commit(partial(check_county, county=county, on=clock.today()), robust=True)
    return storing.report


def _units(counties: frozenset[str] | None) -> dict[str, Unit]:
    codes = [settings.COUNTY_CODE] if counties is None else sorted(counties)
    return {unit.name: unit for unit in Unit.objects.filter(county__in=codes).defer("search_keys")}


def _telling(progress: Progress | None, total: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if progress is not None:
            progress(min(done, total), total)

    return tell
