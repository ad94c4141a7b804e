"""What waits in complaints: numbers and deadlines for who may open them, never a word; shares to confirm or to give for custodians."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import OuterRef, Q, QuerySet, Subquery
from django.urls import reverse
from django.utils.translation import gettext as _

from accounts.models import User
from complaints import policies
from complaints.choices import MailState
from complaints.models import Complaint, ComplaintStep, CustodianShare, HandedOn, Mail, Recovery
from complaints.presenters import following_waiting
from core.templatetags.wording import cn_date
from rulebook.procedures.complaints import Disposal, State, Step
from supervision.presenters.waiting import Item, each
from supervision.presenters.waiting import Part as Group

# What the officers have to take up next; the rest is under way.
TO_TAKE_UP = (State.RECEIVED, State.PROPOSED, State.CONCLUDED)


def waiting(user: User, on: date) -> Iterator[Group]:
    """Complaints to take up, late ones first; what must be handed on; instructions, clarifications; parts of keys."""
    keeps, holds = policies.keeps_keys(user, on), policies.own_key(user) is not None
    if keeps and holds and policies.opens_complaints(user, on):
        yield Group(
            "complaints",
            _("待办理的检举控告"),
            _("待登记、待批准处置意见、待反馈和期限已到的检举控告（C23）"),
            _to_take_up(user, on),
            reverse("complaint-list"),
            each(_complaint),
        )
        yield from following_waiting.of_officers(user, on)
        yield Group(
            "complaint-mails",
            _("待录入的举报邮件"),
            _("从举报邮箱收取、须录入以后才能办理的邮件（C23）"),
            policies.visible_mails(user, on).filter(state=MailState.WAITING).order_by("received_on", "pk"),
            reverse("complaint-mails"),
            each(_mail),
        )
    if keeps:
        yield Group(
            "complaints-handed-on",
            _("待报送上级机关的检举控告"),
            _("密封包须在期限内交给有权机关，并登记回执（N23）"),
            policies.handed_on_by(user, on).filter(receipt="").order_by("due", "pk"),
            reverse("handed-on-list"),
            each(_handed_on),
        )
    yield from following_waiting.of_head(user)
    if not holds:
        return
    yield from following_waiting.of_leaders(user, on)
    keys = reverse("complaint-keys")
    shares = policies.own_shares(user).filter(confirmed_at=None).select_related("key__body").order_by("pk")
    yield Group(
        "key-shares",
        _("待确认的恢复份额"),
        _("您被选为机关密钥的保管人，确认以后密钥才能启用"),
        shares,
        keys,
        each(_share),
    )
    asked = policies.shares_to_release(user).select_related("key__body", "holder__owner__person")
    yield Group(
        "key-recoveries",
        _("待交出的恢复份额"),
        _("有人忘记密钥口令，核实本人身份以后请交出您保管的份额"),
        asked.order_by("pk"),
        keys,
        each(_recovery),
    )


def _to_take_up(user: User, on: date) -> QuerySet[Complaint]:
    """What officers have to take up, and everything whose day has come: 暂存待查 to study again (L51), a receipt to ask for (L60)."""
    proposed = ComplaintStep.objects.filter(complaint=OuterRef("pk"), kind=Step.PROPOSE).order_by("-pk")
    rows = policies.visible_complaints(user, on).annotate(disposal=Subquery(proposed.values("choice")[:1]))
    return rows.filter(Q(state__in=TO_TAKE_UP) | Q(due__lte=on)).order_by("due", "pk")


def _complaint(row: Any) -> Item:
    reason = _("%(day)s收到，现在：%(state)s") % {
        "day": cn_date(row.received_on),
        "state": row.get_state_display(),
    }
    if row.state == State.DISPOSED and row.disposal == Disposal.SHELVED:
        reason = _("暂存待查期满，请重新研究（N25）")
    elif row.state == State.REFERRED:
        reason = _("已转办，请取得接收机关的回执并登记")
    return Item(title=row.number, reason=reason, url=reverse("complaint", args=[row.pk]), due=row.due)


def _mail(row: Mail) -> Item:
    title = _("%(day)s收到的邮件") % {"day": cn_date(row.received_on)}
    return Item(title=title, reason=_("等待录入"), url=reverse("complaint-mail", args=[row.pk]))


def _handed_on(row: HandedOn) -> Item:
    reason = _("%(day)s收到，由上级机关办理") % {"day": cn_date(row.received_on)}
    return Item(title=row.number, reason=reason, url=reverse("handed-on-list"), due=row.due)


def _share(row: CustodianShare) -> Item:
    return Item(title=row.key.body.name, reason=_("机关密钥的恢复份额"), url=reverse("complaint-keys"))


def _recovery(row: Recovery) -> Item:
    return Item(title=row.key.body.name, reason=str(row.holder.owner), url=reverse("complaint-keys"))
