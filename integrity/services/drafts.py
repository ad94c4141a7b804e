"""Writing a draft: it takes whatever is typed so far, closes nothing, and is never overwritten unseen by another person."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction

from accounts.models import User
from core import attachments, ledger
from integrity.choices import RecordState
from integrity.models import Attachment, FollowUp, Participation, Record
from integrity.policies import editable_drafts


@dataclass(frozen=True, slots=True)
class HeadLine:
    """A head in a draft: under which unit, for which earlier period if any, and what is noted of them alone."""

    person: int
    unit: int | None
    period: str = ""
    present: bool = True
    statement: str = ""
    problems: str = ""


@dataclass(frozen=True, slots=True)
class FollowUpLine:
    """A follow-up as typed; `number` is its id where it was stored before."""

    text: str
    person: int | None = None
    due: date | None = None
    number: int | None = None


@dataclass(frozen=True, slots=True)
class Content:
    """Everything a draft holds besides files. `values` are fields of Record; one left out keeps what it was."""

    values: dict[str, object]
    heads: tuple[HeadLine, ...] = ()
    follow_ups: tuple[FollowUpLine, ...] = ()


class AlreadySettled(Exception):
    """The record is no longer a draft: it was entered, discarded, or is not this user's to write."""


class ChangedMeanwhile(Exception):
    """Another person, or this user in another window, saved the draft after it had been opened here."""

    def __init__(self, record: Record) -> None:
        """`record` as it was left there."""
        super().__init__(record.pk)
        self.record = record


@transaction.atomic
def save_draft(*, token: UUID, content: Content, seen: datetime | None, by: User, on: date) -> Record:
    """Keep `content` as the draft begun on the form `token`, making it if need be.

    `seen` is when the draft had last changed as this window saw it; None where it saw none, as when it began it. Raises ChangedMeanwhile, AlreadySettled.
    """
    made = False
    if not Record.objects.filter(token=token).exists():
        values = {"kind": content.values["kind"], "entered_by": by, "changed_by": by}
        _draft, made = Record.objects.get_or_create(token=token, defaults=values)
    record = _locked(token=token, by=by, on=on)
    if _changed_unseen(record, seen, by) and not _holds(record, content):
        raise ChangedMeanwhile(record)
    for name, value in content.values.items():
        setattr(record, name, value)
    record.changed_by = by
    keep_quietly(record)
    _keep_heads(record, content.heads)
    _keep_follow_ups(record, content.follow_ups)
    if made:
        ledger.record("record.begin", by=by, target=record)
    return record


def _changed_unseen(record: Record, seen: datetime | None, by: User) -> bool:
    """Whether the draft was saved elsewhere since; a window that saw none yet stands back only from another person."""
    return record.changed_at > seen if seen else record.changed_by_id not in (None, by.pk)


def _holds(record: Record, content: Content) -> bool:
    """Whether the draft holds just this already: the same form came twice, or an answer was lost on the way."""
    heads = tuple(
        HeadLine(line.person_id, line.unit_id, line.period, line.present, line.statement, line.problems)
        for line in record.participations.order_by("id")
    )
    agreed = [(row.text, row.person_id, row.due) for row in record.follow_ups.order_by("id")]
    return (
        all(getattr(record, name) == value for name, value in content.values.items())
        and heads == content.heads
        and agreed == [(line.text, line.person, line.due) for line in content.follow_ups]
    )


@ledger.service("record.discard")
def discard_draft(*, record: int, by: User, on: date) -> None:
    """Throw a draft away with its files; it has closed nothing and nobody was told of it. Raises AlreadySettled."""
    draft = editable_drafts(by, on).select_for_update(of=("self",)).filter(pk=record).first()
    if draft is None:
        raise AlreadySettled
    attachments.throw_away(draft.attachments.all())
    draft.delete()


def attach(*, token: UUID, files: Iterable[UploadedFile], by: User, on: date) -> list[str]:
    """Keep `files` with the draft; return in Chinese what was refused and why. What is accepted is kept all the same."""
    return attachments.keep_each(files, lambda file: _attach_one(token=token, file=file, by=by, on=on))


@ledger.service("record.attach")
def _attach_one(*, token: UUID, file: UploadedFile, by: User, on: date) -> Attachment:
    record = _locked(token=token, by=by, on=on)
    return attachments.keep(file, among=record.attachments.all(), record=record, added_by=by)


@ledger.service("record.detach")
def detach(*, token: UUID, attachment: int, by: User, on: date) -> None:
    """Take a file out of a draft. One that is not there any more is no error."""
    attachments.throw_away(_locked(token=token, by=by, on=on).attachments.filter(pk=attachment))


def keep_quietly(row: Any) -> None:
    """Save a row of a draft without a line of history: history begins when the record is entered."""
    row.save_without_historical_record()


def _locked(*, token: UUID, by: User, on: date) -> Record:
    record = editable_drafts(by, on).select_for_update(of=("self",)).filter(token=token).first()
    if record is None or record.state != RecordState.DRAFT:
        raise AlreadySettled
    return record


def _keep_heads(record: Record, heads: Iterable[HeadLine]) -> None:
    known = {line.person_id: line for line in record.participations.all()}
    for head in heads:
        line = known.pop(head.person, None) or Participation(record=record, person_id=head.person)
        line.unit_id, line.period, line.present = head.unit, head.period, head.present
        line.statement, line.problems = head.statement, head.problems
        keep_quietly(line)
    Participation.objects.filter(pk__in=[line.pk for line in known.values()]).delete()


def _keep_follow_ups(record: Record, rows: Iterable[FollowUpLine]) -> None:
    known = {row.pk: row for row in record.follow_ups.all()}
    for row in rows:
        kept = known.pop(row.number, None) if row.number else None
        kept = kept or FollowUp(record=record)
        kept.text, kept.person_id, kept.due = row.text, row.person, row.due
        keep_quietly(kept)
    FollowUp.objects.filter(pk__in=list(known)).delete()
