"""What waits beside the steps of a complaint: for leaders to instruct, for heads to say how far they are cleared, for officers to see to both."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from accounts.models import User
from complaints import policies
from complaints.models import Clarification, Complaint, MajorNotice
from core.templatetags.wording import cn_date
from rulebook.procedures.clarification import State
from supervision.presenters.waiting import Item, each
from supervision.presenters.waiting import Part as Group

# What officers have to see to; otherwise the head is being asked.
BY_OFFICERS: dict[str, Any] = {
    State.DRAFT: gettext_lazy("请核对后征求本人意见"),
    State.WISHED: gettext_lazy("本人已提出意见，请另一名工作人员批准"),
    State.APPROVED: gettext_lazy("已经批准，请实施并登记"),
}


def of_leaders(user: User, on: date) -> Iterator[Group]:
    """Major matters that wait for a leader's instruction: number, day, deadline, never a word (C24)."""
    rows = policies.own_notices(user, on).filter(instruction=None).select_related("complaint")
    yield Group(
        "major-notices",
        _("待批示的重大问题"),
        _("受理机关呈报的重大问题，用密钥口令打开后批示（C24）"),
        rows.order_by("due", "pk"),
        reverse("complaint-notices"),
        each(_notice),
    )


def of_head(user: User) -> Iterator[Group]:
    """A clarification that waits for the head's wish (N32)."""
    rows = policies.own_clarifications(user).filter(state=State.ASKED)
    yield Group(
        "clarifications-asked",
        _("待我提出意见的澄清"),
        _("请选择澄清到什么范围"),
        rows.order_by("wish_due", "pk"),
        reverse("clarification-list"),
        each(_asked),
    )


def of_officers(user: User, on: date) -> Iterator[Group]:
    """Major matters to be put before leaders, instructions to acknowledge, heads to be cleared, clarifications to carry on."""
    seen, listed = policies.visible_complaints(user, on), reverse("complaint-list")
    put = MajorNotice.objects.filter(complaint=OuterRef("pk"))
    yield Group(
        "complaints-escalated",
        _("待呈报县领导的重大问题"),
        _("重大问题须在期限内呈报，没有批示或者逾期未结的再次呈报（C24）"),
        seen.filter(Q(escalate_by__lte=on) | Q(escalate_by__isnull=False) & ~Exists(put)).order_by(
            "escalate_by", "pk"
        ),
        listed,
        each(_to_escalate),
    )
    notices = MajorNotice.objects.filter(complaint__in=seen.values("pk"), instruction__isnull=False)
    yield Group(
        "instructions",
        _("待阅知的批示"),
        _("县领导对重大问题作了批示（C24）"),
        notices.filter(acknowledged_on=None).select_related("complaint").order_by("instructed_on", "pk"),
        listed,
        each(_instruction),
    )
    yield Group(
        "complaints-clarified",
        _("待澄清正名"),
        _("结论为不属实或者部分不属实，须在期限内澄清或者写明理由（N32）"),
        seen.filter(clarify_by__isnull=False).order_by("clarify_by", "pk"),
        listed,
        each(_to_clarify),
    )
    rows = policies.handled_clarifications(user, on).filter(state__in=BY_OFFICERS)
    yield Group(
        "clarifications",
        _("办理中的澄清"),
        _("待征求意见、待批准、待实施的澄清（N32）"),
        rows.select_related("person", "unit").order_by("drafted_on", "pk"),
        reverse("clarification-list"),
        each(_clarification),
    )


def _notice(row: MajorNotice) -> Item:
    reason = _("%(day)s呈报，请阅示（C24）") % {"day": cn_date(row.sent_on)}
    url = reverse("complaint-notice", args=[row.pk])
    return Item(title=row.complaint.number, reason=reason, url=url, due=row.due)


def _asked(row: Clarification) -> Item:
    day = cn_date(row.asked_on)
    reason = _("%(day)s征求您的意见（N32）") % {"day": day}
    return Item(title=row.title, reason=reason, url=row.get_absolute_url(), due=row.wish_due)


def _to_escalate(row: Complaint) -> Item:
    url = reverse("complaint", args=[row.pk]) + "#notices"
    return Item(title=row.number, reason=_("重大问题，请呈报县领导（C24）"), url=url, due=row.escalate_by)


def _instruction(row: MajorNotice) -> Item:
    reason = _("%(day)s批示，请阅知（C24）") % {"day": cn_date(row.instructed_on)}
    return Item(
        title=row.complaint.number,
        reason=reason,
        url=reverse("complaint", args=[row.complaint_id]) + "#notices",
    )


def _to_clarify(row: Complaint) -> Item:
    url = reverse("complaint", args=[row.pk]) + "#clarification"
    return Item(
        title=row.number, reason=_("请起草澄清，或者写明不作澄清的理由（N32）"), url=url, due=row.clarify_by
    )


def _clarification(row: Clarification) -> Item:
    return Item(
        title=f"{row.person.name} {row.title}", reason=str(BY_OFFICERS[row.state]), url=row.get_absolute_url()
    )
