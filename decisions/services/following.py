"""Carrying a resolution out: tasks and how they go, the head's own supervision, what was paid, signed or changed (C9, C10)."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core import clock
from core.ledger import service
from core.templatetags.wording import cn_date
from decisions.choices import CARRIED_OUT, ExecutionKind, MatterState
from decisions.models import Execution, Matter, Progress
from decisions.policies import (
    carried_out_entries,
    followed_matters,
    reportable_tasks,
    supervised_matters,
)
from decisions.selectors.following import covering_matters, people_of
from decisions.services.checking import recheck
from decisions.services.states import NotPossible, move

# The same words by the same person within this time are one click, not two entries.
ONE_CLICK = timedelta(seconds=60)
WITH_A_SUM = (ExecutionKind.PAYMENT, ExecutionKind.CONTRACT)
Problems = dict[str, list[str]]


@service("task.give")
def give_task(*, matter: int, text: str, owner: int, due: date, by: User, on: date) -> Execution:
    """Give somebody of the unit a task, due on a day. Raises ValidationError by field, NotPossible where nothing was passed."""
    row = _held(followed_matters(by, on).filter(state=MatterState.PASSED), matter)
    problems = _words(text, _("请写明任务内容。"))
    if not people_of(row.unit, on).filter(pk=owner).exists():
        problems["owner"] = [_("责任人须是本单位在岗人员。")]
    if due < on:
        problems["due"] = [_("期限不能早于今天（%(today)s）。") % {"today": cn_date(on)}]
    _refuse(problems)
    values = {"kind": ExecutionKind.TASK, "on": on, "text": text.strip(), "owner_id": owner, "due": due}
    return _entered(row, by, on, values)


@service("task.progress")
def note_progress(*, task: int, day: date, text: str, by: User, on: date) -> Execution:
    """Note how a task goes. Raises ValidationError by field, NotPossible where it is done already."""
    row = _held_task(task, by, on)
    _refuse(_words(text, _("请写明进展。")) | _day(day, on, row.on))
    values = {"on": day, "text": text.strip(), "entered_by": by}
    if not row.progress.filter(entered_at__gte=clock.now() - ONE_CLICK, **values).exists():
        Progress.objects.create(execution=row, **values)
    recheck(row.matter, on=on)
    return row


@service("task.finish")
def finish_task(*, task: int, done_on: date, result: str, by: User, on: date) -> Execution:
    """Note that a task is done, and with what result. Raises ValidationError by field, NotPossible where it is done already."""
    row = _held_task(task, by, on)
    _refuse(_words(result, _("请写明完成情况。"), "result") | _day(done_on, on, row.on, "done_on"))
    row.done_on, row.result = done_on, result.strip()
    row.save()
    recheck(row.matter, on=on)
    return row


@service("matter.supervise")
def note_supervision(*, matter: int, day: date, text: str, by: User, on: date) -> Execution:
    """The head notes how they saw to it that the resolution is carried out. Raises ValidationError by field, NotPossible for others."""
    row = _held(supervised_matters(by, on), matter)
    _refuse(_words(text, _("请写明督办情况。")) | _day(day, on, None))
    return _entered(row, by, on, {"kind": ExecutionKind.SUPERVISION, "on": day, "text": text.strip()})


@service("matter.carry-out")
def note_carrying_out(
    *,
    matter: int,
    kind: str,
    day: date,
    text: str,
    amount: Decimal | None,
    departs: bool,
    by_decision: int | None,
    by: User,
    on: date,
) -> Execution:
    """Note a payment, contract, appointment or change; what departs from the resolution is a finding unless a later one covers it.

    Raises ValidationError by field, NotPossible where the matter is not decided.
    """
    row = _held(followed_matters(by, on), matter)
    problems = _words(text, _("请写明内容。")) | _day(day, on, None)
    if kind not in CARRIED_OUT:
        problems["kind"] = [_("请选择付款、合同、任职或者变更。")]
    if kind in WITH_A_SUM and amount is None:
        problems["amount"] = [_("付款和合同须填写金额。")]
    _refuse(problems | _covered(row, by_decision, by, on))
    values = {"kind": kind, "on": day, "text": text.strip(), "amount": amount, "departs": departs}
    return _entered(row, by, on, values | {"by_decision_id": by_decision})


@service("matter.cover")
def cover_departure(*, entry: int, by_decision: int | None, by: User, on: date) -> Execution:
    """Put what departed from its resolution to the later decision that covers it (C10).

    Raises ValidationError where that decision is none, NotPossible where the entry is covered already.
    """
    row = carried_out_entries(by, on).select_for_update(of=("self",)).filter(pk=entry).first()
    if row is None or row.by_decision_id is not None:
        raise NotPossible
    if by_decision is None:
        raise ValidationError({"by_decision": [_("请选择依据的新决议事项。")]})
    _refuse(_covered(row.matter, by_decision, by, on))
    row.by_decision_id = by_decision
    row.save()
    recheck(row.matter, on=on)
    return row


@service("matter.close")
def close_matter(*, matter: int, by: User, on: date) -> Matter:
    """Close a matter whose tasks are done. Raises ValidationError where something is left to do, NotPossible where it is closed."""
    row = _held(followed_matters(by, on).filter(state=MatterState.PASSED), matter)
    left = row.executions.filter(kind=ExecutionKind.TASK, done_on=None).values_list("text", flat=True)
    if left:
        raise ValidationError(_("还有任务没有完成：%(tasks)s。") % {"tasks": "；".join(left)})
    if not row.executions.exists():
        raise ValidationError(_("还没有任何落实记载，不能办结。"))
    move(row, MatterState.CLOSED)
    recheck(row, on=on)
    return row


def _held(matters: QuerySet[Matter], pk: int) -> Matter:
    row = matters.select_for_update(of=("self",)).select_related("unit").filter(pk=pk).first()
    if row is None:
        raise NotPossible
    return row


def _held_task(pk: int, by: User, on: date) -> Execution:
    tasks = reportable_tasks(by, on).select_for_update(of=("self",)).select_related("matter")
    row = tasks.filter(pk=pk).first()
    if row is None:
        raise NotPossible
    return row


def _entered(matter: Matter, by: User, on: date, values: dict[str, Any]) -> Execution:
    """The entry, made once however often one clicks; the caller holds the matter."""
    values |= {"matter": matter, "entered_by": by}
    same = Execution.objects.filter(entered_at__gte=clock.now() - ONE_CLICK, **values).first()
    row = same or Execution.objects.create(**values)
    recheck(matter, on=on)
    return row


def _words(text: str, missing: str, field: str = "text") -> Problems:
    return {} if text.strip() else {field: [missing]}


def _day(day: date, on: date, since: date | None, field: str = "day") -> Problems:
    if day > on:
        return {field: [_("日期不能晚于今天（%(today)s）。") % {"today": cn_date(on)}]}
    if since is not None and day < since:
        return {field: [_("日期不能早于交办日期（%(day)s）。") % {"day": cn_date(since)}]}
    return {}


def _covered(matter: Matter, by_decision: int | None, by: User, on: date) -> Problems:
    if by_decision is None or covering_matters(by, matter, on).filter(pk=by_decision).exists():
        return {}
    return {"by_decision": [_("须是本单位其后作出、变更本决议的事项。")]}


def _refuse(problems: Problems) -> None:
    if problems:
        raise ValidationError(problems)
