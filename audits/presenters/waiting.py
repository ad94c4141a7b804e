"""What waits in audits (C18): declarations to sign, steps of plans to take, proposals whose day is near."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from audits.choices import PLAN_STEP_TITLES
from audits.models import Proposal, Revision, TeamMember
from audits.policies import revisions_for
from audits.selectors.audits import declarations_owed
from audits.selectors.plans import waiting_for
from audits.selectors.proposals import proposals_near
from rulebook.procedures.audits import PlanStep
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Declarations of independence, the steps of plans that are this user's, proposals due and in no plan."""
    yield Part(
        "audit-declarations",
        _("请签署独立性声明"),
        _("您已列入审计组，送达审计通知以前须由本人签署独立性声明"),
        declarations_owed(user),
        reverse("audit-list"),
        each(_declaration),
    )
    for step in PlanStep:
        yield Part(
            f"audit-plan-{step.value}",
            _("待办理的审计计划：%(step)s") % {"step": PLAN_STEP_TITLES[step]},
            _("年度审计计划及其调整，按组织部门提出、联席会议研究、县委审计委员会批准的次序办理"),
            waiting_for(revisions_for(user, on, step)),
            reverse("audit-plans"),
            each(_revision),
        )
    yield Part(
        "audit-proposals",
        _("期限临近、尚未列入计划的审计建议"),
        _("审计建议的完成期限临近或者已过，还没有列入年度计划"),
        proposals_near(user, on),
        reverse("proposal-list"),
        each(_proposal),
    )


def _declaration(row: TeamMember) -> Item:
    return Item(
        title=_("%(head)s %(kind)s：请签署独立性声明")
        % {"head": row.audit.person.name, "kind": row.audit.get_kind_display()},
        reason=_("审计组成员须与被审计人没有亲属和领导关系（C18）"),
        url=reverse("audit", args=[row.audit_id]) + "#team",
    )


def _revision(row: Revision) -> Item:
    told = {"year": row.plan.year}
    return Item(
        title=_("%(year)s年度审计计划") % told if row.number == 1 else _("%(year)s年度审计计划的调整") % told,
        reason=_("上一步已经办理，等待这一步（C18）"),
        url=reverse("audit-plan", args=[row.plan_id]),
    )


def _proposal(row: Proposal) -> Item:
    told = {"head": row.person.name, "kind": row.get_kind_display()}
    return Item(
        title=_("%(head)s %(kind)s") % told,
        reason=row.get_trigger_display(),
        url=reverse("proposal-list"),
        due=row.due,
    )
