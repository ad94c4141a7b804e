"""A unit's bylaws (制度): entered with their official file, replaced by a new version, ended, withdrawn where entered wrong."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import attachments, ledger, uploads
from core.templatetags.wording import cn_date
from decisions.checks.bylaws import Enacting, lack_of, problems_with_bylaw
from decisions.choices import BylawPaper
from decisions.models import Bylaw, BylawFile
from decisions.policies import kept_bylaws, kept_units
from decisions.selectors.bylaws import kinds_held
from decisions.selectors.checking import BYLAWS_OF
from decisions.services.checking import recheck_meetings
from decisions.services.states import NotPossible
from organisation.models import Person, Tenure, Unit
from rulebook.procedures.decisions import MatterCategory
from supervision.services import Subject, reconcile


@ledger.service("bylaw.enter")
def enter_bylaw(
    *,
    token: UUID,
    typed: Enacting,
    official: Sequence[UploadedFile],
    review: Sequence[UploadedFile] = (),
    by: User,
    on: date,
) -> Bylaw:
    """Enter a bylaw with its official file; the version it replaces ends the day it begins. The same `token` twice enters it once.

    Raises ValidationError by field (checks.bylaws; `official`, `review` for files), NotPossible where the unit is not kept by `by`.
    """
    unit = _kept(typed.unit.pk, by, on)
    known = Bylaw.objects.filter(token=token).first()
    if known is not None:
        if known.entered_by_id != by.pk or known.unit_id != unit.pk:
            raise NotPossible
        raise ledger.Again(known)
    problems = problems_with_bylaw(typed, on) | _problems_with_files(typed, official, review)
    if problems:
        raise ValidationError(problems)
    values = asdict(typed) | {
        "unit": unit,
        "name": typed.name.strip(),
        "approved_by": typed.approved_by.strip(),
    }
    former = Bylaw.objects.select_for_update().filter(pk=values.pop("replaces")).first()
    if former is not None:
        former.until = typed.since
        former.ended_reason = "由新的一版替代"
        former.save()
    made = Bylaw.objects.create(replaces=former, token=token, entered_by=by, **values)
    for files, paper in ((official, BylawPaper.OFFICIAL), (review, BylawPaper.REVIEW)):
        for file in files:
            attachments.keep(file, among=made.files.filter(paper=paper), bylaw=made, paper=paper, added_by=by)
    _judge_anew(made, on)
    return made


@ledger.service("bylaw.end")
def end_bylaw(*, bylaw: int, until: date, reason: str, by: User, on: date) -> Bylaw:
    """Let a bylaw hold no longer from `until` on (停止执行), by the decision named in `reason`.

    Raises ValidationError by field, NotPossible where it ended already or is not the user's to end.
    """
    row = _locked(bylaw, by, on)
    if row.until is not None:
        raise NotPossible
    problems = {} if reason.strip() else {"reason": [_("请填写停止执行的会议或文号。")]}
    if until <= row.since:
        problems["until"] = [_("停止执行的日期须在生效日期（%(day)s）以后。") % {"day": cn_date(row.since)}]
    elif until < on:
        problems["until"] = [_("停止执行的日期不能早于今天（%(today)s）。") % {"today": cn_date(on)}]
    if problems:
        raise ValidationError(problems)
    row.until, row.ended_reason = until, reason.strip()
    row.save()
    _judge_anew(row, on)
    return row


@ledger.service("bylaw.withdraw")
def withdraw_bylaw(*, bylaw: int, reason: str, by: User, on: date) -> Bylaw:
    """Withdraw a bylaw that was entered wrong; it stays to be seen, and the version it replaced holds on.

    Raises ValidationError without a reason or where a later version rests on it, NotPossible where it was withdrawn before.
    """
    row = _locked(bylaw, by, on)
    if not reason.strip():
        raise ValidationError(_("请写明撤销登记的理由。"))
    if Bylaw.objects.filter(replaces=row).exists():
        raise ValidationError(_("已有新的一版替代它，请先撤销新的一版。"))
    former = row.replaces
    row.withdrawn_reason, row.replaces = reason.strip()[:200], None
    row.save()
    if former is not None:
        former.until, former.ended_reason = None, ""
        former.save()
    _judge_anew(row, on)
    return row


def attach_to_bylaw(
    *, bylaw: int, files: Iterable[UploadedFile], paper: str, by: User, on: date
) -> list[str]:
    """Keep more `files` with a bylaw; return in Chinese what was refused and why."""
    return attachments.keep_each(
        files, lambda file: _attach_one(bylaw=bylaw, file=file, paper=paper, by=by, on=on)
    )


@ledger.service("bylaw.attach")
def _attach_one(*, bylaw: int, file: UploadedFile, paper: str, by: User, on: date) -> BylawFile:
    row = _locked(bylaw, by, on)
    kind = BylawPaper(paper) if paper in BylawPaper.values else BylawPaper.OFFICIAL
    return attachments.keep(file, among=row.files.filter(paper=kind), bylaw=row, paper=kind, added_by=by)


@transaction.atomic
def check_bylaws(*, units: Iterable[int], on: date) -> int:
    """Judge whether `units` (numbers) have the bylaws they must have on `on` (制度上传不完整) and bring the register to it; return how many
    findings were raised. The units are held meanwhile. A constant number of queries for any number of units.
    """
    held = Unit.objects.select_for_update(no_key=True).filter(pk__in=list(units)).defer("search_keys")
    rows = list(held.order_by("pk"))
    kinds, heads = kinds_held(rows, on), _heads(rows, on)
    found = {}
    for unit in rows:
        lack = lack_of(unit, kinds[unit.pk], on)
        found[_subject(unit, heads.get(unit.pk))] = [lack] if lack else []
    return reconcile(found=found, on=on)


def _subject(unit: Unit, head: Person | None) -> Subject:
    return Subject(
        source=BYLAWS_OF,
        source_id=unit.pk,
        title="议事决策制度",
        kind=MatterCategory.POLICY,
        unit=unit,
        person=head,
    )


def _heads(units: Iterable[Unit], on: date) -> dict[int, Person]:
    """The head who answers for each of `units` on `on`: of several the first head's post; one query."""
    held = Tenure.objects.filter(
        post__unit__in=[u.pk for u in units], post__is_head=True, during__contains=on
    )
    found: dict[int, Person] = {}
    for row in held.select_related("person", "post").order_by("post_id", "during"):
        found.setdefault(row.post.unit_id, row.person)
    return found


