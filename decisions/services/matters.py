"""Filing a matter, changing it before it is decided, withdrawing it; what was typed and not filed; noting who looked."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils.translation import gettext as _

from accounts.models import User
from core import attachments, ledger
from decisions.checks.filing import Filing, problems_with
from decisions.choices import FlagChoice, MatterState, ReportedUp
from decisions.models import Attachment, Candidate, Matter, MatterDraft, Preparation
from decisions.policies import editable_matters, kept_units
from decisions.selectors.bylaws import own_vote
from decisions.selectors.matters import VIEWED
from decisions.services.checking import recheck
from decisions.services.locking import AlreadyDone
from decisions.services.numbering import next_matter_number
from decisions.services.states import NotPossible, locked, move
from rulebook.procedures.decisions import DEFAULT_BASE, DEFAULT_FRACTION, MatterCategory

LARGEST_DRAFT = 200_000  # characters of all that was typed into one form
PLAIN = (
    "title",
    "summary",
    "category",
    "amount",
    "listed",
    "proposed_on",
    "proposer",
    "task_source",
    "special",
)


class AlreadyFiled(Exception):
    """The form was sent a second time; `matter` is what it made the first time."""

    def __init__(self, matter: Matter) -> None:
        """`matter` as it stands."""
        super().__init__(matter.pk)
        self.matter = matter


class ChangedMeanwhile(Exception):
    """Another person changed the matter after this user had opened it."""


@ledger.service("matter.file")
def file_matter(*, token: UUID, filing: Filing, by: User, on: date) -> Matter:
    """File a matter from the form `token` under the unit's next number.

    Raises ValidationError by field (checks.filing), AlreadyFiled, NotPossible where the unit is not kept by `by`.
    """
    if not kept_units(by, on).filter(pk=filing.unit.pk).exists():
        raise NotPossible
    _stop_at_problems(filing, by, on)
    number = next_matter_number(filing.unit, filing.proposed_on)
    known = Matter.objects.filter(token=token).first()
    if known is not None:
        if known.entered_by_id != by.pk:
            raise NotPossible
        raise AlreadyFiled(known)
    matter = Matter(unit=filing.unit, number=number, token=token, entered_by=by)
    _fill(matter, filing)
    MatterDraft.objects.filter(token=token, entered_by=by).delete()
    return matter


@ledger.service("matter.change")
def change_matter(*, matter: int, filing: Filing, seen: datetime | None, by: User, on: date) -> Matter:
    """Change a matter not decided yet. `seen` is when it had last changed as the user saw it.

    Raises ValidationError by field, ChangedMeanwhile, NotPossible where it cannot be changed any more.
    """
    found = _editable(matter, by, on)
    if seen is None or found.changed_at > seen:
        raise ChangedMeanwhile
    if found.unit_id != filing.unit.pk:
        raise NotPossible
    _stop_at_problems(filing, by, on)
    if filing.category == MatterCategory.PERSONNEL and found.preparations.filter(published=True).exists():
        raise ValidationError({"category": [_("草案已经公开，不能改为人事任免事项。")]})
    _fill(found, filing)
    MatterDraft.objects.filter(matter=found, entered_by=by).delete()
    recheck(found, on=on)
    return found


@ledger.service("matter.withdraw")
def withdraw_matter(*, matter: int, reason: str, by: User, on: date) -> Matter:
    """Take a matter back for `reason`; it stays with all that was done. Raises ValidationError, NotPossible."""
    found = _editable(matter, by, on)
    if not reason.strip():
        raise ValidationError(_("请写明撤回理由。"))
    if hasattr(found, "emergency"):
        raise ValidationError(_("该事项已按紧急情况处置，须向会议报告，不能撤回。"))
    found.withdrawn_reason = reason.strip()
    move(found, MatterState.WITHDRAWN)
    recheck(found, on=on)
    return found


def note_viewing(*, matter: Matter, by: User) -> None:
    """Write in the ledger that `by` opened a personnel matter (B2); of other matters nothing is noted."""
    if matter.is_personnel:
        ledger.record(VIEWED, by=by, target=matter)


@transaction.atomic
def keep_draft(
    *, token: UUID, values: dict[str, list[str]], matter: int | None, by: User, on: date
) -> MatterDraft:
    """Keep what is typed so far; it has no number and nobody but `by` sees it. Raises NotPossible, ValidationError."""
    if sum(len(value) for given in values.values() for value in given) > LARGEST_DRAFT:
        raise ValidationError(_("内容太长，没有保存。"))
    if matter is not None:
        _editable(matter, by, on)
        known = {"matter_id": matter, "entered_by": by}
        draft, _made = MatterDraft.objects.update_or_create(
            **known, defaults={"values": values}, create_defaults={"values": values, "token": token}
        )
        return draft
    if Matter.objects.filter(token=token).exists() or not kept_units(by, on).exists():
        raise NotPossible
    draft, _made = MatterDraft.objects.get_or_create(token=token, defaults={"entered_by": by})
    if draft.entered_by_id != by.pk:
        raise NotPossible
    draft.values = values
    draft.save()
    return draft


def discard_draft(*, draft: int, by: User) -> None:
    """Throw away what was typed. One that is gone already is no error."""
    MatterDraft.objects.filter(pk=draft, entered_by=by).delete()


def attach(
    *, matter: int, files: Iterable[UploadedFile], by: User, on: date, preparation: int | None = None
) -> list[str]:
    """Keep `files` with the matter, or with one step before deciding; return in Chinese what was refused and why."""
    return attachments.keep_each(
        files, lambda file: _attach_one(matter=matter, file=file, preparation=preparation, by=by, on=on)
    )


@ledger.service("matter.attach")
def _attach_one(
    *, matter: int, file: UploadedFile, preparation: int | None, by: User, on: date
) -> Attachment:
    found = _editable(matter, by, on)
    step = Preparation.objects.get(pk=preparation, matter=found) if preparation else None
    there = found.attachments.filter(preparation=step)
    return attachments.keep(file, among=there, matter=found, preparation=step, added_by=by)


@ledger.service("matter.detach")
def detach(*, matter: int, attachment: int, by: User, on: date) -> Matter:
    """Take a file out of a matter not decided yet; a published draft keeps its files. Raises AlreadyDone where it is gone already."""
    found = _editable(matter, by, on)
    rows = found.attachments.filter(pk=attachment)
    if not rows.exists():
        raise AlreadyDone
    if rows.filter(preparation__published=True, preparation__since__lte=on).exists():
        raise ValidationError(_("草案已经公布，附件不能删除。"))
    attachments.throw_away(rows)
    return found


def _stop_at_problems(filing: Filing, by: User, on: date) -> None:
    problems = problems_with(filing, by=by, on=on)
    if problems:
        raise ValidationError(problems)


def _editable(matter: int, by: User, on: date) -> Matter:
    """The matter, locked, if `by` may change it."""
    if not editable_matters(by, on).filter(pk=matter).exists():
        raise NotPossible
    found = locked(matter)
    if not found.is_open:
        raise NotPossible
    return found


def _fill(matter: Matter, filing: Filing) -> None:
    """Write what was typed; what the list settles is taken from the list."""
    for name in PLAIN:
        setattr(matter, name, getattr(filing, name))
    matter.reported_up = filing.reported_up or ReportedUp.NO.value
    rule: Any = filing.listed or filing
    matter.meetings_required = list(filing.listed.meetings if filing.listed else filing.meetings_required)
    matter.vote_base, matter.vote_fraction = _vote_rule(rule, filing, matter.meetings_required)
    matter.vote_other, matter.secret_ballot = rule.vote_other.strip(), rule.secret_ballot
    reviewed = [FlagChoice.TECHNICAL] if filing.listed and filing.listed.needs_legality else []
    wanted = {*filing.flags, *(flag.value for flag in reviewed)}
    matter.flags = [flag for flag in FlagChoice.values if flag in wanted]
    matter.leader_id, matter.changes_id = filing.leader, filing.changes
    matter.save()
    _propose(matter, filing)


def _vote_rule(rule: Any, filing: Filing, meetings: Sequence[str]) -> tuple[str, str]:
    """Base and fraction of the vote: those of the list entry, or typed; where neither says, the bylaw's of the day (默认表决方式)."""
    said = rule
    if not (rule.vote_base or rule.vote_fraction):
        said = own_vote(filing.unit, meetings[-1] if meetings else "", filing.proposed_on) or rule
    return said.vote_base or DEFAULT_BASE.value, said.vote_fraction or DEFAULT_FRACTION


def _propose(matter: Matter, filing: Filing) -> None:
    """Keep the candidates as typed, in their order."""
    kept: list[int] = []
    for place, one in enumerate(filing.candidates, start=1):
        row, _made = Candidate.objects.update_or_create(
            matter=matter,
            person_id=one.person,
            change=one.change,
            defaults={"post": one.post, "place": place},
        )
        kept.append(row.pk)
    left_out = matter.candidates.exclude(pk__in=kept)
    if matter.state == MatterState.DEFERRED and left_out.exists():
        raise ValidationError({"candidates": [_("缓议的事项已经上会，人选不能删除；可以撤回后另行登记。")]})
    left_out.delete()
