"""What the demo's citizens reported: the ceremony of the discipline body's key, complaints in every state, one handed on to the city; what followed
from them: a letter of inquiry, instructions of county leaders, heads cleared.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from complaints.models import Complaint, ReceivingBody
from complaints.services.handling import answer, take_step
from complaints.services.intake import Said, receive
from complaints.services.keys import confirm_share, make_body_key
from complaints.services.opening import Keys, Opener
from complaints.services.passphrases import make_personal_key, opened
from core import sealing, workdays
from desk.demo.followed import follow
from desk.demo.logins import PASSPHRASE
from desk.demo.people import Cast
from organisation.models import Unit
from rulebook.procedures.complaints import Channel, Disposal, Result, Step

OFFICERS = ("xinfang", "jiwei")
CUSTODIANS = ("xianweiban", "zuzhibu")
LEADERS = ("shuji", "jiweishuji")


@dataclass(frozen=True, slots=True)
class Told:
    """Something reported `ago` days before the day the county is loaded for, and the steps taken since, each some days later."""

    ago: int
    said: Said
    channel: Channel = Channel.WEB
    steps: tuple[tuple[int, str, Step, str, str], ...] = ()
    answer: str = ""
    major: bool = False
    summary: str = ""


def tell(cast: Cast, today: date) -> None:
    """Enter all of it through the product's own services, each on the day it names."""
    body = _bodies()
    _keys(cast, body, today - timedelta(200))
    for number, told in enumerate(_told()):
        _tell(cast, body, told, f"demo-{number}", today)
    follow(cast, body, today)


def _bodies() -> ReceivingBody:
    unit = Unit.objects.get(name="县纪委监委")
    above = ReceivingBody.objects.create(
        name="安康市纪委监委（演示）",
        county=unit.county,
        hotline="12388",
        outside_key=sealing.new_pair().public,
    )
    return ReceivingBody.objects.create(
        name="县纪委监委", county=unit.county, unit=unit, above=above, hotline="12388", email="jubao@zhenping.example",
        address="镇坪县城关镇（演示地址）县纪委监委信访室", hours="工作日 8:00—12:00，14:00—18:00",
    )  # fmt: skip


def _keys(cast: Cast, body: ReceivingBody, on: date) -> None:
    officers, keepers = ([cast.logins[name] for name in names] for names in (OFFICERS, CUSTODIANS))
    for user in (*officers, *keepers, *(cast.logins[name] for name in LEADERS)):
        make_personal_key(by=user, passphrase=PASSPHRASE, again=PASSPHRASE)
    key = make_body_key(
        body=body, officers=officers, custodians=keepers, reason="首次启用", by=officers[0], on=on
    )
    for share in key.shares.select_related("holder__owner"):
        owner = share.holder.owner
        confirm_share(share=share, private=opened(by=owner, passphrase=PASSPHRASE), by=owner)


def _tell(cast: Cast, body: ReceivingBody, told: Told, form: str, today: date) -> None:
    on = workdays.load().on_or_before(today - timedelta(told.ago))
    by = None if told.channel == Channel.WEB else cast.logins["xinfang"]
    receive(body=body, said=told.said, form=form, on=on, channel=told.channel, by=by)
    found = Complaint.objects.filter(body=body).order_by("-pk").first()
    if found is None or not told.steps:
        return
    keys = _opened(cast, found, on)
    for after, who, kind, choice, words in told.steps:
        day = workdays.load().on_or_after(on + timedelta(after))
        take_step(
            complaint=found.pk, kind=kind, keys=keys, words=words, choice=choice, by=cast.logins[who], on=day,
            summary=told.summary, major=told.major,
        )  # fmt: skip
    if told.answer:
        answer(complaint=found.pk, keys=keys, text=told.answer, by=cast.logins["xinfang"], on=today)


def _opened(cast: Cast, found: Complaint, on: date) -> Keys:
    officer = cast.logins["xinfang"]
    return Opener(officer, opened(by=officer, passphrase=PASSPHRASE), on).keys([found])[found.pk]


