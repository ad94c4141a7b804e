"""Importing past records (历史记录导入), so that a county starts with its history. All of it or nothing."""

from collections.abc import Callable
from functools import partial
from typing import Any

from django.db import transaction

from core.importing import Refused, Report, read_table, rows_in
from core.ledger import record
from core.locking import CALENDAR, hold
from integrity.services.past_records.columns import COLUMNS
from integrity.services.past_records.drafts import Reader
from integrity.services.past_records.storing import NOUN, plan, store
from supervision.services import replan

__all__ = ["COLUMNS", "NOUN", "import_records"]

STEPS = 4


def import_records(
    *,
    content: bytes,
    name: str,
    by: Any,
    dry_run: bool = False,
    counties: frozenset[str] | None = None,
    progress: Callable[[int, int], None] | None = None,
) -> Report:
    """Import the past records in `content` (a file called `name`) and report; with errors, nothing is stored.

    Each row becomes part of a record and proves its duty by the date it bears, closing it at once where the calendar was
    swept to that day; heads are not asked to confirm history.
    `counties` (codes) bounds whose heads may be named, None for any; `progress` is told how far it is, as a number of how many rows.
    """

    total = rows_in(content)

    def tell(step: int, rows: int = 0) -> None:
        if progress is not None:
            progress(min(total, (total * step + rows) // STEPS), total)

    try:
        table = read_table(content, name, COLUMNS, partial(tell, 0))
    except Refused as refusal:
        return Report([NOUN]).refuse(refusal.errors)
    tell(1)
    with transaction.atomic():
        hold(CALENDAR)
        drafts = Reader(table.rows, table.errors, counties).read()
        tell(2)
        made = plan(drafts)
        if table.errors or made.errors:
            return made.report.refuse([*table.errors, *made.errors])
        tell(3)
        store(made, by=by)
        tell(STEPS)
        if dry_run:
            transaction.set_rollback(True)
        else:
            replan(people={draft.person.pk for draft in drafts})
            record("records.imported", by=by, facts=made.report.counts)
    return made.report
