"""An import from first to last: read, compared with what is stored, written; the calendar, the proposals and the register of findings follow."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from audits.services.importing.columns import COLUMNS
from audits.services.importing.sheet import SheetReader
from audits.services.importing.storing import FOUND, NOUN, Storing
from audits.services.stages.checking import recheck_all
from audits.services.sweeping import sweep_proposals
from core import clock
from core.importing import CellError, Refused, Report, read_rows, rows_in
from core.ledger import record
from core.locking import CALENDAR, hold
from supervision.services import replan

__all__ = ["FOUND", "NOUN", "import_audits"]

Progress = Callable[[int, int], None]
MOST_ERRORS = 1000


def import_audits(
    *,
    content: bytes,
    name: str,
    by: Any,
    dry_run: bool = False,
    counties: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Import the earlier audits in `content` (a file called `name`) with their findings; with errors nothing is stored.

    `counties` (codes) bounds whose heads may be named, None for the county served; `progress` is told how far it is.
    """
    on, errors = clock.today(), list[CellError]()
    codes = [settings.COUNTY_CODE] if counties is None else sorted(counties)
    storing = Storing(by, on, errors)
    tell = partial(_tell, progress, rows_in(content))
    try:
        with transaction.atomic():
            hold(CALENDAR)
            rows = read_rows(content, name, COLUMNS, errors, tell)
            for batch in SheetReader(codes, errors, on).batches(rows):
                storing.take(batch)
                if len(errors) >= MOST_ERRORS:
                    break
            if errors or dry_run:
                transaction.set_rollback(True)
                return storing.report.refuse(errors) if errors else storing.report
            record("audits.imported", by=by, facts=storing.report.counts)
            if storing.people:
                replan(people=storing.people, on=on)
            sweep_proposals(on=on, by=by)
            recheck_all(sorted(storing.touched), on)
    except Refused as refusal:
        return Report([NOUN, FOUND]).refuse(refusal.errors)
    return storing.report


def _tell(progress: Progress | None, total: int, done: int) -> None:
    if progress is not None:
        progress(min(done, total), total)
