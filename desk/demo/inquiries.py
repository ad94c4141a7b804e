"""How heads of the demo are asked to explain signs: an answer accepted, a letter on its way, a late one, a talk to be held, a draft that
waits for the principal, an admonition.
"""

from datetime import date, timedelta

from accounts.models import User
from desk.demo.people import Cast
from desk.demo.responsibility import token
from integrity.models import Inquiry
from integrity.services import inquiries as services
from integrity.services.inquiries.checking import JUDGING, check_inquiries
from organisation.models import Tenure
from rulebook.procedures.inquiry import Outcome, Way

# Unit → how the head is asked, how many days ago it was sent, how far it came, what is to be explained, what the officer knows.
CASES: tuple[tuple[str, str, int, str, str, str], ...] = (
    ("城关镇", Way.LETTER, 150, "accept", "请说明上半年接待费用增长的原因和审批情况。", "公务接待台账核查发现接待费用同比增长较多。"),
    ("县林业局", Way.LETTER, 60, "admonish", "请说明近三年造林补助资金的分配办法和集体研究情况。", "审计和日常监督均反映补助分配没有集体研究。"),
    ("县水利局", Way.LETTER, 40, "received", "请说明河道整治项目材料采购的询价过程。", "采购标志显示单一来源偏多。"),
    ("县交通运输局", Way.LETTER, 6, "received", "请说明养护工程增加工程量的决定过程。", "合同变更超过一成。"),
    ("城关镇", Way.LETTER, 2, "sent", "请说明农贸市场摊位出租的方式和收入管理。", "巡察反馈摊位出租没有公开。"),
    ("曾家镇", Way.TALK, 4, "sent", "谈谈对班子成员分工落实和本人直接管理财务的认识。", "班子分工核查发现本人直接分管财务。"),
    ("县教育体育和科技局", Way.LETTER, 1, "submitted", "请说明校服采购分两次进行的原因。", "同类采购在一个月内分两次进行。"),
)  # fmt: skip


def tell(cast: Cast, today: date) -> None:
    """Bring each case as far as it came, on the days it names; then judge all of them as of `today`."""
    with JUDGING.together():
        for at, case in enumerate(CASES):
            _tell(cast, today, at, case)
    numbers = list(Inquiry.objects.exclude(sent_on=None).order_by("pk").values_list("pk", flat=True))
    check_inquiries(numbers=numbers, on=today)


def _tell(cast: Cast, today: date, at: int, case: tuple[str, str, int, str, str, str]) -> None:
    unit, way, ago, reaches, matters, grounds = case
    on, officer, principal = today - timedelta(days=ago), cast.logins["jiwei"], cast.logins["jiweishuji"]
    head = _head(cast, unit, on)
    if head is None or head.person_id is None:
        return
    asking = services.Asking(person=head.person_id, way=way, matters=matters, grounds=grounds)
    row = services.open_inquiry(token=token(f"inquiry {at}"), asking=asking, by=officer, on=on)
    services.submit_inquiry(inquiry=row.pk, by=officer, on=on)
    if reaches == "submitted":
        return
    services.approve_inquiry(inquiry=row.pk, by=principal, on=on)
    services.send_inquiry(inquiry=row.pk, by=officer, on=on)
    if reaches == "sent":
        return
    services.receive_inquiry(inquiry=row.pk, by=head, on=on + timedelta(days=1))
    if reaches == "received":
        return
    answered = on + timedelta(days=9)
    text = "有关情况已经核对，会议记录和审批单存本单位备查。本人负有领导责任，今后严格执行集体决策制度。"
    services.answer_inquiry(inquiry=row.pk, text=text, signed_by="党组织主要负责人", by=head, on=answered)
    outcome = Outcome(reaches)
    words = (
        "说明与记录相符。"
        if outcome == Outcome.ACCEPT
        else "说明不充分，补助分配没有集体研究，本人对此负有责任。"
    )
    services.assess_inquiry(
        inquiry=row.pk, outcome=outcome, assessment=words, by=officer, on=answered + timedelta(days=8)
    )
    decider = cast.logins["shuji"] if outcome == Outcome.ADMONISH else principal
    services.decide_inquiry(inquiry=row.pk, by=decider, on=answered + timedelta(days=10))


def _head(cast: Cast, unit: str, on: date) -> User | None:
    """The first head of `unit` who held the post on `on` and still has a log-in."""
    held = Tenure.objects.filter(post__unit__name=unit, post__is_head=True, during__contains=on)
    rows = held.order_by("post_id").values_list("person", flat=True)
    return next((cast.of_person[person] for person in rows if person in cast.of_person), None)
