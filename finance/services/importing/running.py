"""An import from first to last: read, compared with what is stored, written, judged."""

from collections.abc import Callable, Iterable, Iterator
from io import BytesIO
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction

from core import clock
from core.importing import CellError, Refused, Report, read_rows, rows_in
from core.importing.lines import numbered_lines
from core.importing.tables import TOLD_EVERY
from core.ledger import record
from core.locking import PURCHASES, hold
from finance.choices import Origin
from finance.services.checking import recheck_county
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
            listed = lines_of(content)
            return import_releases(
                lines=numbered_lines(BytesIO(content)) if listed is None else listed,
                by=by, dry_run=dry_run, counties=counties, progress=progress,
                total=rows_in(content) if listed is None else len(listed),
            )  # fmt: skip
        with transaction.atomic():
            hold(PURCHASES)
            errors: list[CellError] = []
            rows = read_rows(content, name, COLUMNS, errors, _telling(progress, rows_in(content)))
            drafts = SheetReader(_units(counties), errors, clock.today()).drafts(rows)
            return _run(Storing(Origin.SHEET, by, errors), drafts, by, dry_run)
    except Refused as refusal:
        return Report([NOUN]).refuse(refusal.errors)


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
        drafts = _drafts(lines, reader, _telling(progress, total))
        return _run(Storing(Origin.OCDS, by, errors), drafts, by, dry_run)


def _drafts(lines: Iterable[Numbered], reader: ReleaseReader, tell: Callable[[int], None]) -> Iterator[Draft]:
    for done, (line, text) in enumerate(lines, start=1):
        if (draft := reader.draft(line, text)) is not None:
            yield draft
        if done % TOLD_EVERY == 0:
            tell(done)


def _run(storing: Storing, drafts: Iterator[Draft], by: Any, dry_run: bool) -> Report:
    """Store batch by batch; undo all of it where anything is wrong, or nothing is to be stored."""
    while batch := list(islice(drafts, BATCH)):
        storing.take(batch)
        if len(storing.errors) >= MOST_ERRORS:
            break
    if storing.errors:
        transaction.set_rollback(True)
        return storing.report.refuse(storing.errors)
    if dry_run:
        transaction.set_rollback(True)
        return storing.report
    record("purchases.imported", by=by, facts=storing.report.counts)
    for county in sorted(storing.counties):
        recheck_county(county, storing.written)
    return storing.report


def _units(counties: frozenset[str] | None) -> dict[str, Unit]:
    codes = [settings.COUNTY_CODE] if counties is None else sorted(counties)
    return {unit.name: unit for unit in Unit.objects.filter(county__in=codes).defer("search_keys")}


def _telling(progress: Progress | None, total: int) -> Callable[[int], None]:
    def tell(done: int) -> None:
        if progress is not None:
            progress(min(done, total), total)

    return tell
