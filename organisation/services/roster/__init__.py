"""Importing a roster (花名册导入): who holds which post in which unit, from when to when. All of it or nothing."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.db import transaction

from core.importing import Refused, Report, read_table, rows_in
from core.ledger import record
from core.locking import CALENDAR, hold
from core.spans import FOREVER
from organisation.services import leavings
from organisation.services.roster.affiliations import read_affiliations
from organisation.services.roster.columns import COLUMNS, END
from organisation.services.roster.describing import NOUNS, describe
from organisation.services.roster.drafts import Draft
from organisation.services.roster.links import read_links
from organisation.services.roster.parents import read_parents
from organisation.services.roster.posts import read_people, read_posts
from organisation.services.roster.storing import store
from organisation.services.roster.tenures import read_tenures
from organisation.services.roster.units import read_units

__all__ = ["COLUMNS", "NOUNS", "import_roster"]

Progress = Callable[[int, int], None]
STAGES = (read_units, read_parents, read_people, read_posts, read_tenures, read_links, read_affiliations)
TABLES = 6
READING = 5  # reading the file takes about as long as this many of the other steps


def import_roster(
    *,
    content: bytes,
    name: str,
    by: Any,
    on: date,
    dry_run: bool = False,
    counties: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Import the roster `content` (a file called `name`) and report what it created, changed and left; with errors, nothing is stored.

    `on` is the day on which changes without a date of their own take effect; `counties` (codes) bounds whose units may be
    named, None for any; `progress` is told how far it is, as a number of how many rows.
    """
    rows, steps = rows_in(content), READING + len(STAGES) + TABLES
    done = 0

    def tell(read: int) -> None:
        if progress is not None:
            progress(min(rows, rows * done // steps + read * READING // steps), rows)

    def step(number: int = 1) -> None:
        nonlocal done
        done += number
        tell(0)

    report = Report(NOUNS)
    try:
        table = read_table(content, name, COLUMNS, tell)
    except Refused as refusal:
        return report.refuse(refusal.errors)
    step(READING)
    with transaction.atomic():
        hold(CALENDAR)
        draft = Draft(table.rows, table.errors, on, counties)
        for stage in STAGES:
            stage(draft)
            step()
        if draft.errors:
            return report.refuse(draft.errors)
        report = describe(draft)
        store(draft, by=by, with_history=not dry_run, step=step)
        if dry_run:
            transaction.set_rollback(True)
        else:
            record("roster.imported", by=by, facts=report.counts)
            leavings.tell(people=_leavers(draft), on=on)
    return report


def _leavers(draft: Draft) -> set[int]:
    """Heads whose leaving the file tells of, moves or takes back."""
    return {
        tenure.person.model.pk
        for tenure in draft.tenures
        if tenure.post.is_head
        and (
            any(column == END for column, _before, _after in tenure.changes)
            or (tenure.stored is None and tenure.span.end != FOREVER)
        )
    }
