"""Imports as jobs: the uploaded file stays with the job, the dry run and the import read the same bytes."""

from collections.abc import Callable

from core.importing.reports import Report
from core.jobs import Outcome, Progress, Run
from core.models import Job

Import = Callable[..., Report]


def importing(import_file: Import) -> Run:
    """Return what does a job by `import_file`, which takes content, name, by, dry_run, counties and progress."""

    def run(job: Job, progress: Progress) -> Outcome:
        counties = job.options["counties"]
        with job.file.open("rb") as file:
            content = file.read()
        report = import_file(
            content=content,
            name=job.file_name,
            by=job.owner,
            dry_run=job.options["dry_run"],
            counties=None if counties is None else frozenset(counties),
            progress=progress,
        )
        return Outcome(report.is_refused, report.in_full())

    return run
