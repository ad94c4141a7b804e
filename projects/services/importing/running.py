"""An import from first to last: read, compared with what is stored, written, judged."""

from collections.abc import Callable
from functools import partial
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction

from core import clock
from core.importing import CellError, Refused, Report, read_rows, rows_in
from core.ledger import record
from core.locking import PROJECTS, hold
from organisation.models import Unit
from projects.services.checking import recheck_all
from projects.services.importing.columns import COLUMNS
from projects.services.importing.sheet import SheetReader
from projects.services.importing.storing import NOUN, PART_NOUN, Storing

Progress = Callable[[int, int], None]
BATCH = 500
MOST_ERRORS = 1000


def import_projects(
    *,
    content: bytes,
    name: str,
    by: Any,
    dry_run: bool = False,
    counties: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Import the projects in `content` (a file called `name`); with errors nothing is stored.

    `counties` (codes) bounds whose units may be named, None for the county served; `progress` is told how far it is.
    """
    on, errors = clock.today(), list[CellError]()
    storing = Storing(by, on, errors)
    tell = partial(_tell, progress, rows_in(content))
    try:
        with transaction.atomic():
            hold(PROJECTS)
            rows = read_rows(content, name, COLUMNS, errors, tell)
            reader = SheetReader(_units(counties), errors)
            while batch := list(islice(rows, BATCH)):
                storing.take(list(reader.drafts(batch)))
                if len(errors) >= MOST_ERRORS:
                    break
            if errors or dry_run:
                transaction.set_rollback(True)
                return storing.report.refuse(errors) if errors else storing.report
            record("projects.imported", by=by, facts=storing.report.counts)
            recheck_all(sorted(storing.touched), on)
    except Refused as refusal:
        return Report([NOUN, PART_NOUN]).refuse(refusal.errors)
    return storing.report


def _units(counties: frozenset[str] | None) -> dict[str, Unit]:
    codes = [settings.COUNTY_CODE] if counties is None else sorted(counties)
    return {unit.name: unit for unit in Unit.objects.filter(county__in=codes).defer("search_keys")}


def _tell(progress: Progress | None, total: int, done: int) -> None:
    if progress is not None:
        progress(min(done, total), total)
