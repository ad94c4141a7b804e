"""Entering a draft as a record, which closes the duties it carries out; and declaring a record void."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock, ledger
from integrity.checks.records import period_of, problems_with
from integrity.choices import RecordState
from integrity.models import Record
from integrity.policies import editable_drafts, withdrawable_records
from integrity.selectors.heads import is_per_unit
from integrity.services.drafts import AlreadySettled
from supervision.services import Done, fulfil, withdraw


@ledger.service("record.register")
def register_record(*, record: int, by: User, on: date) -> Record:
    """Enter the draft numbered `record` and close the duties of every head who was present.

    Raises ValidationError with the problems by field (checks.problems_with), AlreadySettled where it is no draft any more,
    so that a form sent twice enters one record.
    """
    draft = editable_drafts(by, on).select_for_update(of=("self",)).filter(pk=record).first()
    if draft is None or draft.state != RecordState.DRAFT:
        raise AlreadySettled
    problems = problems_with(draft, by=by, on=on)
    if problems or draft.held_on is None:
        raise ValidationError(problems)
    draft.state, draft.recorded_at, draft.changed_by = RecordState.RECORDED, clock.now(), by
    draft.save()
    own = period_of(draft.kind, draft.held_on)
    heads = list(draft.participations.all())
    for head in heads:
        head.period = "" if head.period == own else head.period
        head.save()
    for row in draft.follow_ups.all():
        row.save()
    narrow = is_per_unit(draft.kind)
    done = [Done(h.person_id, h.unit_id if narrow else None, h.period) for h in heads if h.present]
    fulfil(proof=draft.kind, heads=done, held_on=draft.held_on, record=draft.pk, on=on)
    return draft


@ledger.service("record.withdraw")
def withdraw_record(*, record: int, reason: str, by: User, on: date) -> Record:
    """Declare a record void for `reason`; what it had closed stands open again, the record and its history stay.

    Raises ValidationError without a reason, AlreadySettled where the record is not this user's to withdraw any more.
    """
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明作废理由。")]})
    found = withdrawable_records(by, on).select_for_update(of=("self",)).filter(pk=record).first()
    if found is None or found.state != RecordState.RECORDED:
        raise AlreadySettled
    found.state, found.withdrawn_reason, found.changed_by = RecordState.WITHDRAWN, reason.strip(), by
    found.save()
    withdraw(record=found.pk, on=on)
    return found
