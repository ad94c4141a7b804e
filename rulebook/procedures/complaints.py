"""What citizens report about heads (检举控告, C23, C24): channels, what may be reported, who may receive it, the steps of handling and their days."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.establishment import Category, Function
from rulebook.types import LOCAL_DEFAULT, Limit, Source

CLAUSE, MAJOR_CLAUSE = "C23", "C24"
RULES, RULES_SINCE = "纪检监察机关处理检举控告工作规则", date(2020, 1, 21)
DISCIPLINE, DISCIPLINE_SINCE = "中国共产党纪律检查机关监督执纪工作规则", date(2019, 1, 1)


class Channel(StrEnum):
    """How it came in (渠道)."""

    WEB = "web"  # 网上
    CALL = "call"  # 来电
    EMAIL = "email"  # 电子邮件
    LETTER = "letter"  # 来信
    VISIT = "visit"  # 来访
    TRANSFER = "transfer"  # 上级交办、其他机关移送


CHANNELS: dict[Channel, str] = {
    Channel.WEB: "网上举报",
    Channel.CALL: "来电",
    Channel.EMAIL: "电子邮件",
    Channel.LETTER: "来信",
    Channel.VISIT: "来访",
    Channel.TRANSFER: "交办、移送",
}


@dataclass(frozen=True, slots=True)
class Conduct:
    """What may be reported (可以反映的问题): one of the six powers, or conduct beside them."""

    key: str
    title: str
    hint: str


CONDUCTS: tuple[Conduct, ...] = (
    Conduct("decision", "重大决策", "个人说了算、不经集体讨论、擅自改变集体决定"),
    Conduct("appointment", "选人用人", "任人唯亲、买官卖官、不按程序任用干部"),
    Conduct("funds", "资金使用", "乱支乱用、虚报冒领、私设“小金库”"),
    Conduct("procurement", "物资采购", "指定供应商、拆分采购、高价采购"),
    Conduct("project", "项目建设", "插手工程、围标串标、虚假验收"),
    Conduct("integrity", "廉洁自律", "收受礼品礼金、违规吃喝、公车私用、亲属经商办企业"),
    Conduct("after-hours", "“八小时以外”", "工作时间以外的交往、娱乐和生活作风"),
    Conduct("masses", "作风和群众利益", "不作为、慢作为、吃拿卡要、侵占群众利益"),
    Conduct("other", "其他", "不属于以上各项的"),
)

# What bodies that receive complaints do (C23).
RECEIVING: frozenset[Function] = frozenset({Function.DISCIPLINE})
# Principal officers of these, and their other leaders, are managed by the level above the county (N23).
MANAGED_ABOVE: frozenset[Category] = frozenset(
    {
        Category.COUNTY_COMMITTEE, Category.COUNTY_GOVERNMENT, Category.CONGRESS, Category.CONSULTATIVE,
    }
)  # fmt: skip
# Of these only the principal is; the other leaders are the county's.
PRINCIPAL_MANAGED_ABOVE: frozenset[Category] = frozenset({Category.DISCIPLINE, Category.JUDICIARY})


class State(StrEnum):
    """Where a complaint stands (办理状态)."""

    RECEIVED = "received"  # 待登记
    REGISTERED = "registered"  # 已登记
    ACCEPTED = "accepted"  # 已受理
    PROPOSED = "proposed"  # 处置意见待批
    DISPOSED = "disposed"  # 处置中
    CONCLUDED = "concluded"  # 已有结论
    CLOSED = "closed"  # 已办结
    REFERRED = "referred"  # 已转办
    REFUSED = "refused"  # 不予受理
    MERGED = "merged"  # 并入


STATES: dict[State, str] = {
    State.RECEIVED: "待登记",
    State.REGISTERED: "已登记",
    State.ACCEPTED: "已受理",
    State.PROPOSED: "处置意见待批",
    State.DISPOSED: "正在办理",
    State.CONCLUDED: "已有结论",
    State.CLOSED: "已办结",
    State.REFERRED: "已转办",
    State.REFUSED: "不予受理",
    State.MERGED: "并案办理",
}
OVER: frozenset[State] = frozenset({State.CLOSED, State.REFERRED, State.REFUSED, State.MERGED})


class Disposal(StrEnum):
    """The four ways of disposing of a clue (问题线索处置方式, N25)."""

    INQUIRY = "inquiry"  # 谈话函询
    VERIFICATION = "verification"  # 初步核实
    SHELVED = "shelved"  # 暂存待查
    SETTLED = "settled"  # 予以了结


DISPOSALS: dict[Disposal, str] = {
    Disposal.INQUIRY: "谈话函询",
    Disposal.VERIFICATION: "初步核实",
    Disposal.SHELVED: "暂存待查",
    Disposal.SETTLED: "予以了结",
}

# How figures count what was merged: said beside them.
COUNTED_ONCE = "按收到的件计数，每件一次：并入的也各计一件，列在“并案办理”；结论按主件计数，并入的不再计。"

# What is looked into with the person; of the rest the person is not told (C23).
TOLD_TO_THE_PERSON: frozenset[Disposal] = frozenset({Disposal.INQUIRY, Disposal.VERIFICATION})


class Result(StrEnum):
    """What handling came to (办理结论)."""

    FOUNDED = "founded"
    PARTLY = "partly"
    UNFOUNDED = "unfounded"
    UNVERIFIABLE = "unverifiable"


RESULTS: dict[Result, str] = {
    Result.FOUNDED: "属实",
    Result.PARTLY: "部分属实",
    Result.UNFOUNDED: "不属实",
    Result.UNVERIFIABLE: "无法查实",
}


class Recognition(StrEnum):
    """What the body entitled says to an application to recognise a deliberate false accusation (诬告陷害认定, N32)."""

    RECOGNISED = "recognised"
    DECLINED = "declined"


RECOGNITIONS: dict[Recognition, str] = {
    Recognition.RECOGNISED: "认定为诬告陷害",
    Recognition.DECLINED: "不予认定",
}


class Step(StrEnum):
    """A step of handling (办理步骤)."""

    REGISTER = "register"
    ACCEPT = "accept"
    REFUSE = "refuse"
    REFER = "refer"
    MERGE = "merge"
    SPLIT = "split"
    PROPOSE = "propose"
    APPROVE = "approve"
    RETURN = "return"
    EXTEND = "extend"
    CONCLUDE = "conclude"
    FEEDBACK = "feedback"
    TELL = "tell"
    REOPEN = "reopen"
    NOTIFY = "notify"
    RECEIPT = "receipt"
    MARK = "mark"
    ACCUSE = "accuse"
    ACCUSE_OK = "accuse-ok"
    ACCUSE_BACK = "accuse-no"
    ACCUSE_TO = "accuse-to"
    ACCUSE_END = "accuse-end"


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step: from which states it can be taken, to which it leads (None: it stays), whether another officer than who proposed must take it.

    A step of an application (ACCUSATION) may be taken where the last of them was one of `follows`; None: where none was taken yet.
    """

    step: Step
    title: str
    source: Source
    since: frozenset[State]
    to: State | None
    by_another: bool = False
    help: str = ""
    follows: frozenset[Step | None] = frozenset()


