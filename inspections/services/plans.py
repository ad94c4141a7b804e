"""Yearly plans of inspections: drafting, changing with a reason, approval by another person; with it inspections come to be (C22)."""

import secrets
from collections.abc import Collection
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from accounts.models import User
from core import ledger
from inspections.choices import LineAction, RevisionState
from inspections.models import Draw, Inspection, InspectionSeries, Line, Plan, Revision
from inspections.policies import approved_revisions, drafted_revisions, inspectable_tenures, organising_bodies
from inspections.procedure.drawing import sha256
from inspections.services.held import NotPossible, note
from organisation.models import Unit
from rulebook.duties import INSPECTION
from rulebook.powers import POWERS
from rulebook.procedures.inspections import DROPPABLE, ORGANISERS, State, Step
from supervision.services import ask_duty, drop_duty


def years_to_plan(on: date) -> range:
    """The years a plan may be made for."""
    return range(on.year, on.year + 2)


@ledger.service("inspection.plan.draft")
def draft_plan(*, token: UUID, body: Unit, year: int, by: User, on: date) -> Revision:
    """Begin the plan of a year; the same `token` twice begins it once. Raises ValidationError by field, NotPossible."""
    known = Revision.objects.filter(token=token, drafted_by=by).first()
    if known:
        raise ledger.Again(known)
    if not organising_bodies(by, on).filter(pk=body.pk).exists():
        raise NotPossible
    if year not in years_to_plan(on):
        raise ValidationError({"year": [_("只能起草本年度和下一年度的计划。")]})
    plan, made = Plan.objects.get_or_create(body=body, year=year, defaults={"county_id": body.county_id})
    if not made:
        raise ValidationError({"year": [_("该年度的计划已经起草，请在原计划上调整。")]})
    return Revision.objects.create(plan=plan, number=1, drafted_on=on, drafted_by=by, token=token)


@ledger.service("inspection.plan.change")
def draft_change(*, token: UUID, plan: int, reason: str, by: User, on: date) -> Revision:
    """Begin a change of an approved plan, saying why. Raises ValidationError without a reason, NotPossible."""
    known = Revision.objects.filter(token=token, drafted_by=by).first()
    if known:
        raise ledger.Again(known)
    bodies = organising_bodies(by, on).order_by().values("pk")
    found = Plan.objects.select_for_update().filter(pk=plan, body__in=bodies).first()
    revisions = list(found.revisions.order_by("number")) if found else []
    if found is None or not revisions or not revisions[-1].is_over:
        raise NotPossible
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明调整理由。")]})
    return Revision.objects.create(
        plan=found, number=revisions[-1].number + 1, reason=reason.strip(), drafted_on=on, drafted_by=by, token=token
    )  # fmt: skip


@ledger.service("inspection.plan.line")
def add_line(*, revision: int, tenure: int, focus: Collection[str], month: int, by: User, on: date) -> Line:
    """Take a head in, once however often it is sent. Raises ValidationError by field, NotPossible."""
    row = _drafted(revision, by, on)
    found = inspectable_tenures(by, on, row.plan.body).filter(pk=tenure).select_related("post__unit").first()
    problems: dict[str, list[str]] = {}
    if found is None or found.person_id is None:
        problems["tenure"] = [_("请选择被视察单位的“一把手”；应当回避的不能选择。")]
    if not set(focus) & set(POWERS):
        problems["focus"] = [_("请至少选择一项视察重点。")]
    if not 1 <= month <= 12:
        problems["month"] = [_("请选择计划月份。")]
    if found is not None and not problems and _is_planned(row.plan, found.person_id, found.post.unit_id):
        problems["tenure"] = [_("该单位“一把手”本年度已经列入计划。")]
    if problems or found is None:
        raise ValidationError(problems)
    chosen = [power for power in POWERS if power in set(focus)]
    line, _made = Line.objects.get_or_create(
        revision=row, person_id=found.person_id, unit=found.post.unit, action=LineAction.ADD,
        defaults={"post": found.post, "focus": chosen, "month": month},
    )  # fmt: skip
    return line


@ledger.service("inspection.plan.drop")
def drop_line(*, revision: int, inspection: int, by: User, on: date) -> Line:
    """Propose to take an inspection out of the plan, as long as no list was published for it. Raises NotPossible."""
    row = _drafted(revision, by, on)
    found = row.plan.inspections.filter(pk=inspection, state__in=DROPPABLE).first()
    if found is None:
        raise NotPossible
    line, _made = Line.objects.get_or_create(
        revision=row, person=found.person, unit=found.unit, action=LineAction.DROP,
        defaults={"post": found.post, "focus": found.focus, "month": found.month, "inspection": found},
    )  # fmt: skip
    return line


