"""The visit: calling it with its day, recording who came; what deputies write and hand in (C22)."""

from collections.abc import Collection
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from inspections.models import Inspection, Member, Statement, StatementDraft
from inspections.policies import own_memberships
from inspections.services.held import NotPossible, locked, note, organised
from rulebook.procedures.inspections import State, Step
from rulebook.types import Proof
from supervision.services import Done, fulfil

# From the day of the visit on, until the suggestions go to the unit.
WRITTEN_IN = (State.CALLED, State.VISITED)


@ledger.service("inspection.call")
def call_visit(
    *, inspection: int, held_on: date, companion: str, place: str, by: User, on: date
) -> Inspection:
    """Set the day and tell deputies and unit (不定期: no sooner than now). Raises ValidationError by field, NotPossible."""
    row = organised(inspection, by, on, State.DRAWN)
    problems: dict[str, list[str]] = {}
    if held_on < on:
        problems["held_on"] = [_("视察日期不能早于通知日期。")]
    elif held_on.year != row.year:
        problems["held_on"] = [_("视察日期须在计划年度内；跨年度的请先调整计划。")]
    if not companion.strip():
        problems["companion"] = [_("请填写陪同人员。")]
    if problems:
        raise ValidationError(problems)
    row.called_on, row.held_on = on, held_on
    row.companion, row.place = companion.strip(), place.strip()
    row.state = State.CALLED
    row.save()
    note(row, Step.CALL, by=by, on=on)
    return row


@ledger.service("inspection.visit")
def record_visit(*, inspection: int, present: Collection[int], by: User, on: date) -> Inspection:
    """Record who of the members was there (numbers of rows); the calendar's duty is done with it. Raises ValidationError, NotPossible."""
    row = organised(inspection, by, on, State.CALLED)
    if row.held_on is None or on < row.held_on:
        raise ValidationError(_("视察日期还没有到，不能登记。"))
    members = list(row.members.filter(left_on=None).order_by("pk"))
    if not any(one.pk in present for one in members):
        raise ValidationError({"present": [_("请选择到场的代表、委员。")]})
    for one in members:
        # Who handed in their words was there, whatever was ticked.
        one.present = one.pk in present or Statement.objects.filter(member=one).exists()
        one.save()
    row.state, row.visited_on = State.VISITED, on
    row.save()
    note(row, Step.VISIT, by=by, on=on)
    done = Done(person=row.person_id, unit=row.unit_id, period=str(row.year))
    fulfil(proof=Proof.INSPECTION, heads=[done], held_on=row.held_on, record=None, on=on)
    return row


def keep_draft(*, member: int, findings: str, suggestions: str, by: User, on: date) -> StatementDraft:
    """Keep what a deputy has typed so far. Raises NotPossible where it was handed in, or is not theirs."""
    row = own_memberships(by).filter(pk=member, inspection__state__in=WRITTEN_IN, statement=None).first()
    if row is None:
        raise NotPossible
    draft, _made = StatementDraft.objects.update_or_create(
        member=row, defaults={"findings": findings, "suggestions": suggestions}
    )
    return draft


@ledger.service("inspection.hand-in")
def hand_in(*, member: int, findings: str, suggestions: str, by: User, on: date) -> Statement:
    """Hand in what a deputy found and suggests; sealed from now on. Handed in already: nothing is changed.

    Raises ValidationError by field, NotPossible.
    """
    mine = own_memberships(by).filter(pk=member).select_related("inspection").first()
    if mine is None:
        raise NotPossible
    known = Statement.objects.filter(member=mine).first()
    if known:
        raise ledger.Again(known)
    row = locked(Inspection.objects.all(), mine.inspection_id, WRITTEN_IN)
    if mine.present is False:
        raise NotPossible
    problems: dict[str, list[str]] = {}
    if row.held_on is None or on < row.held_on:
        problems["findings"] = [_("视察当天起可以提交。")]
    elif not findings.strip():
        problems["findings"] = [_("请写下发现的情况和问题；没有发现问题的，请写明“没有发现问题”。")]
    if problems:
        raise ValidationError(problems)
    made: Statement
    made, new = Statement.objects.get_or_create(
        member=mine, defaults={"on": on, "findings": findings.strip(), "suggestions": suggestions.strip()}
    )
    if new:
        StatementDraft.objects.filter(member=mine).delete()
        note(row, Step.HAND_IN, by=by, on=on, reason=mine.deputy.name)
    return made


def members_of(row: Inspection) -> list[Member]:
    """Everyone drawn, with what they handed in, in the order of the draw."""
    rows = row.members.select_related("deputy__unit", "statement", "replaces__deputy")
    return list(rows.order_by("kind", "place"))
