"""What the unit hands in, the team's working papers, receipts of the result."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Max
from django.utils.translation import gettext as _

from accounts.models import User
from audits.models import Delivery, PaperFile, RequestedItem, WorkingPaper
from audits.policies.stages import answering_audits, own_deliveries, team_audits
from audits.services.stages.held import NotPossible, locked
from core import attachments, ledger

PAPER_VIEWED = "audit.paper-viewed"


@ledger.service("audit.hand-in")
def hand_in(*, item: int, note: str, by: User, on: date) -> RequestedItem:
    """Note that something asked for was handed in, by the head or the unit. Handed in already: nothing is changed. Raises NotPossible."""
    mine = answering_audits(by, on).order_by().values("pk")
    row = RequestedItem.objects.select_for_update(of=("self",)).filter(pk=item, audit__in=mine).first()
    if row is None:
        raise NotPossible
    if row.delivered_on is None:
        locked(row.audit_id)
        row.delivered_on, row.delivered_by, row.note = on, by, note.strip()[:200]
        row.save()
    return row


@ledger.service("audit.enter-paper")
def enter_paper(
    *, token: UUID, audit: int, title: str, text: str, conclusion: str, by: User, on: date
) -> WorkingPaper:
    """Enter a working paper, as a member of the team; the same `token` again gives the one it made. Raises ValidationError, NotPossible."""
    known = WorkingPaper.objects.filter(token=token, author=by).first()
    if known is not None:
        raise ledger.Again(known)
    if not team_audits(by, on).filter(pk=audit).exists():
        raise NotPossible
    found = locked(audit)
    problems: dict[str, list[str]] = {}
    if not title.strip():
        problems["title"] = [_("请填写审计事项。")]
    if not text.strip():
        problems["text"] = [_("请填写审计过程和证据。")]
    if problems:
        raise ValidationError(problems)
    last = WorkingPaper.objects.filter(audit=found).aggregate(last=Max("number"))["last"] or 0
    return WorkingPaper.objects.create(
        audit=found, number=last + 1, title=title.strip(), text=text.strip(), conclusion=conclusion.strip(), on=on,
        author=by, token=token,
    )  # fmt: skip


@ledger.service("audit.review-paper")
def review_paper(*, paper: int, by: User, on: date) -> WorkingPaper:
    """Review a working paper of another member. Reviewed already: nothing is changed. Raises ValidationError for one's own, NotPossible."""
    row = _paper(paper, by, on)
    if row.author_id == by.pk:
        raise ValidationError(_("底稿须由编制人以外的审计组成员复核。"))
    if row.reviewed_on is None:
        row.reviewed_on, row.reviewer = on, by
        row.save()
    return row


def keep_paper_files(*, paper: int, files: Iterable[UploadedFile], by: User, on: date) -> list[str]:
    """Keep evidence with a working paper; return in Chinese what was refused and why."""
    return attachments.keep_each(files, lambda file: _keep_one(paper=paper, file=file, by=by, on=on))


@ledger.service("audit.paper-evidence")
def _keep_one(*, paper: int, file: UploadedFile, by: User, on: date) -> PaperFile:
    row = _paper(paper, by, on)
    if row.author_id != by.pk:
        raise NotPossible
    return attachments.keep(file, among=row.attachments.all(), paper=row, added_by=by)


def _paper(paper: int, by: User, on: date) -> WorkingPaper:
    mine = team_audits(by, on).order_by().values("pk")
    row = WorkingPaper.objects.select_for_update(of=("self",)).filter(pk=paper, audit__in=mine).first()
    if row is None:
        raise NotPossible
    return row


def note_paper_viewed(*, paper: WorkingPaper, by: User) -> None:
    """Write in the ledger that `by` opened a working paper."""
    ledger.record(PAPER_VIEWED, by=by, target=paper)


@ledger.service("audit.receive-result")
def receive_result(*, delivery: int, by: User, on: date) -> Delivery:
    """Acknowledge the result for a body it was sent to. Acknowledged already: nothing is changed. Raises NotPossible."""
    mine = own_deliveries(by, on).order_by().values("pk")
    row = Delivery.objects.select_for_update(of=("self",)).filter(pk=delivery, pk__in=mine).first()
    if row is None:
        raise NotPossible
    if row.received_on is None:
        row.received_on, row.received_by = on, by
        row.save()
    return row
