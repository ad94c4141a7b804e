"""The yearly plan: drafting it from the proposals, changing it, and giving up a change that was not proposed yet (C18)."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from accounts.models import User
from audits.checks.weighing import ranked
from audits.choices import UNREPORTED, LineAction, RevisionState
from audits.duties.triggers import bring_to
from audits.models import Audit, Plan, PlanLine, Proposal, Revision
from audits.policies import (
    drafted_revisions,
    drafting_counties,
    droppable_audits,
    visible_proposals,
    withdrawable_revisions,
)
from audits.selectors.plans import audits_planned
from audits.selectors.proposals import open_in
from audits.services.states import NotPossible
from core import ledger
from core.locking import AUDITS, hold
from organisation.models import Division, Unit
from rulebook.establishment import Function

MOST = 500


def years_to_plan(on: date) -> list[int]:
    """The years a plan may be made for on `on`: this one and the next."""
    return [on.year, on.year + 1]


@ledger.service("audit.plan.draft")
def draft_plan(*, token: UUID, county: Division, year: int, capacity: int, by: User, on: date) -> Revision:
    """Draft the plan of `year` from the proposals that wait, in the declared order, as many as the bureau can audit.

    The same `token` again gives the one it made. Raises ValidationError by field, NotPossible.
    """
    hold(AUDITS)
    known = Revision.objects.filter(token=token, drafted_by=by).first()
    if known is not None:
        raise ledger.Again(known)
    if not drafting_counties(by, on).filter(pk=county.pk).exists():
        raise NotPossible
    bring_to(on)
    body = Unit.objects.filter(county=county, function=Function.AUDIT).first()
    problems: dict[str, list[str]] = {}
    if body is None:
        problems["year"] = [_("名册中没有本县的审计机关。")]
    if year not in years_to_plan(on):
        problems["year"] = [_("现在不能起草 %(year)s 年度的计划。") % {"year": year}]
    elif Plan.objects.filter(county=county, year=year).exists():
        problems["year"] = [_("该年度已有计划，请在计划中提出调整。")]
    if not 1 <= capacity <= MOST:
        problems["capacity"] = [_("请填写 1 至 %(most)s 之间的数。") % {"most": MOST}]
    if problems or body is None:
        raise ValidationError(problems)
    plan = Plan.objects.create(county=county, body=body, year=year)
    made = Revision.objects.create(
        plan=plan, number=1, capacity=capacity, drafted_on=on, drafted_by=by, token=token
    )
    _take(made, [row for row, _one in ranked(open_in(county.pk), year)][:capacity], [])
    return made


@ledger.service("audit.plan.change")
def draft_change(*, token: UUID, plan: int, reason: str, by: User, on: date) -> Revision:
    """Begin a change of an approved plan, with its reason; it passes the same steps. The same `token` again gives the one it made.

    Raises ValidationError by field, NotPossible where another change is under way, or nothing was approved yet.
    """
    rows = Plan.objects.select_for_update(no_key=True)
    found = rows.filter(pk=plan, county__in=drafting_counties(by, on)).first()
    if found is None:
        raise NotPossible
    known = Revision.objects.filter(token=token, drafted_by=by).first()
    if known is not None:
        raise ledger.Again(known)
    revisions = list(found.revisions.order_by("number"))
    approved = [one for one in revisions if one.state == RevisionState.APPROVED]
    if not approved or not revisions[-1].is_over:
        raise NotPossible
    if not reason.strip():
        raise ValidationError({"reason": [_("请写明调整的理由。")]})
    return Revision.objects.create(
        plan=found, number=revisions[-1].number + 1, capacity=approved[-1].capacity, reason=reason.strip(),
        drafted_on=on, drafted_by=by, token=token,
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class Content:
    """What a draft takes in and out: numbers of proposals and of audits."""

    capacity: int
    proposals: Collection[int]
    drops: Collection[int] = ()
    note: str = ""


@ledger.service("audit.plan.save")
def save_draft(*, revision: int, content: Content, by: User, on: date) -> Revision:
    """Choose what a draft takes in and out. Proposals this user may not see stay as they are in it.

    Raises ValidationError where more is planned than can be audited, or others were chosen than come first and nobody says why; NotPossible.
    """
    found = _drafted(revision, by, on)
    county, year = found.plan.county_id, found.plan.year
    seen = set(visible_proposals(by, on).filter(county=county).values_list("pk", flat=True))
    kept = {line.proposal_id for line in found.lines.filter(action=LineAction.ADD)} - seen
    order = [row for row, _one in ranked(open_in(county), year)]
    chosen = [row for row in order if row.pk in kept or row.pk in seen.intersection(content.proposals)]
    droppable = droppable_audits(by, on).filter(county=county, year=year, state__in=UNREPORTED)
    drops = list(droppable.filter(pk__in=content.drops).select_related("person").order_by("pk"))
    problems: dict[str, list[str]] = {}
    left = audits_planned(county, year).count() - len(drops)
    if not 1 <= content.capacity <= MOST:
        problems["capacity"] = [_("请填写 1 至 %(most)s 之间的数。") % {"most": MOST}]
    elif left + len(chosen) > content.capacity:
        told = {"number": left + len(chosen), "most": content.capacity}
        problems["capacity"] = [_("列入 %(number)s 项，超过可完成的 %(most)s 项。") % told]
    if not chosen and not drops:
        problems["proposals"] = [_("请至少选择一项。")]
    out_of_order = [row.pk for row in chosen] != [row.pk for row in order][: len(chosen)]
    if out_of_order and not content.note.strip():
        problems["note"] = [_("所选与建议次序不一致，请写明理由。")]
    if problems:
        raise ValidationError(problems)
    found.capacity, found.note = content.capacity, content.note.strip() if out_of_order else ""
    found.save()
    _take(found, chosen, drops)
    return found


def _take(revision: Revision, chosen: Sequence[Proposal], drops: Sequence[Audit]) -> None:
    """Make these the lines of `revision`."""
    revision.lines.all().delete()
    ranks = ranked(chosen, revision.plan.year)
    lines = [
        PlanLine(
            revision=revision, proposal=row, person_id=row.person_id, words=one.words(revision.plan.year)
        )
        for row, one in ranks
    ]
    lines += [
        PlanLine(
            revision=revision,
            action=LineAction.DROP,
            audit=row,
            person_id=row.person_id,
            words=revision.reason,
        )
        for row in drops
    ]
    for rank, line in enumerate(lines, start=1):
        line.rank = rank
    PlanLine.objects.bulk_create(lines)


@ledger.service("audit.plan.give-up")
def give_up_change(*, revision: int, by: User, on: date) -> Revision:
    """Give up a change before it was proposed. The plan itself is not given up. Raises NotPossible."""
    found = _drafted(revision, by, on)
    if found.number == 1:
        raise NotPossible
    found.lines.all().delete()
    found.state = RevisionState.WITHDRAWN
    found.save()
    return found


@ledger.service("audit.plan.return")
def return_to_draft(*, revision: int, by: User, on: date) -> Revision:
    """Take a revision back to its draft before it was approved; every step is taken anew then. Raises NotPossible."""
    mine = withdrawable_revisions(by, on).exclude(state=RevisionState.DRAFT).filter(pk=revision)
    found = mine.select_for_update(of=("self",)).first()
    if found is None:
        raise NotPossible
    found.attendances.all().delete()
    found.state = RevisionState.DRAFT
    found.proposed_on = found.proposed_by = found.discussed_on = found.discussed_by = None
    found.said = ""
    found.save()
    return found


def _drafted(revision: int, by: User, on: date) -> Revision:
    rows = drafted_revisions(by, on).select_for_update(of=("self",)).select_related("plan")
    found = rows.filter(pk=revision).first()
    if found is None:
        raise NotPossible
    return found
