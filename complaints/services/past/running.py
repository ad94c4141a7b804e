"""An import from first to last: read and judged in memory, then locked row by row and stored together. Only the body's public key is needed."""

import hmac
from collections import Counter
from collections.abc import Callable, Sequence
from datetime import date
from functools import partial
from hashlib import sha256

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from complaints.models import BodyKey, Complaint, ComplaintKey, ComplaintStep, ReceivingBody
from complaints.procedure.handling import Taken, due_of
from complaints.services.clearing import circles_in, note_received
from complaints.services.keys import key_in_force
from complaints.services.past.columns import COLUMNS
from complaints.services.past.sheet import Past, SheetReader
from core import sealing, workdays
from core.importing import CellError, Refused, Report, read_rows, rows_in
from core.ledger import record
from core.locking import COMPLAINTS, hold
from core.rows import as_product
from rulebook.procedures.complaints import OVER, State, Step

NOUN = "complaints"
MOST_ROWS = 5000
BATCH = 500
Progress = Callable[[int, int], None]


def former_of(body: ReceivingBody, number: str) -> bytes:
    """What an imported complaint is known by: follows from its old number under this installation's own secret."""
    own = f"past:{body.pk}:{number}".encode()
    return hmac.new(settings.CODE_KEY.encode(), own, sha256).digest()


@as_product("earlier complaints are numbered, stored and checked against every officer like what comes in")
def import_past(
    *,
    content: bytes,
    name: str,
    body: ReceivingBody,
    by: User,
    on: date,
    dry_run: bool = False,
    progress: Progress | None = None,
) -> Report:
    """Import the earlier complaints in `content` (a file called `name`); with errors nothing is stored.

    A row the body may not keep is an error, told by its number alone. What was imported before, known by its old number, is left as it is.
    """
    report, errors = Report([NOUN]), list[CellError]()
    key = key_in_force(body)
    if key is None:
        return report.refuse([CellError(1, "", _("机关密钥没有启用，不能导入。"))])
    tell = partial(_tell, progress, rows_in(content))
    try:
        with transaction.atomic():
            hold(COMPLAINTS)
            found = list(SheetReader(body, errors, on).read(read_rows(content, name, COLUMNS, errors, tell)))
            if len(found) > MOST_ROWS:
                words = _("文件超过 %(most)s 行。请按年度分成几个文件导入。") % {"most": MOST_ROWS}
                errors.append(CellError(1, "", words))
            if errors:
                return report.refuse(errors)
            new = _unknown(body, found)
            report.count("created", NOUN, len(new))
            report.count("unchanged", NOUN, len(found) - len(new))
            if not dry_run and new:
                _store(body, key, new, by, on)
                record("complaints.imported", by=by, facts={"count": len(new)})
    except Refused as refusal:
        return report.refuse(refusal.errors)
    return report


def _unknown(body: ReceivingBody, found: Sequence[Past]) -> list[Past]:
    marks = {former_of(body, one.said.former): one for one in found}
    rows = Complaint.objects.filter(former__in=marks).values_list("former", flat=True)
    known = {bytes(one) for one in rows if one is not None}
    return [one for mark, one in marks.items() if mark not in known]


def _store(body: ReceivingBody, key: BodyKey, new: Sequence[Past], by: User, on: date) -> None:
    numbers = _Numbers(body, {one.received_on.year for one in new})
    calendar, circles = workdays.load(), circles_in(body, on)
    for begin in range(0, len(new), BATCH):
        batch = new[begin : begin + BATCH]
        contents = [sealing.new_key() for _one in batch]
        rows = Complaint.objects.bulk_create(
            Complaint(
                body=body,
                number=numbers.next(one.received_on.year),
                channel=one.channel,
                named=bool(one.said.name.strip()),
                received_on=one.received_on,
                state=one.state,
                # Nobody asks any more for the receipt of what was passed on before the product was there.
                due=None
                if one.state in OVER
                else due_of(one.state, one.received_on, _taken(one, by), major=False, calendar=calendar),
                content=sealing.lock_words(content, one.said.words),
                former=former_of(body, one.said.former),
            )
            for one, content in zip(batch, contents, strict=True)
        )
        ComplaintKey.objects.bulk_create(
            ComplaintKey(
                complaint=row,
                key=key,
                sealed=sealing.seal(bytes(key.public), content + sealing.new_key()),
            )
            for row, content in zip(rows, contents, strict=True)
        )
        ComplaintStep.objects.bulk_create(
            ComplaintStep(
                complaint=row,
                kind=step.kind,
                on=step.on,
                by=by,
                choice=step.choice,
                content=sealing.lock_words(content, {"words": _words(one, step), "statement": ""}),
            )
            for row, one, content in zip(rows, batch, contents, strict=True)
            for step in _taken(one, by)
        )
        note_received(
            ((row, one.said.words, one.held) for row, one in zip(rows, batch, strict=True)), circles
        )


def _taken(past: Past, by: User) -> list[Taken]:
    """The steps the past is told by: registered as it came in, and what ended it."""
    steps = [Taken(Step.REGISTER, past.received_on, by.pk)]
    over = past.over_on or past.received_on
    if past.state == State.ACCEPTED:
        steps.append(Taken(Step.ACCEPT, past.received_on, by.pk))
    if past.state == State.REFUSED:
        steps.append(Taken(Step.REFUSE, over, by.pk))
    if past.state == State.REFERRED:
        steps.append(Taken(Step.REFER, over, by.pk))
    if past.state == State.CLOSED:
        if past.disposal:
            steps.append(Taken(Step.PROPOSE, over, by.pk, past.disposal))
        steps += [Taken(Step.CONCLUDE, over, by.pk, past.result), Taken(Step.TELL, over, by.pk)]
    return steps


def _words(past: Past, step: Taken) -> str:
    if step.kind == Step.REGISTER or not past.words:
        return _("历史台账导入")
    return _("历史台账导入：%(words)s") % {"words": past.words}


class _Numbers:
    """The next numbers of several years, each without gaps; the caller holds COMPLAINTS."""

    def __init__(self, body: ReceivingBody, years: set[int]) -> None:
        numbers = Complaint.objects.filter(body=body).values_list("number", flat=True)
        self._last = Counter(int(one[:4]) for one in numbers if int(one[:4]) in years)

    def next(self, year: int) -> str:
        self._last[year] += 1
        return f"{year}-{self._last[year]:05d}"


def _tell(progress: Progress | None, total: int, done: int) -> None:
    if progress is not None:
        progress(min(done, total), total)
