"""The course of an appraisal: the ballot opens once the statement was published long enough, closes and is counted; calling one off (C13)."""

from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _

from accounts.models import User
from appraisals.models import Appraisal
from appraisals.policies import organised_appraisals
from appraisals.procedure.days import last_day_of, may_open_from
from appraisals.services.checking import recheck
from appraisals.services.counting import count
from appraisals.services.held import locked, note
from core import clock, ledger, workdays
from core.templatetags.wording import cn_date
from rulebook.procedures.appraisals import CANCELLABLE, STATEMENT_DAYS, State, Step


@ledger.service("appraisal.open")
def open_ballot(*, appraisal: int, by: User, on: date, at: datetime | None = None) -> Appraisal:
    """Open the ballot by hand, where the round's own day passed without it; `at` is the moment, now unless said otherwise.

    Raises ValidationError naming the day from which it may, NotPossible.
    """
    row = locked(organised_appraisals(by, on), appraisal, {State.PUBLISHED})
    first = opens_from(row)
    if on < first:
        told = {"n": STATEMENT_DAYS.value, "day": cn_date(first)}
        raise ValidationError(
            _("报告公布满 %(n)s 个工作日、到了评议开始日期才能开始：从 %(day)s起（L76）。") % told
        )
    opened(row, by=by, on=on, at=at or clock.now())
    return row


@ledger.service("appraisal.close")
def close_ballot(*, appraisal: int, by: User, on: date, at: datetime | None = None) -> Appraisal:
    """Close the ballot and count it; nobody sees what it came to before it is sealed, but who seals it.

    Papers nobody typed count as not returned. Raises NotPossible, ValidationError while papers typed are not compared.
    """
    row = locked(organised_appraisals(by, on), appraisal, {State.VOTING})
    closed(row, by=by, on=on, at=at or clock.now())
    return row


@ledger.service("appraisal.cancel")
def cancel(*, appraisal: int, reason: str, by: User, on: date) -> Appraisal:
    """Call an appraisal off before its ballot opens, with the reason. Raises ValidationError without one, NotPossible."""
    row = locked(organised_appraisals(by, on), appraisal, CANCELLABLE)
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明取消理由。")]})
    row.state = State.CANCELLED
    row.save()
    note(row, Step.CANCEL, by=by, on=on, reason=reason)
    return row


def opens_from(row: Appraisal) -> date:
    """The first day on which the ballot may open: the round's, or later where the statement was not published long enough by then."""
    if row.published_on is None:
        raise ValueError("asked of a statement that was not published")
    return max(row.round.opens_on, may_open_from(row.published_on, workdays.load()))


def closes_on(row: Appraisal) -> date:
    """The last day of the ballot."""
    begun = timezone.localdate(row.opened_at) if row.opened_at else row.round.opens_on
    return last_day_of(begun, row.round.opens_on, row.round.closes_on)


def opened(row: Appraisal, *, by: User | None, on: date, at: datetime) -> None:
    """Write down that the ballot is open."""
    row.state, row.opened_at = State.VOTING, at
    row.save()
    note(row, Step.OPEN, by=by, on=on)
    recheck(row.pk, on=on)


def closed(row: Appraisal, *, by: User | None, on: date, at: datetime) -> None:
    """Write down that the ballot is closed, and count it."""
    row.state, row.closed_at = State.CLOSED, at
    row.save()
    count(row, at)
    note(row, Step.CLOSE, by=by, on=on)
    recheck(row.pk, on=on)