@ledger.service("inspection.plan.remove-line")
def remove_line(*, revision: int, line: int, by: User, on: date) -> None:
    """Take a line out of a draft. Raises NotPossible."""
    row = _drafted(revision, by, on)
    deleted, _rows = row.lines.filter(pk=line).delete()
    if not deleted:
        raise NotPossible


@ledger.service("inspection.plan.submit")
def submit_plan(*, revision: int, by: User, on: date) -> Revision:
    """Put a draft before whoever approves it. Raises ValidationError where it is empty, NotPossible."""
    row = _drafted(revision, by, on)
    if not row.lines.exists():
        raise ValidationError(_("还没有列入任何项目，不能提请批准。"))
    row.state, row.returned = RevisionState.SUBMITTED, ""
    row.save()
    return row


@ledger.service("inspection.plan.return")
def return_plan(*, revision: int, reason: str, by: User, on: date) -> Revision:
    """Give it back to be drafted anew. Raises ValidationError without a reason, NotPossible."""
    row = _waiting(revision, by, on)
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明退回理由。")]})
    row.state, row.returned = RevisionState.DRAFT, reason.strip()[:300]
    row.save()
    return row


@ledger.service("inspection.plan.withdraw")
def withdraw_change(*, revision: int, by: User, on: date) -> Revision:
    """Give up a change that was not submitted; the plan stays as it is. Raises NotPossible."""
    row = _drafted(revision, by, on)
    if row.number == 1:
        raise NotPossible
    row.state = RevisionState.WITHDRAWN
    row.save()
    return row


@ledger.service("inspection.plan.approve")
def approve_plan(*, revision: int, by: User, on: date) -> Revision:
    """Approve it: inspections come to be, each with the published promise of its draw; what is taken out is asked for no more.

    Raises ValidationError where something moved on meanwhile, NotPossible.
    """
    row = _waiting(revision, by, on)
    for line in row.lines.select_related("person", "unit", "post", "inspection").order_by("month", "pk"):
        if line.action == LineAction.ADD:
            _take_in(row.plan, line, on)
        else:
            _take_out(line, row.reason, by, on)
    row.state, row.approved_on, row.approved_by = RevisionState.APPROVED, on, by
    row.save()
    return row


def _take_in(plan: Plan, line: Line, on: date) -> None:
    InspectionSeries.objects.get_or_create(body=plan.body, year=plan.year)
    series = InspectionSeries.objects.select_for_update().get(body=plan.body, year=plan.year)
    series.last += 1
    series.save()
    mark = ORGANISERS[plan.body.function].mark
    number = f"{plan.county.name[0]}{mark}〔{plan.year}〕{series.last}号"
    made = Inspection.objects.create(
        plan=plan, body=plan.body, number=number, year=plan.year, person=line.person, unit=line.unit, post=line.post,
        focus=line.focus, month=line.month,
    )  # fmt: skip
    line.inspection = made
    line.save()
    secret = secrets.token_hex(32)
    Draw.objects.create(inspection=made, promise=sha256(secret), secret=secret, promised_on=on)
    ask_duty(kind=INSPECTION.kind, person=line.person, unit=line.unit, post=line.post, year=plan.year, on=on)


def _take_out(line: Line, reason: str, by: User, on: date) -> None:
    found = (
        Inspection.objects.select_for_update(of=("self",)).select_related("person", "unit").get(lines=line)
    )
    if found.state not in DROPPABLE:
        raise ValidationError(_("%(number)s 的抽选名单已经公布，不能调出计划。") % {"number": found.number})
    found.state = State.DROPPED
    found.save()
    note(found, Step.DROP, by=by, on=on, reason=reason)
    drop_duty(kind=INSPECTION.kind, person=found.person, unit=found.unit, year=found.year, on=on)


def _is_planned(plan: Plan, person: int, unit: int) -> bool:
    return plan.inspections.filter(person=person, unit=unit).exclude(state=State.DROPPED).exists()


def _drafted(revision: int, by: User, on: date) -> Revision:
    return _one(drafted_revisions(by, on).filter(pk=revision).order_by().values("pk"))


def _waiting(revision: int, by: User, on: date) -> Revision:
    return _one(approved_revisions(by, on).filter(pk=revision).order_by().values("pk"))


def _one(numbers: QuerySet[Revision, Any]) -> Revision:
    rows = Revision.objects.select_for_update(of=("self",)).select_related("plan__body", "plan__county")
    found = rows.filter(pk__in=numbers).first()
    if found is None:
        raise NotPossible
    return found
