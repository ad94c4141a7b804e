"""Audits of the demo county under way: one reported with three findings, one whose draft waits for the head, one just notified."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any
from uuid import NAMESPACE_OID, UUID, uuid5

from accounts.models import User
from audits.choices import TeamRole
from audits.models import Audit, AuditFinding, TeamMember
from audits.procedure.independence import ties_of
from audits.selectors.audits import people_offered
from audits.selectors.stages import matters_of_period, uses_of_period
from audits.services.stages import rectifications as mending
from audits.services.stages.checking import JUDGING, check_all_stages
from audits.services.stages.findings import FindingContent, enter_finding
from audits.services.stages.materials import enter_paper, hand_in, receive_result
from audits.services.stages.steps import Content, take_step
from desk.demo.people import Cast
from organisation.models import Person, Tenure, Unit
from rulebook.establishment import Function
from rulebook.procedures.auditing import BY_STEP, Actor, Step

S = Step
WORDS: dict[Step, str] = {
    S.NOTICE: "进点后在单位公示审计项目、纪律要求和举报电话。",
    S.REQUEST: "内部管理制度汇编\n固定资产盘点表和处置批件\n以前年度检查和审计的整改资料",
    S.STATEMENT: "任职以来执行上级决策部署、重大经济事项决策、预算和财务管理、工程和采购管理、廉洁自律情况的报告。",
    S.ENTRY: "领导班子成员、中层干部参加；宣布审计组成员和审计纪律，公布举报电话。",
    S.HEAD_OPINION: "对征求意见稿反映的情况没有异议，将认真整改。",
    S.UNIT_OPINION: "同意征求意见稿。会议费一项系年末集中结算，请予核实。",
    S.REPORT: "任职期间较好地履行了经济责任，重大经济事项能够集体研究；专项资金管理和工程变更审批不够严格。\n"
    "采纳单位意见，对会议费的事实表述作了调整。\n建议完善专项资金支出审核和工程变更集体决策制度。",
    S.RESULT: "总体上较好地履行了经济责任，发现四个问题，均认定为领导责任或者不承担责任。",
}


@dataclass(frozen=True, slots=True)
class Told:
    """A finding: its fields, the title of the decision it rests on, whether it rests on a payment of the period."""

    values: Mapping[str, Any]
    matter: str = ""
    paid: bool = False


@dataclass(frozen=True, slots=True)
class Story:
    """An audit: of whose head, when each step was taken (days before today), what was found after the entry."""

    unit: str
    title: str
    days: Mapping[Step, int]
    findings: tuple[Told, ...] = field(default=())

    def planned_in(self, today: date) -> int:
        """The year whose plan held it: the last one approved before its first step."""
        first = today - timedelta(max(self.days.values()))
        return first.year if first > approved_on(first.year) else first.year - 1


def approved_on(year: int) -> date:
    """When the plan of `year` was approved."""
    return date(year, 2, 24)


def _found(
    category: str, title: str, facts: str, amount: int, grade: str, test: str, why: str, rule: str
) -> dict[str, Any]:
    kind = test.partition("-")[0] or "none"
    return {
        "category": category, "title": title, "facts": facts, "amount": Decimal(amount), "grade": grade, "responsibility": kind,
        "test": test, "justification": why, "regulation": rule,
    }  # fmt: skip


LATE = _found(
    "projects", "工程变更未经集体决策先行实施", "停车场建设中增加地基换填和排水工程，先施工后上会。", 62_000, "serious", "leading-3",
    "参加了工程调度会，对先行施工没有提出明确反对意见。", "镇政府投资项目管理办法第十二条",
)  # fmt: skip
MENDED = _found(
    "finance", "专项资金列支办公用房维修费", "在衔接资金中列支办公用房屋面维修费用。", 18_600, "ordinary", "leading-4",
    "对专项资金使用范围审核不严，未及时发现。", "《预算法》第五十七条",
)  # fmt: skip
ONGOING = _found(
    "assets",
    "固定资产账实不符",
    "盘点发现办公设备有账无物、有物无账。",
    43_200,
    "notice",
    "",
    "",
    "行政事业性国有资产管理条例第二十一条",
)
STALE = _found(
    "finance", "历史往来款长期挂账", "十多年前的往来款长期挂账，债务人已经注销，无法收回。", 9_300, "notice", "", "", "政府会计制度",
)  # fmt: skip
UNBID = _found(
    "procurement", "印刷服务长期由同一单位承接，未比选", "两年内印刷服务均直接委托同一单位。", 96_000, "ordinary", "leading-2",
    "本单位采购管理办法要求三家以上比选，主持制度执行不到位。", "本单位采购管理办法第八条",
)  # fmt: skip
ALONE = _found(
    "decision", "大额维修支出没有集体研究", "车辆维修场地改造支出由个人批准。", 120_000, "serious", "direct-5",
    "达到本单位大额资金标准，没有提交会议讨论即批准实施。", "本单位“三重一大”决策制度第六条",
)  # fmt: skip

STORIES = (
    Story(
        "城关镇", "党委书记",
        {
            S.NOTICE: 200, S.REQUEST: 199, S.STATEMENT: 186, S.HEAD_PROMISE: 186, S.UNIT_PROMISE: 185, S.ENTRY: 183, S.DRAFT: 105,
            S.HEAD_OPINION: 98, S.UNIT_OPINION: 97, S.REPORT: 85, S.ISSUE_LIST: 82, S.RESULT: 75,
        },
        (Told(LATE, matter="镇区公共停车场建设项目"), Told(MENDED), Told(ONGOING), Told(STALE)),
    ),
    Story(
        "县交通运输局", "局长",
        {
            S.NOTICE: 72, S.REQUEST: 71, S.STATEMENT: 58, S.HEAD_PROMISE: 58, S.UNIT_PROMISE: 57, S.ENTRY: 55, S.DRAFT: 4,
            S.UNIT_OPINION: 2,
        },
        (Told(UNBID), Told(ALONE, paid=True)),
    ),
    Story("县水利局", "局长", {S.NOTICE: 3, S.REQUEST: 3}),
)  # fmt: skip


def tell(cast: Cast, today: date) -> None:
    """Enter all of it through the product's own services, each on the day it names; judge it once at the end."""
    with JUDGING.together():
        made = [_Audit(cast, today, story).tell() for story in STORIES]
        _rectify(cast, made[0], today)
    check_all_stages([made[0].pk], today - timedelta(30))
    with JUDGING.together():
        _accept(cast, made[0], today - timedelta(5))
    check_all_stages([one.pk for one in made], today)


