"""Carrying out an economic-responsibility audit (经济责任审计, C18): its stages in order, its days, the tests of responsibility, what can be
found. Numbers whose instrument was not read say so.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.types import LOCAL_DEFAULT, FindingRule, Limit, Severity, Source

CLAUSE = "C18"
LAW, LAW_SINCE = "审计法", date(2022, 1, 1)
DETAIL = "审计法实施条例"
PROVISIONS, PROVISIONS_SINCE = (
    "党政主要领导干部和国有企事业单位主要领导人员经济责任审计规定",
    date(2019, 7, 7),
)


class Step(StrEnum):
    """The steps of an audit, in the order in which they can be taken."""

    NOTICE = "notice"  # 审计通知书
    REQUEST = "request"  # 资料清单
    STATEMENT = "statement"  # 述职报告
    HEAD_PROMISE = "head-promise"  # 本人承诺
    UNIT_PROMISE = "unit-promise"  # 单位承诺
    ENTRY = "entry"  # 进点会
    DRAFT = "draft"  # 征求意见稿
    HEAD_OPINION = "head-opinion"  # 本人意见
    UNIT_OPINION = "unit-opinion"  # 单位意见
    REPORT = "report"  # 审计报告
    DECISION = "decision"  # 审计决定
    ISSUE_LIST = "issue-list"  # 问题清单
    RESULT = "result"  # 结果报告
    SUMMARY = "summary"  # 整改情况报告
    PUBLICATION = "publication"  # 公告整改结果
    TERMINATION = "termination"  # 终止


class Actor(StrEnum):
    """Who takes a step, each under the own log-in."""

    BUREAU = "bureau"
    HEAD = "head"
    UNIT = "unit"


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step: who takes it, what must come before it, whether an audit can do without, where it stands."""

    step: Step
    title: str
    by: Actor
    source: Source
    after: tuple[Step, ...] = ()
    needed: bool = True
    help: str = ""