def _told() -> tuple[Told, ...]:
    def unit(name: str) -> int:
        return Unit.objects.get(name=name).pk

    register = (1, "xinfang", Step.REGISTER, "", "内容具体，属于本机关受理范围的线索。")
    accept = (3, "xinfang", Step.ACCEPT, "", "予以受理。")
    return (
        Told(
            120,
            Said(
                facts="今年修村道，镇上没有公开招标，直接给了一个外地老板，路面三个月就裂了。", unit=unit("曾家镇"),
                person_words="镇长", conducts=["project"], when="今年春天",
            ),
            steps=(
                register, accept,
                (12, "xinfang", Step.PROPOSE, Disposal.VERIFICATION, "经集体研究，线索具体可查，建议初步核实。"),
                (15, "jiwei", Step.APPROVE, "", "同意。"),
                (70, "jiwei", Step.CONCLUDE, Result.PARTLY, "招标方式经集体研究决定，手续齐全；路面质量问题属实，已责成返修。"),
                (72, "jiwei", Step.FEEDBACK, "", "当面反馈：发包手续齐全，质量问题属实，责成返修并加强验收。本人表示接受。"),
                (75, "xinfang", Step.TELL, "", "已在网上答复，没有提出异议。"),
            ),
            summary="村道工程发包和路面质量",
            answer="您反映的路面质量问题属实，施工单位已返修并扣除质保金；发包经过集体研究，手续齐全。感谢您的监督。",
        ),
        Told(
            45,
            Said(
                facts="局里食堂的菜都从局长亲戚店里买，价格比市场高。", unit=unit("县教育体育和科技局"), person_words="局长",
                conducts=["procurement", "integrity"], name="云知远", contact="电话联系（演示）",
            ),
            channel=Channel.CALL,
            summary="食堂向亲属商店采购",
            steps=(
                register, accept,
                (5, "xinfang", Step.NOTIFY, "", "电话告知已经受理。"),
                (14, "xinfang", Step.PROPOSE, Disposal.INQUIRY, "经集体研究，建议函询。"),
                (16, "jiwei", Step.APPROVE, "", "同意，由第一纪检监察室办理。"),
            ),
        ),
        Told(
            25,
            Said(
                facts="安置房分配不公开，有的户等了五年，有关系的当年就分到，群众多次反映没有答复。", unit=unit("城关镇"),
                conducts=["masses", "decision"],
            ),
            channel=Channel.LETTER,
            steps=(register, accept, (12, "xinfang", Step.PROPOSE, Disposal.VERIFICATION, "群众反映集中，建议初步核实。")),
            major=True,
            summary="安置房分配不公开",
        ),
        Told(
            60,
            Said(facts="院里评先进不公开，名额都给了院长身边的人。", unit=unit("县中医医院"), person_words="院长", conducts=["decision"]),
            steps=(
                register, accept,
                (10, "xinfang", Step.PROPOSE, Disposal.VERIFICATION, "经集体研究，建议初步核实。"),
                (12, "jiwei", Step.APPROVE, "", "同意。"),
                (50, "jiwei", Step.CONCLUDE, Result.UNFOUNDED, "查阅会议记录和公示材料，推荐、公示程序齐全，反映不属实。"),
            ),
            summary="评先评优程序",
        ),
        Told(
            30,
            Said(facts="河道采砂场没有手续也一直在采，局里不管。", unit=unit("县水利局"), conducts=["masses"]),
            steps=(
                register, accept,
                (9, "xinfang", Step.PROPOSE, Disposal.VERIFICATION, "经集体研究，建议初步核实。"),
                (11, "jiwei", Step.APPROVE, "", "同意。"),
                (24, "jiwei", Step.CONCLUDE, Result.UNFOUNDED, "采砂许可齐全，日常检查记录完整，反映不属实。"),
            ),
            summary="采砂监管",
        ),
        Told(
            9,
            Said(facts="晚上经常和做工程的人一起打牌。", unit=unit("县水利局"), person_words="局长", conducts=["after-hours"]),
        ),
        Told(4, Said(facts="举报办理拖延，半年没有消息。", unit=unit("县纪委监委"), conducts=["masses"])),
    )  # fmt: skip