def _from(*states: State) -> frozenset[State]:
    return frozenset(states)


STEPS: dict[Step, StepRule] = {
    rule.step: rule
    for rule in (
        StepRule(
            Step.REGISTER, "登记", Source(RULES, "第十二条", read=False), _from(State.RECEIVED), State.REGISTERED,
            help="写明反映的主要问题摘要。摘要加密保存，只有有权人员能看到。",
        ),
        StepRule(
            Step.ACCEPT, "受理", Source(RULES, "第十三条", read=False), _from(State.REGISTERED), State.ACCEPTED,
            help="属于本机关受理范围的，予以受理；实名的，同时告知。",
        ),
        StepRule(
            Step.REFUSE, "不予受理", Source(RULES, "第十三条", read=False), _from(State.REGISTERED), State.REFUSED,
            help="写明理由，并告知检举控告人向哪个机关反映。",
        ),
        StepRule(
            Step.REFER, "转办", Source(RULES, "第十六条"), _from(State.REGISTERED, State.ACCEPTED), State.REFERRED,
            help="写明转给哪个机关、依据和交接方式，取得回执后登记。不得转给被反映的单位和个人。",
        ),
        StepRule(
            Step.MERGE, "并案", Source(RULES, "第十四条", read=False), _from(State.REGISTERED, State.ACCEPTED), State.MERGED,
            help="与另一件反映同一问题的，写明并入哪一件；两件都保留，期限按先收到的算，各自的检举控告人分别答复。",
        ),
        StepRule(
            Step.SPLIT, "撤销并案", Source(RULES, "第十四条", read=False), _from(State.MERGED), State.REGISTERED,
            help="反映的不是同一问题的，写明理由；撤销以后单独办理。",
        ),
        StepRule(
            Step.PROPOSE, "提出处置意见", Source(DISCIPLINE, "第二十一条"), _from(State.ACCEPTED, State.DISPOSED), State.PROPOSED,
            help="写明集体研究的情况、处置方式和理由。暂存待查的重新研究、函询谈话后转初步核实的，在这里另行提出。",
        ),
        StepRule(
            Step.APPROVE, "批准处置意见", Source(RULES, "第十七条"), _from(State.PROPOSED), State.DISPOSED, by_another=True,
            help="由提出意见以外的有权人员批准。",
        ),
        StepRule(
            Step.RETURN, "退回处置意见", Source(RULES, "第十七条"), _from(State.PROPOSED), State.ACCEPTED, by_another=True,
        ),
        StepRule(
            Step.EXTEND, "延长期限", Source(RULES, "第二十一条"), _from(State.DISPOSED), None, by_another=True,
            help="只能延长一次，由处置意见提出人以外的有权人员批准，写明理由。",
        ),
        StepRule(
            Step.CONCLUDE, "作出结论", Source(RULES, "第二十二条", read=False), _from(State.DISPOSED), State.CONCLUDED,
            help="写明核实的事实、依据和采取的措施。",
        ),
        StepRule(
            Step.FEEDBACK, "向本人反馈", Source("镇坪县《加强党政一把手监督管理意见》", "（C23）"), _from(State.CONCLUDED), None,
            help="写明向被反映人反馈的内容和方式，记录本人意见。只说核实的事实和结论，不得透露检举控告人和是否有人检举控告。",
        ),
        StepRule(
            Step.TELL, "反馈并办结", Source(RULES, "第二十六条", read=False), _from(State.CONCLUDED), State.CLOSED,
            help="向检举控告人反馈结果，记录其意见；匿名且没有查询码的，写明没有对象可以反馈。",
        ),
        StepRule(
            Step.REOPEN, "重新办理", Source(RULES, "第二十七条", read=False), _from(State.CLOSED, State.REFUSED), State.REGISTERED,
            help="有新的证据的，重新办理，写明理由。",
        ),
        StepRule(
            Step.NOTIFY, "告知受理", Source(RULES, "第二十五条", read=False), _from(State.ACCEPTED, State.PROPOSED, State.DISPOSED), None,
            help="实名的，写明告知的日期和方式；重复的不再告知。",
        ),
        StepRule(
            Step.RECEIPT, "登记转办回执", Source(RULES, "第十六条"), _from(State.REFERRED), None,
            help="写明接收机关的回执文号或者签收人；日期填回执日期。",
        ),
        StepRule(
            Step.MARK, "定为重大问题", Source("镇坪县《加强党政一把手监督管理意见》", "（C24）"),
            _from(State.REGISTERED, State.ACCEPTED, State.PROPOSED, State.DISPOSED), None,
            help="写明理由。定为重大问题的，另有期限，并呈报县领导。",
        ),
        StepRule(
            Step.ACCUSE, "申请认定诬告陷害", Source(RULES, "第七章"), _from(State.CONCLUDED, State.CLOSED), None,
            help="写明故意捏造事实的依据。记错、查不实的不是诬告。本县不能认定，只能向设区的市级以上机关申请；不得为此查找匿名的检举控告人。",
            follows=frozenset({None, Step.ACCUSE_BACK, Step.ACCUSE_END}),
        ),
        StepRule(
            Step.ACCUSE_OK, "批准申请认定", Source(RULES, "第七章"), _from(State.CONCLUDED, State.CLOSED), None, by_another=True,
            help="由申请人以外的有权人员批准。", follows=frozenset({Step.ACCUSE}),
        ),
        StepRule(
            Step.ACCUSE_BACK, "退回申请认定", Source(RULES, "第七章"), _from(State.CONCLUDED, State.CLOSED), None, by_another=True,
            follows=frozenset({Step.ACCUSE}),
        ),
        StepRule(
            Step.ACCUSE_TO, "报送认定申请", Source(RULES, "第七章"), _from(State.CONCLUDED, State.CLOSED), None,
            help="写明文号和报送方式。", follows=frozenset({Step.ACCUSE_OK}),
        ),
        StepRule(
            Step.ACCUSE_END, "登记认定答复", Source(RULES, "第七章"), _from(State.CONCLUDED, State.CLOSED), None,
            help="写明答复文号和内容。", follows=frozenset({Step.ACCUSE_TO}),
        ),
    )
}  # fmt: skip

