"""Importing a whole file of decisions, as a job does: progress told, errors as those of any other file."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from core.importing import CellError, Report
from core.importing.lines import numbered_lines
from decisions.services.importing import import_decisions

STEPS = 2  # storing, then judging
Progress = Callable[[int, int], None]


def import_decision_file(
    *,
    content: bytes,
    name: str,
    by: Any,
    dry_run: bool = False,
    counties: frozenset[str] | None = None,
    progress: Progress | None = None,
) -> Report:
    """Import the decisions in `content` (a file called `name`, one decision a line); with errors nothing is stored.

    `counties` (codes) bounds whose units may be named, None for the county served; `progress` is told how far it is.
    """
    total = max(content.count(b"\n"), 1) * STEPS

    def tell(done: int) -> None:
        if progress is not None:
            progress(min(done, total), total)

    lines = numbered_lines(BytesIO(content))
    report = import_decisions(lines=lines, by=by, dry_run=dry_run, counties=counties, progress=tell)
    report.errors = [CellError(error.row, error.column, error.message) for error in report.errors]
    return report