def _judge_anew(row: Bylaw, on: date) -> None:
    """Judge the unit at once, and once the transaction stands the meetings whose quorum the bylaw sets."""
    check_bylaws(units=[row.unit_id], on=on)
    if row.quorum:
        recheck_meetings(row.unit, row.since, on)


def _problems_with_files(
    typed: Enacting, official: Sequence[UploadedFile], review: Sequence[UploadedFile]
) -> dict[str, list[str]]:
    """What keeps the files from being kept, before any of them is stored."""
    problems: dict[str, list[str]] = {}
    if not official:
        problems["official"] = [_("请上传正式文件。")]
    if typed.reviewed_on and not review:
        problems["review"] = [_("经过合法合规审查的，请上传审查材料。")]
    for name, files in (("official", official), ("review", review)):
        for file in files:
            try:
                uploads.check(file)
            except ValidationError as error:
                problems.setdefault(name, []).extend(error.messages)
    return problems


def _kept(unit: int, by: User, on: date) -> Unit:
    """The unit, locked, if `by` keeps it."""
    found = kept_units(by, on).select_for_update().filter(pk=unit).first()
    if found is None:
        raise NotPossible
    return found


def _locked(bylaw: int, by: User, on: date) -> Bylaw:
    """The bylaw, its unit locked first, if `by` keeps it and it was not withdrawn."""
    known = kept_bylaws(by, on).filter(pk=bylaw, withdrawn_reason="").first()
    if known is None:
        raise NotPossible
    _kept(known.unit_id, by, on)
    row = Bylaw.objects.select_for_update(of=("self",)).select_related("unit").get(pk=bylaw)
    if row.is_withdrawn:
        raise NotPossible
    return row