# An application to recognise a deliberate false accusation, signed by two (N32); each of its steps follows another of them.
ACCUSATION: frozenset[Step] = frozenset(step for step, rule in STEPS.items() if rule.follows)
# After these another disposal may be proposed without a conclusion: studied again, or handled on.
PROPOSED_ANEW: frozenset[Disposal] = frozenset({Disposal.SHELVED, Disposal.INQUIRY})
# What the person reported must be cleared of, wholly or for the part (N32).
CLEARED: frozenset[Result] = frozenset({Result.UNFOUNDED, Result.PARTLY})

ROUTED_DAYS = Limit(
    "complaint-routed-days", "N49", "收到后登记并作出受理、转办、不予受理决定的期限", 15, "天",
    Source("信访工作条例", "第二十二条、第二十三条"), since=date(2022, 5, 1), at_most=15,
)  # fmt: skip
ACCEPTANCE_TOLD_DAYS = Limit(
    "complaint-acceptance-told-days", "N21", "实名检举控告告知受理情况的期限，自收到之日起；重复的不再告知", 15, "个工作日",
    Source(RULES, "第二十五条", read=False), since=RULES_SINCE, at_most=15,
)  # fmt: skip
RESULT_TOLD_DAYS = Limit(
    "complaint-result-told-days", "N22", "实名检举控告反馈办理结果的期限，自办结之日起", 15, "个工作日",
    Source(RULES, "第二十六条", read=False), since=RULES_SINCE, at_most=15,
)  # fmt: skip
HANDED_UP_DAYS = Limit(
    "complaint-handed-up-days", "N23", "反映上级管理的干部和本机关主要负责人的，报送有权机关的期限", 5, "个工作日",
    Source(RULES, "第十五条"), since=RULES_SINCE, at_most=5,
)  # fmt: skip
TRANSFERRED_DAYS = Limit(
    "complaint-transferred-days", "N24", "上级交办、其他机关移送的，受理或者转送的期限", 5, "个工作日",
    Source(RULES, "第十六条"), since=RULES_SINCE, at_most=5,
)  # fmt: skip
DISPOSAL_MONTHS = Limit(
    "complaint-disposal-months", "N26", "提出处置意见的期限，自收到问题线索之日起", 1, "个月",
    Source(DISCIPLINE, "第二十一条"), since=DISCIPLINE_SINCE, at_most=1,
)  # fmt: skip
HANDLED_MONTHS = Limit(
    "complaint-handled-months", "N27", "办结的期限，自批准处置意见之日起", 3, "个月", Source(RULES, "第二十一条"),
    since=RULES_SINCE, at_most=3,
)  # fmt: skip
EXTENDED_MONTHS = Limit(
    "complaint-extended-months", "N27", "办结期限经批准可以延长一次的时间", 3, "个月", Source(RULES, "第二十一条"),
    since=RULES_SINCE, at_most=3,
)  # fmt: skip
MAJOR_DAYS = Limit(
    "complaint-major-days", "L50", "群众反映的重大问题作出结论的期限，自登记之日起（C24）", 60, "天", LOCAL_DEFAULT, at_least=15,
    at_most=90,
)  # fmt: skip
SHELVED_MONTHS = Limit(
    "complaint-shelved-months",
    "L51",
    "暂存待查的，重新研究的间隔",
    6,
    "个月",
    LOCAL_DEFAULT,
    at_least=3,
    at_most=12,
)
DRAFT_KEPT_DAYS = Limit(
    "complaint-draft-days",
    "L52",
    "没有提交的举报暂存的天数，期满删除",
    7,
    "天",
    LOCAL_DEFAULT,
    at_least=1,
    at_most=30,
)
LEAST_SHOWN = Limit(
    "complaint-least-shown",
    "L53",
    "举报的统计数少于此数的，不向受理机关以外显示",
    5,
    "件",
    LOCAL_DEFAULT,
    at_least=3,
)
RECEIPT_DAYS = Limit(
    "complaint-receipt-days", "L60", "转办后取得接收机关回执的期限", 15, "天", LOCAL_DEFAULT, at_least=5, at_most=30
)  # fmt: skip
LIMITS: tuple[Limit, ...] = (
    TRANSFERRED_DAYS, RECEIPT_DAYS, ROUTED_DAYS, ACCEPTANCE_TOLD_DAYS, RESULT_TOLD_DAYS, HANDED_UP_DAYS, DISPOSAL_MONTHS, HANDLED_MONTHS, EXTENDED_MONTHS,
    MAJOR_DAYS, SHELVED_MONTHS, DRAFT_KEPT_DAYS, LEAST_SHOWN,
)  # fmt: skip
