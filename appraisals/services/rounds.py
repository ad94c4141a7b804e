"""Setting up a year's round: the days, the form, the heads with the ballots given out to each electorate; taking in heads later (C13)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history

from accounts.models import User
from appraisals.models import Appraisal, AppraisalStep, Poll, Round
from appraisals.policies import organised_rounds, organising_bodies
from appraisals.procedure.days import may_open_from
from appraisals.selectors.heads import Head, heads_of, years_to_set_up
from appraisals.services.held import NotPossible
from core import ledger, workdays
from core.searching import search_keys
from core.templatetags.wording import cn_date
from organisation.models import Unit
from rulebook.procedures.appraisals import SLIPS_AT_MOST, STATEMENT_DAYS, Electorate, Issue, Step, form_on

BATCH = 500
DAYS = ("statements_due", "opens_on", "closes_on")


@dataclass(frozen=True, slots=True)
class RoundDays:
    """The days of a round as typed."""

    statements_due: date
    opens_on: date
    closes_on: date


@dataclass(frozen=True, slots=True)
class Pick:
    """A head to be appraised: the number of the tenure, and what is given out to each electorate."""

    tenure: int
    issues: Mapping[Electorate, Issue]


@ledger.service("appraisal.round.set-up")
def set_up_round(
    *, token: UUID, body: Unit, year: int, days: RoundDays, picks: Sequence[Pick], by: User, on: date
) -> Round:
    """Set up the round of a year with its heads; the same `token` twice sets it up once. A constant number of statements.

    Raises ValidationError by field (`tenure-<n>` for a head), NotPossible for a body that is not the user's.
    """
    known = Round.objects.filter(token=token, set_up_by=by).first()
    if known:
        raise ledger.Again(known)
    if not organising_bodies(by, on).filter(pk=body.pk).exists():
        raise NotPossible
    problems = problems_of_days(year, days, on)
    if Round.objects.select_for_update().filter(body=body, year=year).exists():
        problems.setdefault("year", []).append(_("该年度的测评已经布置，请在原来的测评中补充人员。"))
    chosen, wrong = _chosen(picks, heads_of(by, on, body, year))
    if problems or wrong:
        raise ValidationError(problems | wrong)
    made = Round.objects.create(
        county_id=body.county_id, body=body, year=year, form=form_on(days.opens_on).key, token=token,
        statements_due=days.statements_due, opens_on=days.opens_on, closes_on=days.closes_on, set_up_on=on, set_up_by=by,
    )  # fmt: skip
    _take_in(made, chosen, by, on)
    return made


@ledger.service("appraisal.round.add")
def add_heads(*, round_: int, picks: Sequence[Pick], by: User, on: date) -> Round:
    """Take heads in who were appointed later, or left out; those taken in already are left as they are. Raises ValidationError, NotPossible."""
    row = _held(round_, by, on)
    if on > row.closes_on:
        raise ValidationError(_("这一年度的评议日期已经过了，不能再补充人员。"))
    chosen, wrong = _chosen(picks, heads_of(by, on, row.body, row.year))
    if wrong:
        raise ValidationError(wrong)
    _take_in(row, chosen, by, on)
    return row


@ledger.service("appraisal.round.move")
def move_days(*, round_: int, days: RoundDays, reason: str, by: User, on: date) -> Round:
    """Move days of a round that are still to come, for a reason that stays with the earlier days. Raises ValidationError by field, NotPossible.

    Ballots that were opened before their round's first day was moved stay open.
    """
    row = _held(round_, by, on)
    problems = problems_of_moving(row, days, on)
    if not reason.strip():
        problems["reason"] = [_("请写明调整的理由。")]
    if problems:
        raise ValidationError(problems)
    row.statements_due, row.opens_on, row.closes_on = days.statements_due, days.opens_on, days.closes_on
    row._change_reason = reason.strip()  # type: ignore[attr-defined]
    row.save()
    return row


def problems_of_moving(row: Round, days: RoundDays, on: date) -> dict[str, list[str]]:
    """What is wrong with moving the days of `row` to `days`, by field: what has passed stays, what comes keeps its order (L76)."""
    problems: dict[str, list[str]] = {}
    moved = [name for name in DAYS if getattr(days, name) != getattr(row, name)]
    for name in moved:
        if getattr(row, name) < on:
            problems[name] = [_("原定日期已经过了，不能再改。")]
        elif getattr(days, name) < on:
            problems[name] = [_("不能早于今天。")]
    if not moved:
        problems["reason"] = [_("日期没有改动。")]
    if "opens_on" in moved and row.opens_on <= on:
        problems["opens_on"] = [_("评议已经开始，开始日期不能再改。")]
    first = may_open_from(days.statements_due, workdays.load())
    if not {"statements_due", "opens_on"}.isdisjoint(moved) and days.opens_on < first:
        problems.setdefault("opens_on", []).append(_too_soon(first))
    if days.closes_on < days.opens_on:
        problems.setdefault("closes_on", []).append(_("评议截止日期不能早于开始日期。"))
    return problems


def problems_of_days(year: int, days: RoundDays, on: date) -> dict[str, list[str]]:
    """What is wrong with the days of a round, by field: they follow each other, and leave the voters time to read the statements (L76)."""
    problems: dict[str, list[str]] = {}
    if year not in years_to_set_up(on):
        problems["year"] = [_("只能布置本年度和上一年度的测评。")]
    if days.statements_due < on:
        problems["statements_due"] = [_("报告提交期限不能早于今天。")]
    first = may_open_from(days.statements_due, workdays.load())
    if days.opens_on < first:
        problems["opens_on"] = [_too_soon(first)]
    if days.closes_on < days.opens_on:
        problems["closes_on"] = [_("评议截止日期不能早于开始日期。")]
    return problems


def _too_soon(first: date) -> str:
    told = {"n": STATEMENT_DAYS.value, "day": cn_date(first)}
    return _("报告公布满 %(n)s 个工作日才能开始评议：不能早于 %(day)s（L76）。") % told


def _held(round_: int, by: User, on: date) -> Round:
    """A round the user leads, locked to the end of the transaction. Raises NotPossible."""
    numbers = organised_rounds(by, on).filter(pk=round_).order_by().values("pk")
    rows = Round.objects.select_for_update(of=("self",), no_key=True).select_related("body")
    row: Round | None = rows.filter(pk__in=numbers).first()
    if row is None:
        raise NotPossible
    return row


def _chosen(picks: Sequence[Pick], heads: list[Head]) -> tuple[list[tuple[Head, Pick]], dict[str, list[str]]]:
    """The heads picked with what is given out for each; what is wrong by field. Those taken in already are passed over: sent twice, done once."""
    known = {head.tenure.pk: head for head in heads}
    chosen: list[tuple[Head, Pick]] = []
    wrong: dict[str, list[str]] = {}
    for pick in picks:
        head = known.get(pick.tenure)
        if head is not None and head.taken:
            continue
        if head is None or not head.owes:
            wrong["picked"] = [
                _("所选人员中有的不能列入：已经离任、任职天数不足或者应当回避。请核对后再选。")
            ]
        elif not any(issue.slips or issue.papers for issue in pick.issues.values()):
            wrong[f"tenure-{pick.tenure}"] = [
                _("%(unit)s：至少向一类评议主体发票。") % {"unit": head.tenure.post.unit.name}
            ]
        elif any(max(issue.slips, issue.papers) > SLIPS_AT_MOST for issue in pick.issues.values()):
            told = {"unit": head.tenure.post.unit.name, "n": SLIPS_AT_MOST}
            wrong[f"tenure-{pick.tenure}"] = [
                _("%(unit)s：一类评议主体最多发 %(n)s 个票码、%(n)s 张纸质票。") % told
            ]
        else:
            chosen.append((head, pick))
    if not picks:
        wrong["picked"] = [_("请至少选择一名“一把手”。")]
    return chosen, wrong


def _take_in(row: Round, chosen: list[tuple[Head, Pick]], by: User, on: date) -> None:
    with transaction.atomic():
        made: list[Any] = [_appraisal(row, head) for head, _pick in chosen]
        bulk_create_with_history(made, Appraisal, batch_size=BATCH, default_user=by)
        steps = [AppraisalStep(appraisal=one, kind=Step.SET_UP, on=on, by=by) for one in made]
        AppraisalStep.objects.bulk_create(steps, batch_size=BATCH)
        polls = [
            Poll(appraisal=one, electorate=electorate, slips=issue.slips, papers=issue.papers)
            for one, (_head, pick) in zip(made, chosen, strict=True)
            for electorate, issue in pick.issues.items()
            if issue.slips or issue.papers
        ]
        Poll.objects.bulk_create(polls, batch_size=BATCH)


def _appraisal(row: Round, head: Head) -> Appraisal:
    """A row as `save` would make it: written many at once it is not called."""
    person, post = head.tenure.person, head.tenure.post
    if person is None:
        raise NotPossible
    return Appraisal(
        round=row, county_id=post.unit.county_id, year=row.year, person=person, unit=post.unit, post=post,
        search_keys=search_keys(person.name, person.staff_no, post.unit.name),
    )  # fmt: skip
