"""Building projects (项目发包, B5): five stages, the records each must have, what is paid when, what can be found.

What must be tendered stands with purchases (rulebook.procedures.procurement, N33). Numbers whose instrument was not read say so.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.procedures.procurement import MUST_TENDER, MUST_TENDER_SINCE, TENDERING_LAW, TENDERING_LAW_SINCE
from rulebook.types import LOCAL_DEFAULT, UNDATED, FindingRule, Limit, Severity, Source

CLAUSE = "B5"


class Stage(StrEnum):
    """The five stages the clause names, in order."""

    DESIGN = "design"  # 设计建设
    LAND = "land"  # 土地征迁补偿
    TENDER = "tender"  # 招投标
    ACCEPTANCE = "acceptance"  # 决算验收
    SETTLEMENT = "settlement"  # 结算支付


TITLES: dict[Stage, str] = {
    Stage.DESIGN: "设计建设",
    Stage.LAND: "土地征迁补偿",
    Stage.TENDER: "招投标",
    Stage.ACCEPTANCE: "决算验收",
    Stage.SETTLEMENT: "结算支付",
}
# Only a project that takes no land goes without a stage, and says why.
MAY_FALL_AWAY = frozenset({Stage.LAND})


class Record(StrEnum):
    """The records a stage must have (应有材料)."""

    APPROVAL = "approval"
    DESIGN = "design-approval"
    PERMIT = "construction-permit"
    LAND_NOTICE = "land-notice"
    LAND_AGREEMENT = "land-agreement"
    TENDER_PLAN = "tender-plan"
    EVALUATION = "evaluation-report"
    ACCEPTANCE = "acceptance-report"
    FINAL_ACCOUNT = "final-account"
    SETTLEMENT = "settlement-review"


@dataclass(frozen=True, slots=True)
class RecordRule:
    """A record a stage must have, by which instrument, in force from when. `conditional`: not every project needs it; then the reason
    is put down in its place.
    """

    record: Record
    stage: Stage
    title: str
    source: Source
    since: date
    conditional: bool = False


INVESTMENT, INVESTMENT_SINCE = "政府投资条例", date(2019, 7, 1)
LAND_LAW, LAND_LAW_SINCE = "土地管理法", date(2020, 1, 1)
RECORDS: tuple[RecordRule, ...] = (
    RecordRule(
        Record.APPROVAL, Stage.DESIGN, "立项（可行性研究报告）批复", Source(INVESTMENT, "第九条、第十一条", read=False),
        INVESTMENT_SINCE,
    ),
    RecordRule(
        Record.DESIGN, Stage.DESIGN, "初步设计和概算批复", Source(INVESTMENT, "第九条、第十一条", read=False),
        INVESTMENT_SINCE, conditional=True,
    ),
    RecordRule(
        Record.PERMIT, Stage.DESIGN, "施工许可（开工报告）", Source("建筑法", "第七条", read=False), date(1998, 3, 1),
        conditional=True,
    ),
    RecordRule(
        Record.LAND_NOTICE, Stage.LAND, "征收和补偿安置方案公告", Source(LAND_LAW, "第四十七条", read=False), LAND_LAW_SINCE
    ),
    RecordRule(
        Record.LAND_AGREEMENT, Stage.LAND, "补偿协议和兑付清单", Source(LAND_LAW, "第四十七条、第四十八条", read=False),
        LAND_LAW_SINCE,
    ),
    RecordRule(
        Record.TENDER_PLAN, Stage.TENDER, "招标范围、方式的核准", Source("招标投标法实施条例", "第七条", read=False),
        date(2012, 2, 1), conditional=True,
    ),
    RecordRule(
        Record.EVALUATION, Stage.TENDER, "评标报告（评审记录）", Source(TENDERING_LAW, "第四十条", read=False),
        TENDERING_LAW_SINCE,
    ),
    RecordRule(
        Record.ACCEPTANCE, Stage.ACCEPTANCE, "竣工验收报告", Source("建设工程质量管理条例", "第十六条", read=False),
        date(2000, 1, 30),
    ),
    RecordRule(
        Record.FINAL_ACCOUNT, Stage.ACCEPTANCE, "竣工财务决算", Source(INVESTMENT, "第二十五条", read=False),
        INVESTMENT_SINCE,
    ),
    RecordRule(
        Record.SETTLEMENT, Stage.SETTLEMENT, "工程结算审核报告",
        Source("建设工程价款结算暂行办法", "（财建〔2004〕369号）第十四条", read=False), date(2004, 10, 20),
    ),
)  # fmt: skip
BY_RECORD: dict[str, RecordRule] = {rule.record: rule for rule in RECORDS}

SETTLING = "建设工程价款结算暂行办法"
SETTLING_SINCE = date(2004, 10, 20)
PUBLIC_SUM = Limit(
    "public-sum", "N33", "使用预算资金达到此金额且占投资额比例达到标准的，属于必须招标的工程项目", 2_000_000, "元",
    Source(MUST_TENDER.instrument, "第二条"), since=MUST_TENDER_SINCE,
)  # fmt: skip
PUBLIC_PERCENT = Limit(
    "public-percent", "N33", "使用预算资金占投资额的比例", 10, "%", Source(MUST_TENDER.instrument, "第二条"),
    since=MUST_TENDER_SINCE,
)  # fmt: skip
LEAST_BIDDERS = Limit(
    "least-bidders", CLAUSE, "招标项目的最少投标人数", 3, "家", Source(TENDERING_LAW, "第二十八条", read=False),
    since=TENDERING_LAW_SINCE,
)  # fmt: skip
ADVANCE_PERCENT = Limit(
    "advance-percent", CLAUSE, "验收计量以前预付工程款占合同金额的上限", 30, "%",
    Source(SETTLING, "（财建〔2004〕369号）第十二条", read=False), since=SETTLING_SINCE, at_most=30,
)  # fmt: skip
PROGRESS_PERCENT = Limit(
    "progress-percent", CLAUSE, "竣工决算以前支付工程款占已验收计量价款的上限", 90, "%",
    Source(SETTLING, "（财建〔2004〕369号）第十三条", read=False), since=SETTLING_SINCE, at_most=90,
)  # fmt: skip
RETENTION_PERCENT = Limit(
    "retention-percent", CLAUSE, "缺陷责任期内预留的工程质量保证金占结算价款", 3, "%",
    Source("建设工程质量保证金管理办法", "（建质〔2017〕138号）第七条", read=False), since=date(2017, 7, 1), at_most=3,
)  # fmt: skip
RETENTION_MONTHS = Limit(
    "retention-months", CLAUSE, "缺陷责任期", 12, "个月",
    Source("建设工程质量保证金管理办法", "（建质〔2017〕138号）第二条", read=False), since=date(2017, 7, 1), at_most=24,
)  # fmt: skip
CHANGE_SUM = Limit(
    "change-sum", "L25", "单项工程变更增加投资达到此金额的，须经集体决策", 50_000, "元", LOCAL_DEFAULT, at_most=50_000
)  # fmt: skip
CHANGE_PERCENT = Limit(
    "change-percent", "L26", "工程变更累计增加达到合同金额此比例的，须经集体决策", 10, "%", LOCAL_DEFAULT, at_most=10
)  # fmt: skip
LATE_DAYS = Limit(
    "stage-late-days", "L27", "阶段实际完成晚于计划多少天列为问题", 30, "天", LOCAL_DEFAULT, at_most=90
)
HEAD_CHECKS = Limit(
    "head-checks", "L35", "“一把手”对每个阶段监督检查的最少次数", 1, "次", LOCAL_DEFAULT, at_least=1
)
ACCEPT_DAYS = Limit(
    "interference-accept-days", "L36", "纪检监察机关受理插手干预登记的期限", 5, "个工作日", LOCAL_DEFAULT, at_most=10
)  # fmt: skip
LIMITS: tuple[Limit, ...] = (
    PUBLIC_SUM, PUBLIC_PERCENT, LEAST_BIDDERS, ADVANCE_PERCENT, PROGRESS_PERCENT, RETENTION_PERCENT, RETENTION_MONTHS,
    CHANGE_SUM, CHANGE_PERCENT, LATE_DAYS, HEAD_CHECKS, ACCEPT_DAYS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrderRule:
    """That a stage begins only after another one began, or ended."""

    later: Stage
    earlier: Stage
    ended: bool
    source: Source = LOCAL_DEFAULT
    since: date = UNDATED


ORDER: tuple[OrderRule, ...] = (
    OrderRule(Stage.LAND, Stage.DESIGN, ended=False),
    OrderRule(Stage.TENDER, Stage.DESIGN, ended=False),
    OrderRule(Stage.ACCEPTANCE, Stage.TENDER, ended=True),
    OrderRule(Stage.SETTLEMENT, Stage.TENDER, ended=True),
)


class Relation(StrEnum):
    """Whose the interest is (与申报人关系): whom the clause names, and nobody else."""

    SELF = "self"
    SPOUSE = "spouse"
    CHILD = "child"
    RELATIVE = "relative"
    COLLEAGUE = "colleague"


RELATIONS: dict[Relation, str] = {
    Relation.SELF: "本人",
    Relation.SPOUSE: "配偶",
    Relation.CHILD: "子女",
    Relation.RELATIVE: "其他亲属",
    Relation.COLLEAGUE: "原同事",
}


class InterestKind(StrEnum):
    """What kind of interest it is (利益关系)."""

    OWNER = "owner"
    OFFICER = "officer"
    EMPLOYEE = "employee"
    AGENT = "agent"


INTERESTS: dict[InterestKind, str] = {
    InterestKind.OWNER: "出资、持股",
    InterestKind.OFFICER: "担任法定代表人或者高级管理人员",
    InterestKind.EMPLOYEE: "受聘任职",
    InterestKind.AGENT: "代理、合伙承揽",
}


class Means(StrEnum):
    """By what means somebody interfered (插手干预方式)."""

    TALK = "talk"
    PHONE = "phone"
    NOTE = "note"
    MESSAGE = "message"
    THROUGH = "through"


MEANS: dict[Means, str] = {
    Means.TALK: "当面要求",
    Means.PHONE: "电话",
    Means.NOTE: "批示、便条",
    Means.MESSAGE: "短信、微信",
    Means.THROUGH: "托人转达",
}
# What was asked for: the kinds the instruments and practice name (干部插手工程建设的情形).
ASKED: tuple[str, ...] = (
    "指定承建单位或者分包、供货单位",
    "应当招标的不招标，或者改变招标方式",
    "化整为零、规避招标",
    "为特定投标人量身设置条件、泄露标底或者评标情况",
    "未批先建、提前进场",
    "违规变更设计、追加投资",
    "干预征迁补偿",
    "干预验收、决算或者款项支付",
    "其他",
)

_SERIOUS, _NOTICE = Severity.SERIOUS, Severity.NOTICE
_CODES = (
    FindingRule(
        "project-stage-undecided", CLAUSE, "阶段没有集体决策", "{stage}在 {began_on} 开始，{how}。", _SERIOUS
    ),
    FindingRule("project-record-missing", CLAUSE, "阶段缺少应有材料", "{stage}{after}，缺少：{missing}。"),
    FindingRule(
        "project-out-of-order", CLAUSE, "阶段次序不符", "{later}在 {later_on} 开始，{earlier}{earlier_how}。", _SERIOUS
    ),
    FindingRule(
        "project-started-early", CLAUSE, "未批先建、提前进场", "{part}在 {started_on} 开工，以下尚未完成：{missing}。", _SERIOUS
    ),
    FindingRule(
        "project-stage-late", CLAUSE, "阶段进度滞后", "{stage}计划在 {planned} 完成，{how}，超过 {days} 天。", _NOTICE,
        rules=("L27",), passing=("days", "how"),
    ),
    FindingRule(
        "project-not-tendered", CLAUSE, "应当招标没有招标",
        "{part}合同估算价 {amount} 元，达到{category}的招标标准 {limit} 元，实际采用{method}。", _SERIOUS, rules=("N33",),
    ),
    FindingRule(
        "project-split", CLAUSE, "化整为零、规避招标",
        "同一项目{category}各标段（{parts}）单项均低于招标标准 {limit} 元，合计 {amount} 元，达到标准，没有招标。", _SERIOUS,
        rules=("N33", "N39"),
    ),
    FindingRule(
        "project-few-bidders", CLAUSE, "招标项目投标人不足", "{part}在 {opened_on} 开标，投标人 {number} 家，少于 {least} 家。"
    ),
    FindingRule(
        "project-tender-short", CLAUSE, "投标期限过短", "{part}自 {since} 发出招标文件到 {until} 投标截止，{days} 天，少于 {least} 天。",
        rules=("N34",),
    ),
    FindingRule(
        "project-publicity-short", CLAUSE, "中标候选人公示不足", "{part}中标候选人公示{how}，应不少于 {least} 天。", rules=("N36",)
    ),
    FindingRule(
        "project-contract-late", CLAUSE, "签订合同超过期限",
        "{part}在 {awarded_on} 发出中标通知，{how}，超过 {most} 天。", rules=("N37",), passing=("how",),
    ),
    FindingRule(
        "project-over-budget", CLAUSE, "合同超出概算", "各标段合同加批准的变更合计 {amount} 元，超出项目总投资 {budget} 元。"
    ),
    FindingRule(
        "project-change-undecided", CLAUSE, "工程变更没有集体决策", "{part}在 {on} 变更增加 {amount} 元，{why}，{how}。", _SERIOUS,
        rules=("L25", "L26"),
    ),
    FindingRule(
        "project-paid-ahead", CLAUSE, "超验收进度付款",
        "{part}到 {on} 累计付款 {paid} 元，{basis}，最多可付 {allowed} 元。", _SERIOUS,
    ),
    FindingRule(
        "project-paid-above", CLAUSE, "付款超出合同和批准的变更",
        "{part}到 {on} 累计付款 {paid} 元，{basis} {allowed} 元。", _SERIOUS,
    ),
    FindingRule(
        "project-unsupervised", CLAUSE, "“一把手”没有监督检查", "{stage}在 {ended_on} 完成，“一把手”监督检查 {number} 次，少于 {least} 次。",
        rules=("L35",),
    ),
    FindingRule(
        "project-interest", CLAUSE, "利益相关人投标没有回避",
        "{project}{part}的投标人{bidder}，与{names}申报的利益相关（{tie}，{kind}）；{how}。", _SERIOUS,
    ),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}
