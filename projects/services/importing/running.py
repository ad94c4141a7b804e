"""An import from first to last: read, compared with what is stored, written, judged."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from core import clock
from core.importing import Refused, Report, read_table
from core.ledger import record
from core.locking import PROJECTS, hold
from organisation.models import Unit
from projects.services.checking import JUDGING, check_all
from projects.services.importing.columns import COLUMNS
from projects.services.importing.sheet import SheetReader
from projects.services.importing.storing import NOUN, PART_NOUN, Storing

Progress = Callable[[int, int], None]
MOST_ERRORS = 1000


@transaction.atomic
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
    try:
        table = read_table(content, name, COLUMNS)
    except Refused as refusal:
        return Report([NOUN, PART_NOUN]).refuse(refusal.errors)
    hold(PROJECTS)
    on = clock.today()
    codes = [settings.COUNTY_CODE] if counties is None else sorted(counties)
    units = {unit.name: unit for unit in Unit.objects.filter(county__in=codes).defer("search_keys")}
    storing = Storing(by, on, table.errors)
    for done, draft in enumerate(SheetReader(table.rows, units, table.errors).drafts(), start=1):
        storing.take(draft)
        if progress is not None:
            progress(min(done, len(table.rows)), len(table.rows))
        if len(storing.errors) >= MOST_ERRORS:
            break
    if storing.errors:
        transaction.set_rollback(True)
        return storing.report.refuse(storing.errors)
    if dry_run:
        transaction.set_rollback(True)
        return storing.report
    record("projects.imported", by=by, facts=storing.report.counts)
    JUDGING.after_commit(partial(check_all, sorted(storing.touched), on))
    return storing.report
