"""An import of past files from first to last: read, compared with what is stored, written, judged."""

from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import islice
from typing import Any

from django.conf import settings
from django.db import transaction

from appointments.policies import deciding_units
from appointments.services.checking import recheck_all
from appointments.services.importing.columns import COLUMNS
from appointments.services.importing.sheet import SheetReader
from appointments.services.importing.storing import NOUN, Storing
from core import clock
from core.importing import CellError, Refused, Report, read_rows, rows_in
from core.ledger import record
from core.locking import APPOINTMENTS, hold
from organisation.models import Unit
from supervision.policies import scope_of

Progress = Callable[[int, int], None]
BATCH = 500
MOST_ERRORS = 1000


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
    or of `counties`. The files are marked as imported, and judged like others. `progress` is told how far it is.
    """
    on, errors = clock.today(), list[CellError]()
    storing = Storing(by, on, errors)
    tell = partial(_tell, progress, rows_in(content))
    try:
        with transaction.atomic():
            hold(APPOINTMENTS)
            rows = read_rows(content, name, COLUMNS, errors, tell)
            reader = _reader(by, on, counties, errors)
            while batch := list(islice(rows, BATCH)):
                storing.take(list(reader.drafts(batch)))
                if len(errors) >= MOST_ERRORS:
                    break
            if errors or dry_run:
                transaction.set_rollback(True)
                return storing.report.refuse(errors) if errors else storing.report
            record("appointments.imported", by=by, facts=storing.report.counts)
            recheck_all(sorted(storing.touched), on)
    except Refused as refusal:
        return Report([NOUN]).refuse(refusal.errors)
    return storing.report


def _reader(by: Any, on: date, counties: frozenset[str] | None, errors: list[CellError]) -> SheetReader:
    codes = [settings.COUNTY_CODE] if counties is None else sorted(counties)
    rows = Unit.objects.filter(county__in=codes) if by is None else deciding_units(by, on)
    units = {unit.name: unit for unit in rows.defer("search_keys")}
    return SheetReader(units, frozenset() if by is None else scope_of(by, on).barred, errors)


def _tell(progress: Progress | None, total: int, done: int) -> None:
    if progress is not None:
        progress(min(done, total), total)
