"""How deputies inspect in the demo county: one inspection finished, one today, one whose unit is late with its reply, one to be drawn, one planned.

Whom a draw gives is chance at every load; the one today is arranged so that the deputy who logs in is among the drawn.
"""

from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Q

from accounts.models import User
from desk.demo.dates import start_of
from desk.demo.people import Cast
from desk.demo.responsibility import token
from inspections.models import Deputy, Inspection, Member, Plan
from inspections.policies import inspectable_tenures
from inspections.services import deputies, drawing, judging, plans, replying, visiting
from inspections.services.checking import JUDGING, check_inspections
from inspections.services.replying import Said
from organisation.models import Tenure, Unit
from rulebook.procedures.inspections import Kind, State

BODY, DRAFTER, APPROVER, DEPUTY = "县人大常委会", "renda", "xianweiban", "daibiao"
# Kind → number, name, where they work.
POOL: dict[Kind, tuple[tuple[str, str, str], ...]] = {
    Kind.PARTY: (
        ("D2021-07", "钟守拙", "牛头店镇红星村党支部书记"), ("D2021-15", "施静好", "县中医医院主管护师"),
        ("D2021-22", "屈远山", "县供电公司班长"), ("D2021-31", "阮思齐", "曙坪镇中心小学教师"), ("D2021-40", "蒲若谷", "退休干部"),
    ),
    Kind.CONGRESS: (
        ("R2021-003", "方朴", "华坪镇茶农"), ("R2021-018", "蓝秀川", "县实验学校教师"),
        ("R2021-026", "辜大成", "钟宝镇合作社理事长"), ("R2021-044", "邢望春", "城关镇河滨社区居民"),
    ),
    Kind.CONSULTATIVE: (
        ("Z2021-05", "闻人杰", "县工商联会员企业负责人"), ("Z2021-11", "巫晓岚", "律师事务所律师"),
        ("Z2021-19", "尉迟明", "县文化馆馆员"), ("Z2021-27", "单远帆", "民营医院医生"),
    ),
}  # fmt: skip
OWN = "R2021-003"  # the deputy who logs in
FOUND = "现场察看了项目和台账，走访了服务对象。采购询价只留了一家报价单，验收单没有使用单位签字。"
SUGGESTED = "小额采购也要留存三家以上询价记录。\n验收单由使用单位签字，并在公开栏公布结果。"
GATHERED = (
    "小额采购留存三家以上询价记录。",
    "验收单由使用单位签字，结果在公开栏公布。",
    "单独设置项目档案室。",
)


@dataclass(frozen=True, slots=True)
class Case:
    """One inspection: of whom, what is looked at, how many days ago it was (to be) held, how far it came."""

    unit: str
    focus: tuple[str, ...]
    ago: int
    reaches: State


CASES = (
    Case("县水利局", ("B4", "B5"), 200, State.CLOSED),
    Case("县教育体育和科技局", ("B4",), 95, State.SENT),
    Case("城关镇", ("B3", "B4"), 0, State.CALLED),
    Case("县林业局", ("B3",), -10, State.LISTED),
    Case("县交通运输局", ("B5",), -25, State.PLANNED),
)


def tell(cast: Cast, today: date) -> None:
    """Enter all of it through the product's own services, each step on its day; then judge the replies as of `today`."""
    _enter_pool(cast, today)
    with JUDGING.together():
        for year in sorted({(today - timedelta(case.ago)).year for case in CASES}):
            _plan(cast, year, today)
        for case in CASES:
            _tell(cast, case, today)
    check_inspections(numbers=list(Inspection.objects.order_by("pk").values_list("pk", flat=True)), on=today)


def _enter_pool(cast: Cast, today: date) -> None:
    keepers = {Kind.PARTY: APPROVER, Kind.CONGRESS: DRAFTER, Kind.CONSULTATIVE: "zhengxie"}
    since = date(today.year - 4, 1, 1)
    for kind, people in POOL.items():
        for number, name, workplace in people:
            user = cast.logins[DEPUTY] if number == OWN else _nobody(f"deputy-{number.lower()}")
            entry = deputies.Entry(
                kind=kind.value, number=number, name=name, since=since, until=date(today.year + 2, 1, 1), workplace=workplace, user=user,
            )  # fmt: skip
            deputies.enter_deputy(
                token=token(f"deputy {number}"),
                entry=entry,
                by=cast.logins[keepers[kind]],
                on=start_of(today),
            )


def _nobody(username: str) -> User:
    """A log-in that does not open."""
    user = User(username=username)
    user.set_unusable_password()
    user.save()
    return user


def _plan(cast: Cast, year: int, today: date) -> None:
    """The plan of a year, drafted and approved in the last days of the one before, however early in them the county is loaded."""
    by, drafted = cast.logins[DRAFTER], min(date(year - 1, 12, 15), today - timedelta(20))
    body = Unit.objects.get(name=BODY)
    made = plans.draft_plan(token=token(f"inspections {year}"), body=body, year=year, by=by, on=drafted)
    for case in CASES:
        held = today - timedelta(case.ago)
        tenure = _tenure(by, case.unit, body, (drafted, today)) if held.year == year else None
        if tenure is not None:
            plans.add_line(
                revision=made.pk, tenure=tenure.pk, focus=case.focus, month=held.month, by=by, on=drafted
            )
    plans.submit_plan(revision=made.pk, by=by, on=drafted)
    plans.approve_plan(revision=made.pk, by=cast.logins[APPROVER], on=drafted + timedelta(5))


