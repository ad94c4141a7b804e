"""Weighing what the head said, proposing what comes of it, and the approval of that (N29, N30)."""

from datetime import date
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger, workdays
from integrity.models import Admonition, Inquiry
from integrity.procedure.inquiries import admonished_until, criticism_due
from integrity.services.inquiries.checking import recheck
from integrity.services.inquiries.held import begin
from rulebook.procedures.inquiry import OUTCOMES, Outcome, Step


@ledger.service("inquiry.assess")
def assess_inquiry(*, inquiry: int, outcome: str, assessment: str, by: User, on: date) -> Inquiry:
    """Say what the explanation is worth and propose an outcome; without one once the head's days have passed.

    Raises ValidationError by field, NotPossible.
    """
    row = begin(Step.ASSESS, inquiry=inquiry, by=by, on=on)
    problems: dict[str, list[str]] = {}
    if outcome not in OUTCOMES:
        problems["outcome"] = [_("请选择处置建议。")]
    elif outcome == Outcome.ACCEPT and row.answered_on is None:
        problems["outcome"] = [_("本人没有说明的，不能采信了结。")]
    if not assessment.strip():
        problems["assessment"] = [_("请写明对说明的评估和处置理由。")]
    if problems:
        raise ValidationError(problems)
    row.outcome, row.assessment, row.assessed_on, row.assessed_by = outcome, assessment.strip(), on, by
    row.save()
    recheck(row.pk, on=on)
    return row


@ledger.service("inquiry.reconsider")
def reconsider_inquiry(*, inquiry: int, reason: str, by: User, on: date) -> Inquiry:
    """Give a proposed outcome back, saying why. Raises ValidationError without a reason, NotPossible."""
    row = begin(Step.RECONSIDER, inquiry=inquiry, by=by, on=on, reason=reason)
    row.outcome, row.assessment, row.assessed_on, row.assessed_by = "", "", None, None
    row.save()
    recheck(row.pk, on=on)
    return row


@ledger.service("inquiry.decide")
def decide_inquiry(*, inquiry: int, by: User, on: date) -> Inquiry:
    """Approve the proposed outcome, which closes the case: an admonition weighs from now on, asking again drafts the next case.

    Raises NotPossible.
    """
    row = begin(Step.DECIDE, inquiry=inquiry, by=by, on=on)
    row.decided_on, row.decided_by = on, by
    row.save()
    if row.outcome == Outcome.ADMONISH:
        due = criticism_due(on, workdays.load())
        Admonition.objects.create(
            inquiry=row, person=row.person, since=on, until=admonished_until(on), criticism_due=due
        )
    elif row.outcome == Outcome.AGAIN:
        _again(row, on)
    recheck(row.pk, on=on)
    return row


def _again(row: Inquiry, on: date) -> Inquiry:
    """The draft of the next case, in the words of this one."""
    return Inquiry.objects.create(
        person=row.person, unit=row.unit, post=row.post, asking=row.asking, body=row.body, way=row.way,
        origin=row.origin, origin_row=row.origin_row, grounds=row.grounds, matters=row.matters, previous=row,
        drafted_on=on, drafted_by=row.assessed_by, token=uuid4(),
    )  # fmt: skip