S = Step
STEPS: tuple[StepRule, ...] = (
    StepRule(
        S.NOTICE, "审计通知书", Actor.BUREAU, Source(LAW, "第四十二条"),
        help="日期填写送达被审计领导干部及其单位的日期。写明审计期间、审计组成员、工作纪律和需要配合的事项。",
    ),
    StepRule(
        S.REQUEST, "资料清单", Actor.BUREAU, Source(LAW, "第三十四条、第三十五条"), (S.NOTICE,), needed=False,
        help="只列系统中没有的资料；决策、付款、采购、项目系统中已有的，不再要求提供。",
    ),
    StepRule(
        S.STATEMENT, "述职报告", Actor.HEAD, Source(PROVISIONS, "第二十五条", read=False), (S.NOTICE,),
        help="写明任职期间履行经济责任的情况，由本人提交。",
    ),
    StepRule(
        S.HEAD_PROMISE, "本人对资料真实完整的承诺", Actor.HEAD, Source(DETAIL, "第二十八条、第三十条", read=False), (S.NOTICE,)
    ),
    StepRule(
        S.UNIT_PROMISE, "单位对资料真实完整的承诺", Actor.UNIT, Source(DETAIL, "第二十八条、第三十条", read=False),
        (S.NOTICE,),
    ),
    StepRule(
        S.ENTRY, "进点会", Actor.BUREAU, Source(PROVISIONS, "第二十四条", read=False), (S.NOTICE,),
        help="写明参会人员、宣布的审计纪律和公布的举报电话。",
    ),
    StepRule(
        S.DRAFT, "审计报告征求意见稿", Actor.BUREAU, Source(LAW, "第四十四条"), (S.ENTRY,),
        help="日期填写送达日期。发出后被审计领导干部及其单位可以看到审计发现问题，并提出书面意见。",
    ),
    StepRule(
        S.HEAD_OPINION, "本人对征求意见稿的书面意见", Actor.HEAD, Source(LAW, "第四十四条"), (S.DRAFT,),
        help="没有异议的，填写“无异议”。",
    ),
    StepRule(
        S.UNIT_OPINION, "单位对征求意见稿的书面意见", Actor.UNIT, Source(LAW, "第四十四条"), (S.DRAFT,),
        help="没有异议的，填写“无异议”。",
    ),
    StepRule(
        S.REPORT, "审计报告", Actor.BUREAU, Source(PROVISIONS, "第三十二条至第三十五条", read=False),
        (S.DRAFT, S.HEAD_OPINION, S.UNIT_OPINION),
        help="写明总体评价、意见的采纳情况和审计建议；问题及其责任认定从审计发现问题中带入。",
    ),
    StepRule(
        S.DECISION, "审计决定", Actor.BUREAU, Source(LAW, "第四十五条", read=False), (S.REPORT,), needed=False,
        help="对违反财政财务收支规定的行为需要处理、处罚的，作出审计决定。",
    ),
    StepRule(S.ISSUE_LIST, "移交问题清单", Actor.BUREAU, LOCAL_DEFAULT, (S.REPORT,)),
    StepRule(
        S.RESULT, "审计结果报告", Actor.BUREAU, Source(PROVISIONS, "第三十六条", read=False), (S.REPORT,),
        help="报送县委、县政府，抄送组织部门、纪检监察机关；由各收件机构在本人账号签收。",
    ),
    StepRule(
        S.SUMMARY, "整改情况报告", Actor.UNIT, Source(LAW, "第五十二条"), (S.ISSUE_LIST,),
        help="写明整改的总体情况、仍在持续整改的事项和下一步措施。",
    ),
    StepRule(S.PUBLICATION, "公告整改结果", Actor.BUREAU, Source(LAW, "第五十二条"), (S.SUMMARY,)),
    StepRule(
        S.TERMINATION, "终止审计", Actor.BUREAU, Source(PROVISIONS, "第三十条", read=False), needed=False,
        help="写明理由；须经县委审计委员会批准。",
    ),
)  # fmt: skip
BY_STEP: dict[str, StepRule] = {rule.step: rule for rule in STEPS}
# Kept to those in the audit: each view is noted.
CONFIDENTIAL_STEPS = frozenset({S.STATEMENT, S.DRAFT, S.HEAD_OPINION, S.UNIT_OPINION, S.REPORT, S.RESULT})
# What an overturned report takes with it: drafted, heard and reported anew.
OVERTURNED_WITH_REPORT = frozenset(
    {
        S.DRAFT,
        S.HEAD_OPINION,
        S.UNIT_OPINION,
        S.REPORT,
        S.DECISION,
        S.ISSUE_LIST,
        S.RESULT,
        S.SUMMARY,
        S.PUBLICATION,
    }
)

