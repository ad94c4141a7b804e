"""An import of a ledger from first to last: read, compared with what is stored, written, judged."""

from collections.abc import Callable, Mapping
from typing import Any

from django.db import transaction

from core import clock
from core.importing import Refused, Report, rows_in
from core.jobs import Outcome, Progress
from core.ledger import record, service
from core.models import Job
from finance.models import LedgerColumns
from finance.policies import own_fund_units
from finance.services.funds.checking import recheck_funds
from finance.services.funds.sheets import NotPossible
from finance.services.ledgers.columns import BY_KEY, guessed, headings_of
from finance.services.ledgers.reading import LedgerReader
from finance.services.ledgers.storing import NOUN, compared, conflicts, drop, preview, stage, store
from organisation.models import Unit

KIND = "ledger"
SAID_EVERY = 200  # lines


def run_ledger(job: Job, progress: Progress) -> Outcome:
    """Do a job: read the headings alone where no columns are named yet, else check or import. In AppConfig.ready()."""
    with job.file.open("rb") as file:
        content = file.read()
    unit = Unit.objects.get(pk=job.options["unit"])
    if job.options.get("columns") is None:
        return _headings(content, job.file_name, unit)
    report = import_ledger(
        content=content, name=job.file_name, unit=unit, columns=job.options["columns"], by=job.owner,
        dry_run=job.options["dry_run"], progress=progress,
    )  # fmt: skip
    return Outcome(report.is_refused, report.in_full())


def import_ledger(
    *,
    content: bytes,
    name: str,
    unit: Unit,
    columns: Mapping[str, str],
    by: Any,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Import the payments in `content`, a file called `name`, into the ledger of `unit`; with errors nothing is stored.

    `columns`: field → heading. `progress` is told how far it is, and may stop it. By number of query the same for any number of lines.
    Raises NotPossible where `by` does not enter the funds of `unit`.
    """
    if by is not None and not own_fund_units(by, clock.today()).filter(pk=unit.pk).exists():
        raise NotPossible
    report = Report([NOUN])
    with transaction.atomic():
        Unit.objects.select_for_update(no_key=True).get(pk=unit.pk)
        reader = LedgerReader(unit, columns, clock.today())
        try:
            stage(reader.lines(content, name, _telling(content, progress)))
        except Refused as refusal:
            transaction.set_rollback(True)
            return report.refuse(refusal.errors)
        errors = reader.errors or conflicts(unit, columns.get("number", BY_KEY["number"].title))
        if errors:
            transaction.set_rollback(True)
            return report.refuse(errors)
        _tell(report, unit)
        if not dry_run:
            store(unit, by)
            record("funds.imported", by=by, target=unit, facts=report.counts)
            recheck_funds(unit, clock.today())
        drop()
    return report


@service("funds.name-columns")
def remember_columns(*, unit: Unit, columns: Mapping[str, str], by: Any) -> LedgerColumns:
    """Keep which heading of the unit's ledger says what, for its next import."""
    row, _made = LedgerColumns.objects.update_or_create(unit=unit, defaults={"columns": dict(columns)})
    return row


def _headings(content: bytes, name: str, unit: Unit) -> Outcome:
    """The headings of the file, and which is taken for what."""
    try:
        headings = [heading for heading in headings_of(content, name) if heading]
    except Refused as refusal:
        return Outcome(True, Report([NOUN]).refuse(refusal.errors).in_full())
    known = LedgerColumns.objects.filter(unit=unit).values_list("columns", flat=True).first()
    return Outcome(False, {"headings": headings, "guessed": guessed(headings, known or {})})


def _tell(report: Report, unit: Unit) -> None:
    new, changed, same = compared(unit)
    for outcome, number in (("created", new), ("changed", changed), ("unchanged", same)):
        report.count(outcome, NOUN, number)
    report.lines += preview(unit)


def _telling(content: bytes, progress: Progress | None) -> Callable[[int], None]:
    total = rows_in(content)

    def tell(done: int) -> None:
        if progress is not None and done % SAID_EVERY == 0:
            progress(min(done, total), total)

    return tell
