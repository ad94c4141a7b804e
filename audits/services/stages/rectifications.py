"""Putting right what an audit found (整改): measures and owner, progress and evidence, done, checked by another, confirmed by the bureau,
or accepted as a risk.
"""

from collections.abc import Callable, Iterable
from datetime import date
from decimal import Decimal
from uuid import UUID

from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from audits.choices import RectificationState
from audits.models import Audit, Evidence, Progress, Rectification
from audits.policies.audits import without_the_unit
from audits.policies.stages import (
    answered_rectifications,
    checked_rectifications,
    confirmed_rectifications,
    owned_rectifications,
)
from audits.services.stages.checking import recheck
from audits.services.stages.held import NotPossible, locked
from audits.services.stages.steps import close_where_over
from core import attachments, ledger
from organisation.models import Person, Tenure

Reaching = Callable[[User | AnonymousUser, date], QuerySet[Rectification]]


def _owned(user: User | AnonymousUser, on: date) -> QuerySet[Rectification]:
    return owned_rectifications(user)


def _working(user: User | AnonymousUser, on: date) -> QuerySet[Rectification]:
    return owned_rectifications(user) | answered_rectifications(user, on)


def _checking(user: User | AnonymousUser, on: date) -> QuerySet[Rectification]:
    return owned_rectifications(user) | checked_rectifications(user, on)


def owners_offered(audit: Audit, on: date) -> QuerySet[Person]:
    """Who can own a rectification: whoever holds a post in the unit; the audited person alone where the audit is no business of the unit's."""
    if Audit.objects.filter(without_the_unit(), pk=audit.pk).exists():
        return Person.objects.filter(pk=audit.person_id)
    held = Tenure.objects.filter(post__unit=audit.unit_id, during__contains=on)
    return Person.objects.filter(pk__in=held.order_by().values("person")).order_by("name", "pk")


@ledger.service("rectification.plan")
def plan_rectification(*, finding: int, measures: str, owner: Person, by: User, on: date) -> Rectification:
    """Say by which measures, and who owns it: the head, or for the unit. Raises ValidationError by field, NotPossible."""
    row = _held(finding, answered_rectifications, by, on)
    problems: dict[str, list[str]] = {}
    if not measures.strip():
        problems["measures"] = [_("请填写整改措施。")]
    if not owners_offered(row.finding.audit, on).filter(pk=owner.pk).exists():
        problems["owner"] = [_("只能由本单位人员负责整改。")]
    if problems:
        raise ValidationError(problems)
    if row.owner_id != owner.pk:
        row.done_on = row.checked_on = row.checker = None
        row.check_words = ""
    row.measures, row.owner = measures.strip(), owner
    return _stored(row, on)


@ledger.service("rectification.extend")
def set_due(*, finding: int, due: date, reason: str, by: User, on: date) -> Rectification:
    """Give a finding a day of its own, for the bureau (L15: then per item). Raises ValidationError by field, NotPossible."""
    row = _held(finding, confirmed_rectifications, by, on)
    problems: dict[str, list[str]] = {}
    if due < on:
        problems["due"] = [_("不能早于今天。")]
    if not reason.strip():
        problems["reason"] = [_("请写明调整期限的理由。")]
    if problems:
        raise ValidationError(problems)
    row.due = due
    if row.state == RectificationState.UNMENDED:
        row.state = RectificationState.ONGOING
    words = _("整改期限调整为 %(due)s：%(reason)s") % {"due": due.isoformat(), "reason": reason.strip()}
    Progress.objects.create(rectification=row, on=on, text=words, by=by)
    return _stored(row, on)


@ledger.service("rectification.progress")
def add_progress(*, token: UUID, finding: int, text: str, by: User, on: date) -> Progress:
    """Note what was done; the same `token` again gives the one it made. Raises ValidationError, NotPossible."""
    known = Progress.objects.filter(token=token, by=by).first()
    if known is not None:
        raise ledger.Again(known)
    row = _held(finding, _working, by, on)
    if not text.strip():
        raise ValidationError({"text": [_("请填写进展情况。")]})
    if row.past or row.state == RectificationState.UNMENDED:
        row.state, row.past = RectificationState.ONGOING, False
        row.save()
    made = Progress.objects.create(rectification=row, on=on, text=text.strip(), by=by, token=token)
    recheck(row.finding.audit, on=on)
    return made


def keep_evidence(*, finding: int, files: Iterable[UploadedFile], by: User, on: date) -> list[str]:
    """Keep evidence; return in Chinese what was refused and why."""
    return attachments.keep_each(files, lambda file: _keep_one(finding=finding, file=file, by=by, on=on))


