"""An import from first to last: read, compared with what is stored, written; the calendar and the proposals follow."""

from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import transaction

from audits.services.importing.columns import COLUMNS
from audits.services.importing.sheet import SheetReader
from audits.services.importing.storing import FOUND, NOUN, Storing
from audits.services.sweeping import sweep_proposals
from core import clock
from core.importing import Refused, Report, read_table
from core.ledger import record
from core.locking import CALENDAR, hold

__all__ = ["FOUND", "NOUN", "import_audits"]

Progress = Callable[[int, int], None]
MOST_ERRORS = 1000


@transaction.atomic
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
    try:
        table = read_table(content, name, COLUMNS)
    except Refused as refusal:
        return Report([NOUN, FOUND]).refuse(refusal.errors)
    hold(CALENDAR)
    on = clock.today()
    codes = [settings.COUNTY_CODE] if counties is None else sorted(counties)
    drafts = SheetReader(table.rows, codes, table.errors, on).drafts()
    storing = Storing(drafts, by, on, table.errors)
    for done, draft in enumerate(drafts, start=1):
        storing.take(draft)
        if progress is not None:
            progress(done, len(drafts))
        if len(storing.errors) >= MOST_ERRORS:
            break
    if storing.errors:
        transaction.set_rollback(True)
        return storing.report.refuse(storing.errors)
    if dry_run:
        transaction.set_rollback(True)
        return storing.report
    record("audits.imported", by=by, facts=storing.report.counts)
    sweep_proposals(on=on, by=by)
    return storing.report
