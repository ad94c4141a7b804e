"""How deputies judge a reply: not satisfied asks for a second one, once (C22)."""

from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger, workdays
from inspections.models import Inspection, Verdict
from inspections.policies import own_memberships
from inspections.procedure.replying import asks_again, reply_due
from inspections.services.checking import recheck
from inspections.services.held import NotPossible, locked, note, organised
from rulebook.procedures.inspections import GRADES, Grade, State, Step


@ledger.service("inspection.judge")
def judge(*, member: int, grade: str, words: str, by: User, on: date) -> Verdict:
    """Say whether the reply satisfies; said already: nothing is changed. With the last one to judge the judging is over.

    Raises ValidationError by field, NotPossible.
    """
    mine = own_memberships(by).filter(pk=member, present=True).select_related("deputy").first()
    if mine is None:
        raise NotPossible
    row = locked(Inspection.objects.all(), mine.inspection_id, tuple(State))
    known = Verdict.objects.filter(member=mine, round=row.round).first()
    if known:
        raise ledger.Again(known)
    if row.state != State.REPLIED:
        raise NotPossible
    problems: dict[str, list[str]] = {}
    if grade not in GRADES:
        problems["grade"] = [_("请选择满意、基本满意或者不满意。")]
    elif grade == Grade.NOT and not words.strip():
        problems["words"] = [_("不满意的，请写明理由。")]
    if problems:
        raise ValidationError(problems)
    made = Verdict.objects.create(member=mine, round=row.round, grade=grade, words=words.strip(), on=on)
    note(row, Step.JUDGE, by=by, on=on, reason=mine.deputy.name)
    if not waiting_for(row):
        _settle(row, None, on)  # follows by itself from the last one to judge
    return made


@ledger.service("inspection.settle")
def end_judging(*, inspection: int, by: User, on: date) -> Inspection:
    """End the judging once its days have passed, with whoever judged. Raises NotPossible."""
    row = organised(inspection, by, on, State.REPLIED)
    if row.judge_due is None or on <= row.judge_due:
        raise NotPossible
    _settle(row, by, on)
    return row


def waiting_for(row: Inspection) -> int:
    """How many of those who were there have not judged the latest reply."""
    judged = Verdict.objects.filter(member__inspection=row, round=row.round).values("member")
    return row.members.filter(left_on=None, present=True).exclude(pk__in=judged).count()


def _settle(row: Inspection, by: User | None, on: date) -> None:
    grades = Verdict.objects.filter(member__inspection=row, round=row.round).values_list("grade", flat=True)
    if asks_again(grades, row.round):
        row.state, row.round, row.judge_due, row.replied_on = State.AGAIN, row.round + 1, None, None
        row.reply_due = reply_due(on, row.round, workdays.load())
        row.save()
        note(row, Step.ASK_AGAIN, by=by, on=on)
        recheck(row.pk, on=on)
        return
    row.state = State.FOLLOWED
    row.save()
    note(row, Step.SETTLE, by=by, on=on)
