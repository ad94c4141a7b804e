"""What waits in appraisals: the head's statement and result, publishing, opening and papers for the body, sealing for its principal, meetings to write
down; where findings lead.
"""

from collections.abc import Iterator
from datetime import date, timedelta

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from appraisals.models import Appraisal, Poll
from appraisals.policies import organises, sees_appraisals, visible_appraisals
from appraisals.procedure.days import papers_due, publish_due
from appraisals.selectors import lists as selectors
from appraisals.selectors.lists import STATED
from appraisals.selectors.papers import papers_to_type
from appraisals.services.appraisals import closes_on
from core import workdays
from core.templatetags.wording import cn_date
from rulebook.procedures.appraisals import State
from supervision.models import Finding
from supervision.policies import scope_of
from supervision.presenters.sources import NOWHERE, Address
from supervision.presenters.waiting import Item, Part, each

TOLD_DAYS = 30  # how long a published result stands among what waits for the head's own words


def waiting(user: User, on: date) -> Iterator[Part]:
    """Statements to write, results to read; statements to publish, ballots to open, results to seal; meetings to write down."""
    listed = reverse("appraisal-list")
    if user.person_id is not None:
        yield Part(
            "statements-to-write", _("待撰写的述职述廉报告"), _("年终双述双评前须提交述职述廉报告"), selectors.own_to_state(user), listed,
            each(_to_state),
        )  # fmt: skip
        if scope_of(user, on).heads_units:
            yield Part(
                "results-to-read", _("已公布的本人测评结果"), _("可以提交一次本人说明"),
                selectors.own_to_comment(user, on - timedelta(TOLD_DAYS)), listed, each(_to_read),
            )  # fmt: skip
    if organises(user, on):
        yield from _of_body(user, on, listed)
    if sees_appraisals(user, on):
        yield Part(
            "appraisal-meetings", _("待登记的述职述廉会议"), _("评议已经开始，还没有登记述职述廉会议"), selectors.to_record(user, on),
            f"{listed}?state={State.VOTING}", each(_to_record),
        )  # fmt: skip


def appraisal_of(user: User, finding: Finding, on: date) -> Address:
    """The appraisal, for those who may open it."""
    if not visible_appraisals(user, on).filter(pk=finding.source_id).exists():
        return NOWHERE
    page = reverse("appraisal", args=[finding.source_id])
    return Address(matter=page, facts=f"{page}#polls")


def _of_body(user: User, on: date, listed: str) -> Iterator[Part]:
    yield Part(
        "statements-to-publish", _("待公布的述职述廉报告"), _("请核对后公布或者退回"), selectors.to_publish(user, on),
        f"{listed}?state={STATED}", each(_to_publish),
    )  # fmt: skip
    yield Part(
        "ballots-to-open", _("过了开始日期还没有开始的评议"), _("报告公布满规定天数后，请手工开始评议"), selectors.to_open(user, on),
        f"{listed}?state={State.PUBLISHED}", each(_to_open),
    )  # fmt: skip
    yield Part(
        "papers-to-type", _("待录入、核对的纸质票"), _("两人分别录入，一致的才计票；期满没有录入的视为没有收回（L82）"),
        papers_to_type(user, on), f"{listed}?state={State.VOTING}", each(_to_type),
    )  # fmt: skip
    yield Part(
        "results-to-seal", _("待我审定的测评结果"), _("评议已经截止，请审定、公布"), selectors.to_seal(user, on),
        f"{listed}?state={State.CLOSED}", each(_to_seal),
    )  # fmt: skip


def _to_state(row: Appraisal) -> Item:
    told = {"day": cn_date(row.round.opens_on)}
    return Item(
        title=_("%(year)s年度述职述廉报告 %(unit)s") % {"year": row.year, "unit": row.unit.name},
        reason=_("%(day)s起评议，报告须提前公布（C13）") % told,
        url=reverse("appraisal-statement", args=[row.pk]), due=row.round.statements_due,
    )  # fmt: skip


def _to_read(row: Appraisal) -> Item:
    return Item(
        title=_named(row), reason=_("结果已公布（C13）"), url=reverse("appraisal-result", args=[row.pk])
    )


def _to_publish(row: Appraisal) -> Item:
    return _item(row, _("述职述廉报告已提交，请公布或者退回（L76）"), row.round.opens_on)


def _to_open(row: Appraisal) -> Item:
    return _item(row, _("述职述廉报告公布晚了，评议没有自动开始（L76）"), row.round.closes_on)


def _to_seal(row: Appraisal) -> Item:
    due = publish_due(row.closed_at.date(), workdays.shown()) if row.closed_at else None
    return Item(
        title=_named(row), reason=_("请审定、公布结果（L79）"), url=reverse("appraisal-result", args=[row.pk]), due=due
    )  # fmt: skip


def _to_type(row: Poll) -> Item:
    due = papers_due(closes_on(row.appraisal), workdays.shown())
    return Item(
        title=f"{_named(row.appraisal)} {row.get_electorate_display()}",
        reason=_("请录入、核对纸质票（L82）"), url=reverse("appraisal-papers", args=[row.pk]), due=due,
    )  # fmt: skip


def _to_record(row: Appraisal) -> Item:
    return Item(
        title=_named(row), reason=_("请登记述职述廉会议（C13）"), url=reverse("appraisal-meeting", args=[row.pk])
    )  # fmt: skip


def _named(row: Appraisal) -> str:
    told = {"year": row.year, "unit": row.unit.name, "name": row.person.name}
    return _("%(year)s年度双述双评 %(unit)s %(name)s") % told


def _item(row: Appraisal, reason: str, due: date | None = None) -> Item:
    return Item(title=_named(row), reason=reason, url=row.get_absolute_url(), due=due)