def _tenure(by: User, unit: str, body: Unit, days: tuple[date, date]) -> Tenure | None:
    """The first head of `unit` who held the post when it was planned and holds it today."""
    planned_on, today = days
    rows = inspectable_tenures(by, planned_on, body).filter(post__unit__name=unit, during__contains=today)
    return rows.order_by("post_id", "pk").first()


def _tell(cast: Cast, case: Case, today: date) -> None:
    held, by = today - timedelta(case.ago), cast.logins[DRAFTER]
    row = Inspection.objects.filter(unit__name=case.unit, year=held.year, plan__in=Plan.objects.all()).first()
    if row is None or case.reaches == State.PLANNED:
        return
    # A list that waits was published some days ago, its draw is due today; of the others the draw was a week before the visit.
    draw_on = today if case.reaches == State.LISTED else held - timedelta(7)
    away = _unavailable() if case.reaches == State.CALLED else {}
    drawing.publish_list(
        inspection=row.pk, draw_on=draw_on, unavailable=away, by=by, on=draw_on - timedelta(4)
    )
    if case.reaches == State.LISTED:
        return
    witness = "县纪委监委第一纪检监察室工作人员"
    drawing.draw_members(
        inspection=row.pk, witness=witness, spoken=f"{held.day}{held.month}7", by=by, on=draw_on
    )
    called = draw_on + timedelta(1)
    visiting.call_visit(
        inspection=row.pk,
        held_on=held,
        companion="邹公绰（县人大常委会副主任）",
        place=f"{case.unit}门前",
        by=by,
        on=called,
    )
    if case.reaches == State.CALLED:
        return
    _visit(row, by, held)
    if case.reaches == State.CLOSED:
        _answer(cast, row, by, held)


def _unavailable() -> dict[int, str]:
    """Two of the congress cannot come, so that who is left is drawn."""
    why = {"R2021-018": "带毕业班，期末考试监考", "R2021-026": "参加省里培训"}
    rows = Deputy.objects.filter(kind=Kind.CONGRESS, number__in=why)
    return {row.pk: why[row.number] for row in rows}


def _visit(row: Inspection, by: User, held: date) -> None:
    members = _members(row)
    for member in members[:-1]:
        visiting.hand_in(member=member.pk, findings=FOUND, suggestions=SUGGESTED, by=_login(member), on=held)
    visiting.record_visit(inspection=row.pk, present={one.pk for one in members}, by=by, on=held)
    sent, summary = held + timedelta(3), "察看项目现场，查阅采购和验收资料，召开座谈会听取意见。"
    replying.gather_suggestions(inspection=row.pk, summary=summary, suggestions=GATHERED, by=by, on=sent)
    replying.send_suggestions(inspection=row.pk, by=by, on=sent)


def _answer(cast: Cast, row: Inspection, by: User, held: date) -> None:
    """A first reply somebody was not satisfied with, a second one, and everything carried out."""
    head = cast.of_person[row.person_id]
    for days, grade, words in ((30, "not", "第三条为什么不采纳没有说清楚。"), (55, "fairly", "")):
        third = (
            "现有档案室可以使用。"
            if grade == "not"
            else "现有档案室去年新建，面积和防火符合档案馆要求，不再重复建设。"
        )
        answers = {
            1: Said("yes", "已修订采购制度，从下月起执行。"),
            2: Said("partly", "验收单由使用单位签字；结果每季度公布一次。"),
            3: Said("no", third),
        }
        on = held + timedelta(days)
        replying.reply(inspection=row.pk, text="感谢各位代表、委员的监督。", answers=answers, by=head, on=on)
        for at, member in enumerate(_members(row)):
            own = grade if at == 0 else "satisfied"
            judging.judge(
                member=member.pk,
                grade=own,
                words=words if at == 0 else "",
                by=_login(member),
                on=on + timedelta(5),
            )
    for number, words in (
        (1, "采购制度修订印发，抽查十笔均有三家询价。"),
        (2, "第一季度验收结果已在公开栏公布。"),
    ):
        on = held + timedelta(100)
        replying.enter_progress(inspection=row.pk, number=number, words=words, done=True, by=head, on=on)
    replying.close_inspection(inspection=row.pk, by=by, on=held + timedelta(110))


def _members(row: Inspection) -> list[Member]:
    rows = row.members.filter(~Q(deputy__user=None), left_on=None).select_related("deputy__user")
    return list(rows.order_by("kind", "place"))


def _login(member: Member) -> User:
    if member.deputy.user is None:
        raise ValueError("every deputy of the demo has a log-in")
    return member.deputy.user