@dataclass(frozen=True, slots=True)
class _Audit:
    cast: Cast
    today: date
    story: Story

    def tell(self) -> Audit:
        """Take every step of the story."""
        unit = Unit.objects.get(name=self.story.unit)
        tenure = self._tenure(unit)
        since = max(tenure.during.lower, self.today.replace(year=self.today.year - 4, month=1, day=1))
        first = self._ago(max(self.story.days.values()))
        # Carried on to the month before it began, so that what the demo county decided lately is part of it.
        audit = Audit.objects.get(
            person=tenure.person, post=tenure.post, year=self.story.planned_in(self.today)
        )
        audit.since, audit.until = since, first.replace(day=1) - timedelta(1)
        audit.save()
        self._staff(audit, first)
        users = self._users(audit)
        for step, days in self.story.days.items():
            on = self._ago(days)
            content = Content(day=on, text=WORDS.get(step, ""), due=on + timedelta(20))
            take_step(
                token=_token(f"{self.story.unit} {step}"), audit=audit.pk, kind=step, content=content,
                happened=True, by=users[BY_STEP[step].by], on=on,
            )  # fmt: skip
            if step == S.ENTRY:
                self._find(audit, users, on)
        audit.refresh_from_db()
        return audit

    def _ago(self, days: int) -> date:
        return self.today - timedelta(days)

    def _tenure(self, unit: Unit) -> Tenure:
        held = Tenure.objects.filter(post__unit=unit, post__is_head=True, during__contains=self.today)
        rows = held.filter(post__title__endswith=self.story.title).select_related("person", "post")
        return rows.order_by("pk")[0]

    def _staff(self, audit: Audit, first: date) -> None:
        offered = [one for one in people_offered(audit, self.today) if one.pk != audit.person_id]
        tied = ties_of([(audit.person_id, one.pk) for one in offered], self.today)
        fit = [one for one in offered if (audit.person_id, one.pk) not in tied]
        mine = self.cast.logins["shenji"].person
        team = [one for one in fit if one == mine][:1] + [one for one in fit if one != mine][:1]
        for role, person in zip((TeamRole.LEADER, TeamRole.MEMBER), team, strict=False):
            TeamMember.objects.create(audit=audit, person=person, role=role, declared_on=first)

    def _users(self, audit: Audit) -> dict[Actor, User]:
        secretary = User.objects.filter(roles__role="secretary", roles__body=audit.unit_id).order_by("pk")
        head = User.objects.get(person=audit.person_id)
        return {Actor.BUREAU: self.cast.logins["shenji"], Actor.HEAD: head, Actor.UNIT: secretary[0]}

    def _find(self, audit: Audit, users: dict[Actor, User], on: date) -> None:
        bureau = users[Actor.BUREAU]
        for item in list(audit.requested.order_by("pk"))[:2]:
            hand_in(item=item.pk, note="", by=users[Actor.UNIT], on=on)
        enter_paper(
            token=_token(f"{self.story.unit} paper"), audit=audit.pk, title="专项资金支出抽查",
            text="抽查专项资金支出凭证四十份，核对预算、合同、验收和支付记录。", conclusion="列入审计发现问题。", by=bureau, on=on,
        )  # fmt: skip
        for at, told in enumerate(self.story.findings):
            days = {"since": audit.since, "until": audit.until}
            matters = list(matters_of_period(audit, bureau, self.today).filter(title=told.matter))
            funds = list(uses_of_period(audit, bureau, self.today)[:1]) if told.paid else []
            content = FindingContent({**told.values, **days}, matters, funds)
            token = _token(f"{self.story.unit} finding {at}")
            enter_finding(token=token, audit=audit.pk, content=content, by=bureau, on=on)