NOTICE_DAYS = Limit(
    "audit-notice-days", "N15", "审计通知书在进点前至少提前送达", 3, "个工作日", Source(LAW, "第四十二条，实施条例第五十六条"),
    since=LAW_SINCE, at_least=3,
)  # fmt: skip
OPINION_DAYS = Limit(
    "audit-opinion-days", "N16", "被审计领导干部及其单位对征求意见稿提出书面意见的期限，期满没有提出的视为无异议", 10, "个工作日",
    Source(LAW, "第四十四条，实施条例第三十九条、第五十六条"), since=LAW_SINCE, at_least=10, at_most=10,
)  # fmt: skip
COMPLAINT_DAYS = Limit(
    "audit-complaint-days", "N17", "被审计领导干部对审计报告提出申诉的期限，自收到之日起", 30, "天",
    Source(PROVISIONS, "第四十四条", read=False), since=PROVISIONS_SINCE,
)  # fmt: skip
REEXAMINATION_DAYS = Limit(
    "audit-reexamination-days", "N17", "对申诉作出复查答复的期限，自收到申诉之日起", 90, "天",
    Source(PROVISIONS, "第四十四条", read=False), since=PROVISIONS_SINCE,
)  # fmt: skip
RECTIFICATION_DAYS = Limit(
    "rectification-days", "L15", "审计发现问题的整改期限，自移交问题清单之日起；期满按每个问题确定的日期", 60, "天", LOCAL_DEFAULT,
    at_most=60,
)  # fmt: skip
ISSUE_LIST_DAYS = Limit(
    "issue-list-days", "L42", "审计报告出具后移交问题清单的期限", 5, "个工作日", LOCAL_DEFAULT, at_most=10
)  # fmt: skip
SUMMARY_DAYS = Limit(
    "summary-days", "L43", "整改期满后报送整改情况报告的期限", 15, "个工作日", LOCAL_DEFAULT, at_most=30
)
RESULT_DAYS = Limit(
    "result-days", "L44", "审计报告出具后报送审计结果报告的期限", 15, "个工作日", LOCAL_DEFAULT, at_most=30
)
PUBLICATION_DAYS = Limit(
    "publication-days",
    "L45",
    "收到整改情况报告后公告整改结果的期限",
    20,
    "个工作日",
    LOCAL_DEFAULT,
    at_most=30,
)
DRAFT_DAYS = Limit(
    "audit-draft-days", "L46", "进点后发出征求意见稿的期限", 90, "天", LOCAL_DEFAULT, at_most=180
)
# How long what is not put right yet has waited, counted from the report: the last day of each band but the open last one.
AGE_BANDS: tuple[Limit, ...] = tuple(
    Limit(f"rectification-age-{days}", "L54", title, days, "天", LOCAL_DEFAULT)
    for days, title in (
        (60, "未销号问题按审计报告出具后的天数分档：第一档最长"),
        (180, "未销号问题按审计报告出具后的天数分档：第二档最长"),
        (365, "未销号问题按审计报告出具后的天数分档：第三档最长，超过的为第四档"),
    )
)
COVERED_YEARS = Limit(
    "audit-coverage-years",
    "L48",
    "统计经济责任审计覆盖面时，视为已审计的期间（审计期间止在此年数以内）",
    5,
    "年",
    LOCAL_DEFAULT,
)
REPEATED_IN = Limit(
    "audit-repeated-in",
    "L49",
    "同一单位同类问题在几次审计中出现，列为反复出现",
    2,
    "次",
    LOCAL_DEFAULT,
    at_least=2,
)
LIMITS: tuple[Limit, ...] = (
    *AGE_BANDS, COVERED_YEARS, REPEATED_IN,
    NOTICE_DAYS, OPINION_DAYS, COMPLAINT_DAYS, REEXAMINATION_DAYS, RECTIFICATION_DAYS, ISSUE_LIST_DAYS,
    SUMMARY_DAYS, RESULT_DAYS, PUBLICATION_DAYS, DRAFT_DAYS,
)  # fmt: skip


class Responsibility(StrEnum):
    """How far the head answers for what was found: two kinds since 2019 (N18)."""

    NONE = "none"
    DIRECT = "direct"
    LEADING = "leading"


RESPONSIBILITIES: dict[Responsibility, str] = {
    Responsibility.NONE: "不承担责任",
    Responsibility.DIRECT: "直接责任",
    Responsibility.LEADING: "领导责任",
}


@dataclass(frozen=True, slots=True)
class Test:
    """One of the cases in which a head answers (责任认定情形): its number in the article and its words. `on_votes`: it turns on what the head
    said and how the members voted.
    """

    __test__ = False

    key: str
    kind: Responsibility
    number: int
    text: str
    source: Source
    on_votes: bool = False


