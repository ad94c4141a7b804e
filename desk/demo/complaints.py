"""What the demo's citizens reported: the ceremony of the discipline body's key, complaints in every state, one handed on to the city, two of
one matter, a mail that waits, and some of earlier years; what followed from them: a letter of inquiry, instructions of county leaders, heads cleared.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from complaints.models import Complaint, ReceivingBody
from complaints.services.attachments import Clean
from complaints.services.handling import answer, take_step
from complaints.services.intake import Said, receive
from complaints.services.keys import confirm_share, key_in_force, make_body_key
from complaints.services.mails import keep
from complaints.services.opening import Keys, Opener
from complaints.services.passphrases import make_personal_key, opened
from complaints.services.past import import_past
from core import sealing, workdays
from desk.demo.followed import follow
from desk.demo.logins import PASSPHRASE
from desk.demo.people import Cast
from organisation.models import Unit
from rulebook.procedures.complaints import Channel, Disposal, Result, State, Step

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
    _merge(cast, today)
    _write(body, today)
    _remember(cast, body, today)


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


def _merge(cast: Cast, today: date) -> None:
    """The newest complaint is of the same matter as the one of the flats."""
    officer = cast.logins["xinfang"]
    opener = Opener(officer, opened(by=officer, passphrase=PASSPHRASE), today)
    newest = Complaint.objects.get(state=State.REGISTERED)
    main = Complaint.objects.get(major=True)
    take_step(
        complaint=newest.pk, kind=Step.MERGE, keys=opener.keys([newest])[newest.pk], into=main.pk, by=officer, on=today,
        words="反映的都是城关镇安置房分配，并案办理。",
    )  # fmt: skip


def _write(body: ReceivingBody, today: date) -> None:
    """A mail was picked up and waits for its entry."""
    key = key_in_force(body)
    assert key is not None  # noqa: S101 - the ceremony was held
    words = {
        "sender": "一位村民 <cunmin@example.invalid>",
        "subject": "反映村里低保评议的问题",
        "sent": f"{today:%Y-%m-%d} 08:12",
        "text": "我们村今年评低保没有开会，名单直接贴出来的，有两户家里有车也评上了。请派人来看一看。",
        "files": ["附件1.txt"],
        "left_out": [{"name": "录像.mp4", "why": "“录像.mp4”不是可以上传的文件。可上传 PDF、docx、xlsx、png、jpg、txt。"}],
    }  # fmt: skip
    note = "公示名单抄录（演示）".encode()
    keep(body=body, key=key, words=words, files=[Clean("附件1.txt", note)], mark=b"demo" * 8, on=today)


def _remember(cast: Cast, body: ReceivingBody, today: date) -> None:
    """Three complaints of the register that was kept on paper."""
    names = (
        "原编号",
        "收到日期",
        "渠道",
        "反映单位",
        "反映对象",
        "问题类别",
        "反映的问题",
        "办理状态",
        "处置方式",
        "结论",
        "办结日期",
        "办理情况",
    )
    year = today.year - 2
    rows = (
        (f"信访{year}-31", f"{year}-03-11", "来信", "曾家镇", "", "作风和群众利益", "退耕还林补助发放慢，问了几次没有说法。", "已办结", "初步核实", "属实", f"{year}-05-20", "已全部补发，责成镇政府说明情况。"),
        (f"信访{year}-47", f"{year}-06-02", "来访", "县林业局", "局长", "选人用人", "护林员没有公开招，都是熟人。", "已办结", "予以了结", "不属实", f"{year}-07-15", "招聘有公告、考试和公示，材料齐全。"),
        (f"信访{year}-52", f"{year}-08-19", "来电", "城关镇", "", "其他", "邻里宅基地纠纷。", "已转办", "", "", f"{year}-08-23", "属于涉法涉诉问题，转有权机关。"),
    )  # fmt: skip
    content = "\n".join(",".join(line) for line in (names, *rows)).encode()
    report = import_past(content=content, name="a.csv", body=body, by=cast.logins["xinfang"], on=today)
    assert not report.errors, report.errors  # noqa: S101 - the demo's own rows


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
            18,
            Said(
                facts="安置房分配没有公开，我家等了五年没有答复，后来的有关系当年就分到。", unit=unit("城关镇"),
                conducts=["masses"],
            ),
            steps=(register,),
            summary="安置房分配不公开（又一件）",
        ),
        Told(
            9,
            Said(facts="晚上经常和做工程的人一起打牌。", unit=unit("县水利局"), person_words="局长", conducts=["after-hours"]),
        ),
        Told(4, Said(facts="举报办理拖延，半年没有消息。", unit=unit("县纪委监委"), conducts=["masses"])),
    )  # fmt: skip
