"""What stands against entering a draft as a record; asked by the form and by the service alike."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext as _

from accounts.models import User
from core.templatetags.wording import cn_date, period_label
from integrity.models import FollowUp, Participation, Record
from integrity.policies import own_bodies
from integrity.selectors.heads import Candidate, candidates, find, period_of
from rulebook.types import UNDATED

Problems = dict[str, list[str]]


def problems_with(record: Record, *, by: User, on: date) -> Problems:
    """Everything that keeps `record` from being entered by `by` on `on`, by field; empty where nothing does."""
    found: Problems = defaultdict(list)
    _of_day(record, on, found)
    if not record.summary.strip():
        found["summary"].append(_("请填写主要内容。"))
    bodies = {body.pk for body in own_bodies(by, on)}
    if record.body_id is None:
        found["body"].append(_("请选择主持机构。"))
    elif record.body_id not in bodies:
        found["body"].append(_("只能登记本机构主持的记录，请重新选择主持机构。"))
    heads = list(record.participations.select_related("person"))
    offered = candidates(by, record.kind, on, record.held_on)
    _of_heads(record, heads, offered, found)
    _of_follow_ups(record.follow_ups.all(), {head.person_id for head in heads}, found)
    return dict(found)


def _of_day(record: Record, on: date, found: Problems) -> None:
    if record.held_on is None:
        found["held_on"].append(_("请填写日期。"))
    elif record.held_on > on:
        today = cn_date(on)
        found["held_on"].append(
            _("日期不能晚于今天（%(today)s）；尚未进行的，请保存草稿。") % {"today": today}
        )
    elif record.held_on < UNDATED:
        found["held_on"].append(_("日期过早，请检查年份。"))


def _of_heads(
    record: Record, heads: list[Participation], offered: dict[str, Candidate], found: Problems
) -> None:
    if not any(head.present for head in heads):
        words = _("至少要有一位“一把手”到会。") if heads else _("请至少选择一位“一把手”。")
        found["heads"].append(words)
    for head in heads:
        words = _against(record, head, find(offered, record.kind, head.person_id, head.unit_id))
        if words:
            found["heads"].append(words)


def _against(record: Record, head: Participation, candidate: Candidate | None) -> str:
    """What stands against one head in `record`, or nothing."""
    if candidate is None:
        words = _("不能登记%(name)s的记录：不在您的监督范围，或者您应当回避。")
        return words % {"name": head.person.name}
    if record.held_on is None:
        return ""
    if record.held_on < candidate.since:
        values = {"name": head.person.name, "day": cn_date(candidate.since)}
        return _("%(name)s自%(day)s起任职，记录日期不能更早。") % values
    own = period_of(record.kind, record.held_on)
    if head.period and head.period != own and not _may_make_up(head.period, own, candidate):
        values = {"name": head.person.name, "period": period_label(head.period)}
        return _("%(name)s没有%(period)s的未办结事项，不能补办。") % values
    return ""


def _may_make_up(period: str, own: str, candidate: Candidate) -> bool:
    return period < own and period in candidate.open_periods


def _of_follow_ups(rows: Iterable[FollowUp], people: set[int], found: Problems) -> None:
    for row in rows:
        if not row.text.strip():
            found["follow_ups"].append(_("有一项后续事项没有写明内容。"))
        elif row.due is None:
            found["follow_ups"].append(_("后续事项“%(text)s”没有期限。") % {"text": row.text})
        elif row.person_id is not None and row.person_id not in people:
            found["follow_ups"].append(_("后续事项“%(text)s”的责任人不在本次记录中。") % {"text": row.text})