DIRECT_ARTICLE = Source(PROVISIONS, "第四十条", read=False)
LEADING_ARTICLE = Source(PROVISIONS, "第四十一条", read=False)
D, L = Responsibility.DIRECT, Responsibility.LEADING
TESTS: tuple[Test, ...] = (
    Test(
        "direct-1",
        D,
        1,
        "直接违反有关党内法规、法律法规、政策规定",
        DIRECT_ARTICLE,
    ),
    Test(
        "direct-2",
        D,
        2,
        "授意、指使、强令、纵容、包庇下属人员违反有关党内法规、法律法规、政策规定",
        DIRECT_ARTICLE,
    ),
    Test(
        "direct-3",
        D,
        3,
        "贯彻党和国家经济方针政策、决策部署不坚决不全面不到位，造成公共资金、国有资产、国有资源损失浪费，生态环境破坏，公共利益损害等后果",
        DIRECT_ARTICLE,
    ),
    Test(
        "direct-4",
        D,
        4,
        "未完成有关法律法规规章、政策措施、目标责任书等规定的领导干部作为第一责任人（负总责）事项，造成损失浪费、破坏、损害等后果",
        DIRECT_ARTICLE,
    ),
    Test(
        "direct-5",
        D,
        5,
        "未经民主决策程序或者民主决策时在多数人不同意的情况下，直接决定、批准、组织实施重大经济事项，造成损失浪费、破坏、损害等后果",
        DIRECT_ARTICLE,
        on_votes=True,
    ),
    Test(
        "direct-6",
        D,
        6,
        "不履行或者不正确履行职责，对造成的后果起决定性作用的其他行为",
        DIRECT_ARTICLE,
    ),
    Test(
        "leading-1",
        L,
        1,
        "民主决策时，在多数人同意的情况下，决定、批准、组织实施重大经济事项，由于决策不当或者决策失误造成损失浪费、破坏、损害等后果",
        LEADING_ARTICLE,
        on_votes=True,
    ),
    Test(
        "leading-2",
        L,
        2,
        "违反部门、单位内部管理规定，造成损失浪费、破坏、损害等后果",
        LEADING_ARTICLE,
    ),
    Test(
        "leading-3",
        L,
        3,
        "参与相关决策和工作时，没有发表明确的反对意见，相关决策和工作违反有关规定，或者造成损失浪费、破坏、损害等后果",
        LEADING_ARTICLE,
        on_votes=True,
    ),
    Test(
        "leading-4",
        L,
        4,
        "疏于监管，未及时发现和处理所管辖范围内本级或者下一级地区、部门、单位违反有关规定的问题，造成损失浪费、破坏、损害等后果",
        LEADING_ARTICLE,
    ),
    Test(
        "leading-5",
        L,
        5,
        "除直接责任外，不履行或者不正确履行职责，对造成的后果应当承担责任的其他行为",
        LEADING_ARTICLE,
    ),
)
BY_TEST: dict[str, Test] = {test.key: test for test in TESTS}


class Category(StrEnum):
    """What an audit finding is about (问题类别)."""

    POLICY = "policy"
    DECISION = "decision"
    FINANCE = "finance"
    ASSETS = "assets"
    PROJECTS = "projects"
    PROCUREMENT = "procurement"
    STAFF = "staff"
    MANAGEMENT = "management"
    INTEGRITY = "integrity"
    RESOURCES = "resources"
    OTHER = "other"


CATEGORIES: dict[Category, str] = {
    Category.POLICY: "贯彻执行政策",
    Category.DECISION: "重大经济事项决策",
    Category.FINANCE: "财政财务收支",
    Category.ASSETS: "国有资产管理",
    Category.PROJECTS: "工程项目",
    Category.PROCUREMENT: "采购",
    Category.STAFF: "人员经费和中央八项规定精神",
    Category.MANAGEMENT: "内部管理",
    Category.INTEGRITY: "廉洁从政",
    Category.RESOURCES: "资源环境",
    Category.OTHER: "其他",
}

