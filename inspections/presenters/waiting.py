"""What waits in inspections: for the organiser, who approves plans, the head and the unit, a deputy; where findings lead."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.templatetags.wording import cn_date
from inspections.models import Inspection, Member, Revision
from inspections.policies import organises, own_tasks, sees_plans, visible_inspections
from inspections.policies.inspections import units_spoken_for
from inspections.selectors import lists as selectors
from rulebook.procedures.inspections import State
from supervision.models import Finding
from supervision.presenters.sources import NOWHERE, Address
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Visits announced, suggestions to answer and to carry out; steps for the organiser; plans to approve; a deputy's own tasks."""
    if own_tasks(user):
        yield from _of_deputy(user)
    if units_spoken_for(user, on):
        yield from _of_unit(user, on)
    if sees_plans(user, on):
        yield from _of_bodies(user, on)


def inspection_of(user: User, finding: Finding, on: date) -> Address:
    """The inspection, for those who may open it."""
    if not visible_inspections(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("inspection", args=[finding.source_id])
    return Address(matter=page, facts=f"{page}#suggestions")


def _of_deputy(user: User) -> Iterator[Part]:
    listed = reverse("inspection-tasks")
    yield Part(
        "visits-to-write",
        _("待我视察、提交意见建议"),
        _("您被抽选参加视察"),
        selectors.to_write(user),
        listed,
        each(_to_write),
    )
    yield Part(
        "replies-to-judge", _("待我评价的答复"), _("被视察单位已经答复，请评价是否满意"), selectors.to_judge(user), listed, each(_to_judge)
    )  # fmt: skip


def _of_unit(user: User, on: date) -> Iterator[Part]:
    listed = f"{reverse('inspection-list')}?state={selectors.RUNNING}"
    yield Part(
        "visits-announced", _("将到本单位的视察"), _("“两代一委”将到您的单位视察"), selectors.announced(user, on), listed, each(_announced)
    )  # fmt: skip
    yield Part(
        "suggestions-to-answer", _("待本单位答复的视察建议"), _("请逐条答复是否采纳和理由"), selectors.to_reply(user, on), listed,
        each(_to_reply),
    )  # fmt: skip
    yield Part(
        "suggestions-to-carry-out", _("本单位采纳、正在落实的视察建议"), _("请登记落实情况，全部落实后办结"),
        selectors.to_carry_out(user, on), listed, each(_to_carry_out),
    )  # fmt: skip


def _of_bodies(user: User, on: date) -> Iterator[Part]:
    if organises(user, on):
        yield Part(
            "inspections-to-organise", _("待组织办理的视察"), _("由您所在单位组织的视察，可以办理下一步"), selectors.to_organise(user, on),
            f"{reverse('inspection-list')}?state={selectors.RUNNING}", each(_to_organise),
        )  # fmt: skip
    yield Part(
        "inspection-plans-to-approve", _("待我批准的视察计划"), _("由您批准或者退回"), selectors.plans_to_approve(user, on),
        reverse("inspection-plans"), each(_to_approve),
    )  # fmt: skip


def _to_write(row: Member) -> Item:
    inspection = row.inspection
    told = {"body": inspection.body.name, "day": cn_date(inspection.held_on)}
    return Item(
        title=_("视察%(unit)s") % {"unit": inspection.unit.name},
        reason=_("%(body)s组织，%(day)s视察，请在手机上写下情况和建议（C22）") % told,
        url=reverse("inspection-task", args=[row.pk]), due=inspection.held_on,
    )  # fmt: skip


def _to_judge(row: Member) -> Item:
    inspection = row.inspection
    return Item(
        title=_("%(unit)s对视察建议的答复") % {"unit": inspection.unit.name}, reason=_("请评价是否满意（C22）"),
        url=reverse("inspection-task", args=[row.pk]), due=inspection.judge_due,
    )  # fmt: skip


def _announced(row: Inspection) -> Item:
    told = {"body": row.body.name, "day": cn_date(row.held_on)}
    return _item(_named(row), _("%(body)s组织“两代一委”于 %(day)s视察（C22）") % told, row, row.held_on)


def _to_reply(row: Inspection) -> Item:
    again = row.state == State.AGAIN
    words = _("代表、委员对答复不满意，请再次答复（L58）") if again else _("请逐条答复视察建议（L57）")
    return _item(_named(row), words, row, row.reply_due)


def _to_carry_out(row: Inspection) -> Item:
    return _item(_named(row), _("采纳的建议请登记落实情况（C22）"), row)


def _to_organise(row: Inspection) -> Item:
    return _item(_named(row), _("%(state)s（C22）") % {"state": row.get_state_display()}, row, row.held_on)


def _to_approve(row: Revision) -> Item:
    told = {"body": row.plan.body.name, "year": row.plan.year}
    title = (
        _("%(body)s %(year)s年度视察计划") if row.number == 1 else _("%(body)s %(year)s年度视察计划的调整")
    )
    words = _("%(day)s起草，请批准或者退回（C22）") % {"day": cn_date(row.drafted_on)}
    return Item(title=title % told, reason=words, url=row.plan.get_absolute_url())


def _named(row: Inspection) -> str:
    return f"{row.number} {row.unit.name} {row.person.name}"


def _item(title: str, reason: str, row: Inspection, due: date | None = None) -> Item:
    return Item(title=title, reason=reason, url=row.get_absolute_url(), due=due)
