"""Sealing and publishing a result: what the ballot came to, why it calls for a talk, the calendar's duty done; the head's words to it (C13, C14)."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from appraisals.checks.results import counted_of_polls, last_sealed
from appraisals.models import Appraisal, Comment
from appraisals.policies import own_appraisals, sealed_appraisals
from appraisals.procedure.days import talk_due
from appraisals.procedure.results import Counted, content_of, hash_of, reasons, shares_in, signs_of
from appraisals.services.checking import recheck
from appraisals.services.held import NotPossible, locked, note
from core import ledger, workdays
from rulebook.duties import APPRAISAL_TALK
from rulebook.procedures.appraisals import REPLY_LENGTH, State, Step
from rulebook.types import Proof
from supervision.services import Days, Done, ask_duty, fulfil


@ledger.service("appraisal.seal")
def seal_result(*, appraisal: int, by: User, on: date) -> Appraisal:
    """Seal the result and publish it: the year's duty is done with it, and a sign asks for a talk within its days. Raises NotPossible."""
    row = locked(sealed_appraisals(by, on), appraisal, {State.CLOSED})
    counted = counted_of_polls(row)
    last = last_sealed(row)
    why = reasons(row.round.form, counted, shares_in(last.content) if last else None)
    row.content = content_of(_told(row, counted), row.round.form, counted, why)
    row.content_hash, row.signs = hash_of(row.content), signs_of(why)
    row.state, row.sealed_on, row.sealed_by = State.SEALED, on, by
    row.save()
    note(row, Step.SEAL, by=by, on=on)
    closed_on = timezone.localdate(row.closed_at) if row.closed_at else on
    done = Done(person=row.person_id, unit=row.unit_id, period=str(row.year))
    fulfil(proof=Proof.YEAR_END_APPRAISAL, heads=[done], held_on=closed_on, record=None, on=on)
    if row.signs:
        _ask_for_talk(row, on)
    recheck(row.pk, on=on)
    return row


@ledger.service("appraisal.comment")
def comment(*, appraisal: int, text: str, by: User, on: date) -> Comment:
    """What the head says to the published result, once. Said already: nothing is changed. Raises ValidationError, NotPossible."""
    row = locked(own_appraisals(by), appraisal, {State.SEALED})
    known = Comment.objects.filter(appraisal=row).first()
    if known:
        raise ledger.Again(known)
    if not text.strip():
        raise ValidationError({"text": [_("请填写说明。")]})
    if len(text.strip()) > REPLY_LENGTH:
        raise ValidationError({"text": [_("说明不超过 %(n)s 字。") % {"n": REPLY_LENGTH}]})
    return Comment.objects.create(appraisal=row, on=on, text=text.strip())


def _told(row: Appraisal, counted: list[Counted]) -> dict[str, Any]:
    """Whom the sealed content is about, and when the ballot was; the people and posts as they are called on the day."""
    if row.opened_at is None or row.closed_at is None or not counted:
        raise NotPossible
    return {
        "year": row.year,
        "person": {"name": row.person.name, "staff_no": row.person.staff_no},
        "unit": row.unit.name,
        "post": row.post.title,
        "body": row.round.body.name,
        "opened_at": row.opened_at.isoformat(timespec="seconds"),
        "closed_at": row.closed_at.isoformat(timespec="seconds"),
    }


def _ask_for_talk(row: Appraisal, on: date) -> None:
    due = talk_due(on, workdays.load())
    days = Days(opens=on, due=due, ends=date(due.year + 1, 12, 31))  # held late it is still held
    ask_duty(
        kind=APPRAISAL_TALK.kind,
        person=row.person,
        unit=row.unit,
        post=row.post,
        year=row.year,
        on=on,
        days=days,
    )
