"""What followed from the demo's complaints: a letter of inquiry that leads nowhere back, a major matter before two leaders, one of whom has still to
say something, a head cleared on the public page, another asked how far to be cleared.
"""

from datetime import date, timedelta

from accounts.models import User
from complaints.models import Clarification, Complaint, ReceivingBody
from complaints.services import clarifying, escalating, inquiring
from complaints.services.clarifying import Worded
from complaints.services.escalating import Put
from complaints.services.opening import Keys, Opener
from complaints.services.passphrases import opened
from core import workdays
from desk.demo.logins import PASSPHRASE
from desk.demo.people import Cast
from desk.demo.responsibility import token
from integrity.services.inquiries import Asking
from organisation.models import Tenure
from rulebook.procedures.clarification import Scope

ROAD, CANTEEN, HOUSING, AWARDS = range(4)  # in the order they were reported


def follow(cast: Cast, body: ReceivingBody, today: date) -> None:
    """Take up each complaint where it stands."""
    rows = list(Complaint.objects.filter(body=body).order_by("pk"))
    officer, other = cast.logins["xinfang"], cast.logins["jiwei"]
    private = opened(by=officer, passphrase=PASSPHRASE)
    keys = Opener(officer, private, today).keys(rows)
    _ask(rows[CANTEEN], keys[rows[CANTEEN].pk], other, today)
    _escalate(cast, rows[HOUSING], keys[rows[HOUSING].pk], today)
    row = _clear(
        cast, rows[ROAD], keys[rows[ROAD].pk], today - timedelta(40), "曾家镇", Scope.PUBLIC, "关于通村道路工程发包程序的情况",
        "经核实，该镇通村道路工程的发包方式由班子会议集体研究决定，手续齐全，不存在违规发包。",
    )  # fmt: skip
    if row is not None:
        day = row.drafted_on + timedelta(6)
        clarifying.approve(clarification=row.pk, checked=True, by=other, on=day)
        proof = "在公开网页说明，并在镇干部职工大会上宣读。"
        clarifying.carry_out(clarification=row.pk, day=day, proof=proof, by=officer, on=day)
    _clear(
        cast, rows[AWARDS], keys[rows[AWARDS].pk], today - timedelta(3), "县中医医院", "", "关于年度评先评优程序的情况",
        "经核实，该院年度评先评优经民主推荐和公示，程序符合规定。",
    )  # fmt: skip


def _ask(found: Complaint, keys: Keys, by: User, today: date) -> None:
    head = _head("县教育体育和科技局", today)
    if head is None or head.person_id is None:
        return
    asking = Asking(
        person=head.person_id, unit=head.post.unit_id, way="letter", matters="请说明本单位物资采购确定供应商的程序和集体研究情况。",
        grounds="经本机关研究，需要了解有关情况。",
    )  # fmt: skip
    inquiring.inquire(
        complaint=found.pk, keys=keys, token=token("inquiry of a report"), asking=asking, checked=False, why="", by=by,
        on=today - timedelta(5),
    )  # fmt: skip


def _escalate(cast: Cast, found: Complaint, keys: Keys, today: date) -> None:
    """Twice: the first time both leaders answered, the second time one of them has still to."""
    calendar, officer = workdays.load(), cast.logins["xinfang"]
    first, second = calendar.on_or_before(today - timedelta(20)), calendar.on_or_before(today - timedelta(2))
    words = (
        "群众集中反映某镇住房保障分配公开问题，已受理，拟初步核实，请示。",
        "上次批示的事项正在办理，拟约请有关部门核对台账，请示。",
    )
    answers = (
        {"shuji": "请县纪委监委牵头，尽快查清。", "jiweishuji": "按程序办理，一月内报结果。"},
        {"jiweishuji": "同意。"},
    )
    for on, summary, said in zip((first, second), words, answers, strict=True):
        escalating.escalate(complaint=found.pk, keys=keys, put=Put(summary, paper_on=on), by=officer, on=on)
        for name, text in said.items():
            leader = cast.logins[name]
            row = found.notices.filter(leader=leader, sent_on=on, key__isnull=False).first()
            if row is None:
                continue
            private = opened(by=leader, passphrase=PASSPHRASE)
            escalating.instruct(notice=row.pk, private=private, text=text, by=leader, on=on)
            if on == first:
                escalating.acknowledge(notice=row.pk, complaint=found.pk, by=officer, on=on)


def _clear(
    cast: Cast, found: Complaint, keys: Keys, on: date, unit: str, scope: str, title: str, text: str
) -> Clarification | None:
    """Draft it and ask the head, who says how far after four days where `scope` is theirs."""
    tenure = _head(unit, on)
    head = cast.of_person.get(tenure.person_id) if tenure and tenure.person_id else None
    if head is None:
        return None
    officer = cast.logins["xinfang"]
    row = clarifying.clarify(
        complaint=found.pk, keys=keys, token=token(f"clarification {unit}"), worded=Worded(tenure, title, text),
        by=officer, on=on,
    )  # fmt: skip
    row = clarifying.ask_head(clarification=row.pk, by=officer, on=on)
    if not scope:
        return row
    return clarifying.wish(
        clarification=row.pk, wish=scope, words="感谢组织澄清。", by=head, on=on + timedelta(4)
    )


def _head(unit: str, on: date) -> Tenure | None:
    """The first head of `unit` on the day."""
    held = Tenure.objects.filter(post__unit__name=unit, post__is_head=True, during__contains=on)
    return held.select_related("post", "person").order_by("post_id").first()