_SERIOUS, _NOTICE = Severity.SERIOUS, Severity.NOTICE
# What an audit found, as it joins the register of findings, by its grade.
ISSUE_CODES: dict[Severity, str] = {
    Severity.NOTICE: "audit-issue-slight",
    Severity.ORDINARY: "audit-issue",
    Severity.SERIOUS: "audit-issue-serious",
}
# What an earlier audit, imported as history, found and nobody put right yet.
PAST_ISSUE = "audit-issue-past"
_ISSUE = "审计发现问题{number}（{category}）：{title}{sum}。{responsibility}{regulation}。"
_CODES = (
    FindingRule("audit-issue-slight", CLAUSE, "审计发现问题（轻微）", _ISSUE, _NOTICE, rules=("N18",)),
    FindingRule("audit-issue", CLAUSE, "审计发现问题", _ISSUE, rules=("N18",)),
    FindingRule("audit-issue-serious", CLAUSE, "审计发现问题（严重）", _ISSUE, _SERIOUS, rules=("N18",)),
    FindingRule(
        PAST_ISSUE, CLAUSE, "以前审计发现、尚未整改的问题（历史导入）",
        "以前审计（{report}，{report_on}）发现问题{number}（{category}）：{title}{sum}。{responsibility}{regulation}，整改期限 {due}，导入时没有整改到位。",
        rules=("L15",),
    ),
    FindingRule(
        "audit-step-missing", CLAUSE, "审计程序缺少步骤", "{later}在 {later_on} 办理，缺少：{missing}。", _SERIOUS
    ),
    FindingRule(
        "audit-out-of-order", CLAUSE, "审计程序次序不符", "{later}在 {later_on} 办理，{earlier}在 {earlier_on} 才办理。", _SERIOUS
    ),
    FindingRule(
        "audit-notice-short", CLAUSE, "审计通知书送达过晚",
        "审计通知书在 {notice_on} 送达，进点会在 {entry_on} 召开，提前 {days} 个工作日，少于 {least} 个，没有审计机关负责人批准。",
        rules=("N15",),
    ),
    FindingRule(
        "audit-opinion-cut-short", CLAUSE, "征求意见期限未满出具报告",
        "征求意见稿在 {draft_on} 送达，期限到 {due}，审计报告在 {report_on} 出具时{who}还没有提出意见。", _SERIOUS,
        rules=("N16",),
    ),
    FindingRule(
        "audit-entry-unprepared", CLAUSE, "进点会缺少述职报告或者承诺", "进点会在 {entry_on} 召开，缺少：{missing}。"
    ),
    FindingRule(
        "audit-draft-late", CLAUSE, "征求意见稿超过期限", "进点会在 {entry_on} 召开，征求意见稿应当在 {due} 以前发出，{how}。",
        _NOTICE, rules=("L46",), passing=("how",),
    ),
    FindingRule(
        "audit-issue-list-late", CLAUSE, "问题清单移交超过期限", "审计报告在 {report_on} 出具，问题清单应当在 {due} 以前移交，{how}。",
        rules=("L42",), passing=("how",),
    ),
    FindingRule(
        "audit-result-late", CLAUSE, "审计结果报告报送超过期限",
        "审计报告在 {report_on} 出具，结果报告应当在 {due} 以前报送，{how}。", rules=("L44",), passing=("how",),
    ),
    FindingRule(
        "audit-publication-late", CLAUSE, "整改结果公告超过期限",
        "整改情况报告在 {summary_on} 报送，整改结果应当在 {due} 以前公告，{how}。", rules=("L45",), passing=("how",),
    ),
    FindingRule(
        "audit-objection-late", CLAUSE, "申诉复查超过期限", "{filed_on} 收到的申诉应当在 {due} 以前答复，{how}。", _SERIOUS,
        rules=("N17",), passing=("how",),
    ),
    FindingRule(
        "audit-summary-late", CLAUSE, "整改情况报告超过期限",
        "问题清单在 {list_on} 移交，整改情况报告应当在 {due} 以前报送，{how}。", rules=("L43",), passing=("how",),
    ),
    FindingRule(
        "audit-rectification-late", CLAUSE, "审计发现问题逾期没有整改",
        "审计发现问题{number}“{title}”应当在 {due} 以前整改，至今{state}，超过 {days} 天。", rules=("L15",),
        passing=("days", "state"),
    ),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}
# What the audited unit answers for; everything else of the procedure the body that audits.
OF_THE_UNIT = frozenset({"audit-summary-late", "audit-entry-unprepared"})
# Steps of the unit that fall away where a deputy is audited before a post is taken: who is considered is no business of the unit's (B2).
# The report on the rectification is then the audited person's own.
WITHOUT_THE_UNIT = frozenset({S.UNIT_PROMISE, S.UNIT_OPINION})


@dataclass(frozen=True, slots=True)
class DocumentRule:
    """A document that is issued under a number of its own (发文字号): the mark before the year, its title, to whom it is addressed."""

    kind: str
    step: Step
    mark: str
    title: str


DOCUMENTS: tuple[DocumentRule, ...] = (
    DocumentRule("notice", S.NOTICE, "审通", "审计通知书"),
    DocumentRule("request", S.REQUEST, "审调", "资料清单"),
    DocumentRule("draft", S.DRAFT, "审征", "审计报告征求意见书"),
    DocumentRule("report", S.REPORT, "审报", "审计报告"),
    DocumentRule("decision", S.DECISION, "审决", "审计决定书"),
    DocumentRule("result", S.RESULT, "审结", "审计结果报告"),
)
BY_DOCUMENT: dict[str, DocumentRule] = {rule.kind: rule for rule in DOCUMENTS}
