"""Appraisals, rewards and removals of heads: opening a file, deciding, revoking, its papers, what the head says (C20)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext as _

from accounts.models import User
from appointments.checks import found_in_actions
from appointments.choices import ActionState
from appointments.models import ActionFile, PersonnelAction
from appointments.policies import (
    action_matters,
    deciding_units,
    kept_actions,
    may_decide_about,
    own_actions,
)
from appointments.policies.actions import OF_THE_COUNTY
from appointments.services.checking import recheck
from appointments.services.numbering import next_number
from appointments.services.states import NotPossible, held_action, move
from core import attachments, ledger
from core.rows import as_product
from core.templatetags.wording import cn_date
from decisions.models import Matter, Resolution
from organisation.models import Person, Post, Unit
from rulebook.establishment import Function
from rulebook.procedures.personnel import KINDS
from supervision.policies import scope_of

Problems = dict[str, list[str]]


@dataclass(frozen=True, slots=True)
class ActionOpening:
    """A file as typed: `year` of an appraisal, `occasion` of the rest."""

    unit: Unit
    person: Person
    post: Post
    kind: str
    grounds: str
    year: int | None = None
    occasion: str = ""
    past: bool = False


@dataclass(frozen=True, slots=True)
class Decision:
    """What was decided; `taken`: it was, whatever is missing."""

    result: str
    decided_on: date
    document: str = ""
    matter: Matter | None = None
    taken: bool = False


@ledger.service("personnel-action.open")
def open_action(*, token: UUID, opening: ActionOpening, by: User, on: date) -> PersonnelAction:
    """Open a file; the same `token` twice gives the same file. Raises ValidationError by field, NotPossible."""
    known = PersonnelAction.objects.filter(token=token, entered_by=by).first()
    if known:
        raise ledger.Again(known)
    if not deciding_units(by, on).filter(pk=opening.unit.pk).exists():
        raise NotPossible
    problems = _problems(opening, by, on)
    if problems:
        raise ValidationError(problems)
    keeper = Unit.objects.select_for_update().get(pk=_keeper(opening.unit, by, on).pk)
    of_year = KINDS[opening.kind].of_year
    with as_product(
        "numbers run over all files of a keeper, also over those that who opens this one may not see"
    ):
        action = PersonnelAction.objects.create(
            unit=opening.unit, keeper=keeper, number=next_number(PersonnelAction.objects.filter(keeper=keeper), on),
            person=opening.person, post=opening.post, kind=opening.kind, year=opening.year if of_year else None,
            occasion="" if of_year else opening.occasion.strip(), grounds=opening.grounds.strip(), past=opening.past,
            opened_on=on, entered_by=by, token=token,
        )  # fmt: skip
    if not kept_actions(by, on).filter(pk=action.pk).exists():
        raise ValidationError({"person": [_("本机关对该人员须回避，请由上一级机关建档（N14）。")]})
    return action


@ledger.service("personnel-action.decide")
def decide_action(*, action: int, decision: Decision, by: User, on: date) -> PersonnelAction:
    """Record what was decided. Without the conclusions in force it is refused, unless it was decided all the same: then it is found (C20).

    Raises ValidationError by field, NotPossible where the file is closed to `by` or decided already.
    """
    found = held_action(action, by, on)
    found.result, found.decided_on = decision.result, decision.decided_on
    found.document, found.matter = decision.document.strip(), decision.matter
    problems = _problems_with_decision(found, on)
    missing = found_in_actions([found])[found.pk]
    if missing and not (decision.taken or found.past or problems):
        problems["taken"] = [one.message for one in missing]
    if problems:
        raise ValidationError(problems)
    move(found, ActionState.DECIDED)
    recheck(found, on=on)
    return found


@ledger.service("personnel-action.withdraw")
def withdraw_action(*, action: int, reason: str, by: User, on: date) -> PersonnelAction:
    """End a file without a decision, or note that the decision was revoked. Raises ValidationError without a reason, NotPossible."""
    found = held_action(action, by, on)
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明撤回理由。")]})
    found.withdrawn_reason = reason.strip()[:300]
    move(found, ActionState.WITHDRAWN)
    return found


@ledger.service("personnel-action.reply")
def reply_to_action(*, action: int, words: str, by: User, on: date) -> PersonnelAction:
    """Note what the head says to what was decided about them; may be said anew. Raises ValidationError without words, NotPossible."""
    mine = own_actions(by, on).exclude(state=ActionState.WITHDRAWN)
    found = mine.select_for_update(of=("self",), no_key=True).filter(pk=action).first()
    if found is None:
        raise NotPossible
    if not words.strip():
        raise ValidationError({"words": [_("请写明情况和理由。")]})
    found.reply, found.replied_on = words.strip(), on
    found.save()
    return found


def attach_to_action(*, action: int, files: Iterable[UploadedFile], by: User, on: date) -> list[str]:
    """Keep `files` with a file; return in Chinese what was refused and why."""
    return attachments.keep_each(files, lambda file: _attach_one(action=action, file=file, by=by, on=on))


@ledger.service("personnel-action.attach")
def _attach_one(*, action: int, file: UploadedFile, by: User, on: date) -> ActionFile:
    found = held_action(action, by, on)
    return attachments.keep(file, among=found.attachments.all(), action=found, added_by=by)


def _keeper(unit: Unit, by: User, on: date) -> Unit:
    """What the county decides is kept by its organisation department, where it is one of its officers who opens the file."""
    if unit.function in OF_THE_COUNTY:
        for body in scope_of(by, on).bodies:
            if body.function == Function.ORGANISATION and body.county_id == unit.county_id:
                return body
    return unit


def _problems(opening: ActionOpening, by: User, on: date) -> Problems:
    problems: Problems = {}
    if opening.kind not in KINDS:
        return {"kind": [_("请选择档案类别。")]}
    if opening.person.pk in scope_of(by, on).barred:
        problems["person"] = [_("不能为本人或者登记在册的亲属建档，请由他人办理（N14）。")]
    if opening.post.unit.county_id != opening.unit.county_id:
        problems["post_unit"] = [_("该单位不在本县。")]
    elif not may_decide_about(opening.unit, opening.post, on):
        problems["unit"] = [_("按干部管理权限，该职务不由“%(unit)s”决定。") % {"unit": opening.unit.name}]
    if not opening.grounds.strip():
        problems["grounds"] = [_("请写明依据和理由。")]
    if not KINDS[opening.kind].of_year:
        if not opening.occasion.strip():
            problems["occasion"] = [_("请写明事由。")]
        return problems
    same = PersonnelAction.objects.filter(person=opening.person, kind=opening.kind, year=opening.year)
    with as_product("one appraisal a person and year, whoever keeps it"):
        known = same.exclude(state=ActionState.WITHDRAWN).exists()
    if not opening.year:
        problems["year"] = [_("请选择考核年度。")]
    elif known:
        problems["year"] = [_("该人员这一年度的考核已经建档，不能重复建档。")]
    return problems


def _problems_with_decision(action: PersonnelAction, on: date) -> Problems:
    problems: Problems = {}
    if action.result not in KINDS[action.kind].results:
        problems["result"] = [_("请选择结果。")]
    if action.decided_on and action.decided_on > on:
        problems["decided_on"] = [_("日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]
    if action.matter is None:
        return problems
    if not action_matters(action).filter(pk=action.matter.pk).exists():
        raise NotPossible
    sealed = Resolution.objects.filter(matter=action.matter_id).order_by("-on").first()
    if sealed and sealed.on != action.decided_on:
        problems["decided_on"] = [_("与决议日期（%(day)s）不一致。") % {"day": cn_date(sealed.on)}]
    return problems
