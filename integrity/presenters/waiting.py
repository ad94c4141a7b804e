"""What waits in the records of talks, reports and forums: records to answer, objections to settle, things agreed."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from core.templatetags.wording import cn_date
from integrity.models import FollowUp, Participation
from integrity.selectors import follow_ups_due, objections_to_settle, records_awaiting_answer
from supervision.presenters.waiting import Item, Part, each


def waiting(user: User, on: date) -> Iterator[Part]:
    """Records to answer, objections to settle, things agreed to follow up."""
    listed = reverse("record-list")
    yield Part(
        "answers",
        _("待我确认的记录"),
        _("谈话、报告、恳谈会记录需要您本人确认"),
        records_awaiting_answer(user).select_related("record"),
        f"{listed}?answer=pending",
        each(_to_answer),
    )
    yield Part(
        "objections",
        _("对方有异议的记录"),
        _("您所在机构登记的记录，本人提出了异议"),
        objections_to_settle(user, on).select_related("record", "person"),
        f"{listed}?answer=objected",
        each(_objected),
    )
    yield Part(
        "follow-ups",
        _("后续事项"),
        _("谈话和恳谈会定下的事项，尚未办结"),
        follow_ups_due(user, on).select_related("record", "person"),
        f"{reverse('follow-up-list')}?state=pressing",
        each(_agreed),
    )


def _to_answer(line: Participation) -> Item:
    return Item(
        title=f"{line.record.get_kind_display()} {cn_date(line.record.held_on)}",
        reason=_("该记录涉及您本人，请确认或者提出异议"),
        url=reverse("record", args=[line.record_id]),
    )


def _objected(line: Participation) -> Item:
    return Item(
        title=f"{line.person.name} {line.record.get_kind_display()} {cn_date(line.record.held_on)}",
        reason=_("本人提出异议：%(words)s") % {"words": line.answer_words},
        url=reverse("record", args=[line.record_id]),
    )


def _agreed(row: FollowUp) -> Item:
    told = {"kind": row.record.get_kind_display(), "day": cn_date(row.record.held_on)}
    reason = _("%(kind)s（%(day)s）定下的后续事项") % told
    return Item(
        title=row.text,
        reason=f"{reason} · {row.person.name}" if row.person else reason,
        url=reverse("record", args=[row.record_id]),
        due=row.due,
    )
