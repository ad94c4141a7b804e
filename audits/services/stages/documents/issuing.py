"""Issuing a document under the next number of its body, year and mark, reading it again, noting who downloaded it."""

from dataclasses import asdict
from typing import Any

from accounts.models import User
from audits.models import Document, NumberSeries, Step
from audits.services.stages.documents.wording import worded
from core import ledger
from core.documents import Block, Heading, Line, Paragraph, Signature, Title
from organisation.models import Unit
from rulebook.procedures.auditing import DOCUMENTS, DocumentRule

BLOCKS: dict[str, type[Any]] = {one.__name__: one for one in (Title, Line, Heading, Paragraph, Signature)}
OF_STEP: dict[str, DocumentRule] = {rule.step: rule for rule in DOCUMENTS}
DOWNLOADED = "audit.document-downloaded"


def issue_document(step: Step) -> Document | None:
    """Issue the document that belongs to `step`, if one does. Call it inside a transaction: it locks the series."""
    rule = OF_STEP.get(step.kind)
    if rule is None:
        return None
    body, year = step.audit.body, step.on.year
    serial = _next(body, year, rule.mark)
    number = f"{body.county.name[0]}{rule.mark}〔{year}〕{serial}号"
    content = [[type(block).__name__, asdict(block)] for block in worded(step, rule, number)]
    return Document.objects.create(
        audit=step.audit, step=step, kind=rule.kind, body=body, year=year, mark=rule.mark, serial=serial, number=number,
        on=step.on, content=content,
    )  # fmt: skip


def _next(body: Unit, year: int, mark: str) -> int:
    NumberSeries.objects.get_or_create(body=body, year=year, mark=mark)
    series = NumberSeries.objects.select_for_update().get(body=body, year=year, mark=mark)
    series.last += 1
    series.save()
    return series.last


def blocks_of(document: Document) -> list[Block]:
    """What the document said when it was issued."""
    return [BLOCKS[name](**fields) for name, fields in document.content]


def note_download(*, document: Document, by: User) -> None:
    """Write in the ledger that `by` took a document."""
    ledger.record(DOWNLOADED, by=by, target=document.audit, facts={"number": document.number})