@ledger.service("rectification.evidence")
def _keep_one(*, finding: int, file: UploadedFile, by: User, on: date) -> Evidence:
    row = _held(finding, _working, by, on)
    return attachments.keep(file, among=row.evidence.all(), rectification=row, added_by=by)


@ledger.service("rectification.done")
def report_done(*, finding: int, recovered: Decimal | None, by: User, on: date) -> Rectification:
    """Say that it is done, as the owner. Raises ValidationError without measures or any progress, NotPossible."""
    row = _held(finding, _owned, by, on)
    if row.done_on is not None:
        return row
    if not row.measures or not row.progress.exists():
        raise ValidationError(_("请先填写整改措施和进展情况，上传佐证材料。"))
    if recovered is not None and recovered < 0:
        raise ValidationError({"recovered": [_("金额不能小于零。")]})
    row.done_on, row.recovered, row.state = on, recovered, RectificationState.ONGOING
    return _stored(row, on)


@ledger.service("rectification.check")
def check_rectification(*, finding: int, words: str, by: User, on: date) -> Rectification:
    """Check what the owner said is done, as another person: of the unit, or of the bureau where the
    unit has no part in the audit. Raises ValidationError where `by` owns it, NotPossible."""
    row = _held(finding, _checking, by, on)
    if by.person_id is None or row.done_on is None or row.checked_on is not None:
        raise NotPossible
    if row.owner_id == by.person_id:
        raise ValidationError(_("整改责任人不能复核自己负责的整改，请由他人复核（C18）。"))
    if not words.strip():
        raise ValidationError({"words": [_("请写明复核情况。")]})
    row.checked_on, row.checker_id, row.check_words = on, by.person_id, words.strip()
    return _stored(row, on)


@ledger.service("rectification.confirm")
def confirm_rectification(*, finding: int, mended: bool, words: str, by: User, on: date) -> Rectification:
    """Confirm for the bureau that it is put right, or send it back. Raises ValidationError where `by` owns it, NotPossible."""
    row = _held(finding, confirmed_rectifications, by, on)
    if row.checked_on is None:
        raise NotPossible
    if by.person_id is not None and by.person_id in (row.owner_id, row.checker_id):
        raise ValidationError(_("整改责任人和复核人不能核验销号，请由审计机关其他人员核验（C18）。"))
    if not words.strip():
        raise ValidationError({"words": [_("请写明核验情况。")]})
    if mended:
        row.state, row.closed_on = RectificationState.MENDED, on
        row.confirmed_on, row.confirmer, row.confirm_words = on, by, words.strip()
    else:
        row.state = RectificationState.ONGOING
        row.done_on = row.checked_on = row.checker = None
        row.check_words = ""
        told = _("审计机关核验未通过：%(words)s") % {"words": words.strip()}
        Progress.objects.create(rectification=row, on=on, text=told, by=by)
    return _stored(row, on)


@ledger.service("rectification.accept")
def accept_risk(*, finding: int, approval: str, reason: str, by: User, on: date) -> Rectification:
    """Accept that a finding is not put right any more (不再整改), for the bureau. Raises ValidationError by field, NotPossible."""
    row = _held(finding, confirmed_rectifications, by, on)
    problems: dict[str, list[str]] = {}
    if not approval.strip():
        problems["approval"] = [_("请写明批准机关、日期和文号。")]
    if not reason.strip():
        problems["reason"] = [_("请写明不再整改的理由。")]
    if problems:
        raise ValidationError(problems)
    row.approval, row.reason = approval.strip(), reason.strip()
    row.state, row.closed_on = RectificationState.ACCEPTED, on
    return _stored(row, on)


def _held(finding: int, reaching: Reaching, by: User, on: date) -> Rectification:
    """The rectification, locked, with its audit. Raises NotPossible where `by` does not act in it, or it is over."""
    mine = reaching(by, on).order_by().values("pk")
    rows = Rectification.objects.select_for_update(of=("self",)).select_related("finding__audit__unit")
    row = rows.filter(finding=finding, pk__in=mine).first()
    if row is None or row.is_over or row.finding.withdrawn_on is not None:
        raise NotPossible
    return row


def _stored(row: Rectification, on: date) -> Rectification:
    row.past = False
    row.save()
    if row.is_over:
        close_where_over(locked(row.finding.audit_id, over=True, past=True))
    recheck(row.finding.audit, on=on)
    return row
