"""An import of past files from first to last: read, compared with what is stored, written, judged."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.conf import settings
from django.db import transaction

from appointments.policies import deciding_units
from appointments.services.checking import check_cases
from appointments.services.importing.columns import COLUMNS
from appointments.services.importing.sheet import SheetReader
from appointments.services.importing.storing import NOUN, Storing
from core import clock
from core.importing import Refused, Report, read_table
from core.ledger import record
from core.locking import APPOINTMENTS, hold
from organisation.models import Unit
from supervision.policies import scope_of

Progress = Callable[[int, int], None]
MOST_ERRORS = 1000
BATCH = 200


@transaction.atomic
def import_appointments(
    *,
    content: bytes,
    name: str,
    by: Any,
    dry_run: bool = False,
    counties: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Import the past files in `content` (a file called `name`); with errors nothing is stored, the same file again changes nothing.

    Whoever imports names only units for which they may open a file, and nobody of their own; the product itself any of the county served,
    or of `counties`. The files are marked as imported, and judged like others.
    """
    try:
        table = read_table(content, name, COLUMNS)
    except Refused as refusal:
        return Report([NOUN]).refuse(refusal.errors)
    hold(APPOINTMENTS)
    on = clock.today()
    codes = [settings.COUNTY_CODE] if counties is None else sorted(counties)
    rows = Unit.objects.filter(county__in=codes) if by is None else deciding_units(by, on)
    units = {unit.name: unit for unit in rows.defer("search_keys")}
    barred = frozenset() if by is None else scope_of(by, on).barred
    storing = Storing(by, on, table.errors)
    for done, draft in enumerate(SheetReader(table.rows, units, barred, table.errors).drafts(), start=1):
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
    record("appointments.imported", by=by, facts=storing.report.counts)
    transaction.on_commit(partial(_judge, sorted(storing.touched), on), robust=True)
    return storing.report


def _judge(numbers: list[int], on: Any) -> None:
    for at in range(0, len(numbers), BATCH):
        check_cases(cases=numbers[at : at + BATCH], on=on)