def _token(what: str) -> UUID:
    return uuid5(NAMESPACE_OID, f"audit-stages/{what}")


def _rectify(cast: Cast, audit: Audit, today: date) -> None:
    """One put right, checked by the secretary, confirmed by the bureau; one late; one with a day of its own."""
    head, owner, bureau = (
        User.objects.get(person=audit.person_id),
        cast.logins["weiyuan"],
        cast.logins["shenji"],
    )
    late, mended, ongoing, _stale = AuditFinding.objects.filter(audit=audit).order_by("number")
    on = today - timedelta(70)
    for row, measures in (
        (late, "补办变更审批手续，修订工程变更集体决策办法，对有关人员批评教育。"),
        (mended, "归还原资金渠道，调整账目，组织专项资金管理学习。"),
        (ongoing, "全面盘点，按规定核销和补登，建立年度盘点制度。"),
    ):
        _plan(row, measures, owner.person, head, on)
    mending.add_progress(
        token=_token("late"),
        finding=late.pk,
        text="已起草工程变更集体决策办法，待上会。",
        by=owner,
        on=today - timedelta(50),
    )
    done = today - timedelta(40)
    mending.add_progress(
        token=_token("mended"),
        finding=mended.pk,
        text="18,600元已归还衔接资金专户，账目已调整。",
        by=owner,
        on=done,
    )
    mending.report_done(finding=mended.pk, recovered=Decimal(18_600), by=owner, on=done)
    secretary = User.objects.filter(roles__role="secretary", roles__body=audit.unit_id).order_by("pk")[0]
    mending.check_rectification(
        finding=mended.pk, words="银行回单和记账凭证相符。", by=secretary, on=done + timedelta(3)
    )
    mending.confirm_rectification(
        finding=mended.pk,
        mended=True,
        words="核对回单、凭证和制度文件，整改到位。",
        by=bureau,
        on=done + timedelta(10),
    )
    mending.set_due(
        finding=ongoing.pk, due=today + timedelta(30), reason="资产处置须经县财政局批准，分阶段完成。", by=bureau,
        on=today - timedelta(25),
    )  # fmt: skip
    received = audit.deliveries.filter(body__function=Function.DISCIPLINE).first()
    if received is not None:
        receive_result(delivery=received.pk, by=cast.logins["jiwei"], on=today - timedelta(70))


def _accept(cast: Cast, audit: Audit, on: date) -> None:
    """One that cannot be put right any more, accepted with approval."""
    mending.accept_risk(
        finding=AuditFinding.objects.get(audit=audit, title=STALE["title"]).pk,
        approval=f"县财政局批复，镇财函〔{on.year}〕31号",
        reason="债务人已经注销，按规定核销，账销案存。",
        by=cast.logins["shenji"],
        on=on,
    )


def _plan(row: AuditFinding, measures: str, owner: Person | None, head: User, on: date) -> None:
    if owner is not None:
        mending.plan_rectification(finding=row.pk, measures=measures, owner=owner, by=head, on=on)
