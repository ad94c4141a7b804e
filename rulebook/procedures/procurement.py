"""Purchases (物资采购, B4): the signs worth looking into (红旗指标), each with its formula, its source and every number it counts with.

Codes are stable: other systems and tests name them (interchange, section 5). A sign is no finding: it says where to look.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from rulebook.types import LOCAL_DEFAULT, Limit, Source


class Group(StrEnum):
    """Whom a sign is about, under the names of the interchange."""

    OCID = "OCID"  # 一次采购
    BUYER = "Buyer"  # 采购人
    PROCURING_ENTITY = "ProcuringEntity"  # 采购代理机构或集中采购机构
    TENDERER = "Tenderer"  # 投标人、供应商


class Category(StrEnum):
    """What is bought (采购类别), under the names of the Open Contracting Data Standard."""

    GOODS = "goods"  # 货物
    SERVICES = "services"  # 服务
    WORKS = "works"  # 工程


class Method(StrEnum):
    """How it is bought (采购方式), under the names of the Open Contracting Data Standard."""

    OPEN = "open"  # 公开招标
    SELECTIVE = "selective"  # 邀请招标
    LIMITED = "limited"  # 竞争性谈判、竞争性磋商、询价 …
    DIRECT = "direct"  # 单一来源、自行采购 …


TENDERED = frozenset({Method.OPEN, Method.SELECTIVE})
# The Chinese name of a method says more than the four of the standard, and so it decides where it is given.
METHOD_NAMES: tuple[tuple[str, Method], ...] = (
    ("公开招标", Method.OPEN),
    ("邀请招标", Method.SELECTIVE),
    ("竞争性谈判", Method.LIMITED),
    ("竞争性磋商", Method.LIMITED),
    ("询价", Method.LIMITED),
    ("框架协议", Method.LIMITED),
    ("单一来源", Method.DIRECT),
    ("自行采购", Method.DIRECT),
    ("零星采购", Method.DIRECT),
    ("直接采购", Method.DIRECT),
)

# The catalogue of government procurement (政府采购品目分类目录) begins a code by A for goods, B for works, C for services.
CATEGORY_LETTERS = {"A": Category.GOODS, "B": Category.WORKS, "C": Category.SERVICES}

PROCUREMENT_LAW = "政府采购法"
PROCUREMENT_RULES = "政府采购法实施条例"
TENDERING_LAW = "招标投标法"
TENDERING_RULES = "招标投标法实施条例"
MUST_TENDER = Source("必须招标的工程项目规定", "第五条")
LAW_SINCE, RULES_SINCE = date(2003, 1, 1), date(2015, 3, 1)
TENDERING_LAW_SINCE, TENDERING_RULES_SINCE = date(2000, 1, 1), date(2012, 2, 1)
MUST_TENDER_SINCE = date(2018, 6, 1)
SPLITTING = Source(PROCUREMENT_RULES, "第二十八条；招标投标法第四条、第四十九条")
OPEN_TENDER_SOURCE = Source("省级政府集中采购目录及采购限额标准", read=False)
CARDINAL = Source("OCDS Cardinal（开放合同伙伴关系）")

OPEN_TENDER = Limit("open-tender", "N41", "货物、服务公开招标数额标准", 2_000_000, "元", OPEN_TENDER_SOURCE)
TENDER_WORKS = Limit(
    "tender-works",
    "N33",
    "必须招标的施工单项合同估算价",
    4_000_000,
    "元",
    MUST_TENDER,
    since=MUST_TENDER_SINCE,
)
TENDER_GOODS = Limit(
    "tender-goods",
    "N33",
    "必须招标的工程货物单项合同估算价",
    2_000_000,
    "元",
    MUST_TENDER,
    since=MUST_TENDER_SINCE,
)
TENDER_SERVICES = Limit(
    "tender-services", "N33", "必须招标的勘察、设计、监理单项合同估算价", 1_000_000, "元", MUST_TENDER,
    since=MUST_TENDER_SINCE,
)  # fmt: skip
TENDER_DAYS = Limit(
    "tender-days",
    "N34",
    "自招标文件发出至投标截止",
    20,
    "天",
    Source(PROCUREMENT_LAW, "第三十五条"),
    since=LAW_SINCE,
)
TENDER_DAYS_WORKS = Limit(
    "tender-days-works", "N34", "工程自招标文件发出至投标截止", 20, "天", Source(TENDERING_LAW, "第二十四条"),
    since=TENDERING_LAW_SINCE,
)  # fmt: skip
DOCUMENT_DAYS = Limit(
    "document-days",
    "N35",
    "招标文件的提供期限",
    5,
    "个工作日",
    Source(PROCUREMENT_RULES, "第三十一条"),
    since=RULES_SINCE,
)
DOCUMENT_DAYS_WORKS = Limit(
    "document-days-works", "N35", "工程招标文件的发售期", 5, "天", Source(TENDERING_RULES, "第十六条"),
    since=TENDERING_RULES_SINCE,
)  # fmt: skip
PUBLICITY_DAYS = Limit(
    "publicity-days",
    "N36",
    "中标候选人公示期",
    3,
    "天",
    Source(TENDERING_RULES, "第五十四条"),
    since=TENDERING_RULES_SINCE,
)
PUBLICITY_WITHIN = Limit(
    "publicity-within", "N36", "自收到评标报告至开始公示", 3, "天", Source(TENDERING_RULES, "第五十四条"),
    since=TENDERING_RULES_SINCE,
)  # fmt: skip
CONTRACT_DAYS = Limit(
    "contract-days",
    "N37",
    "自中标、成交通知书发出至签订合同",
    30,
    "天",
    Source(PROCUREMENT_LAW, "第四十六条"),
    since=LAW_SINCE,
)
ADDITION_PERCENT = Limit(
    "addition-percent",
    "N38",
    "补充合同金额占原合同金额",
    10,
    "%",
    Source(PROCUREMENT_LAW, "第四十九条"),
    since=LAW_SINCE,
)
SPLIT_PURCHASES = Limit(
    "split-purchases", "N39", "化整为零所指的多次采购", 2, "次", SPLITTING, since=RULES_SINCE
)
CATEGORY_DIGITS = Limit("category-digits", "N39", "同一类别：品目编码相同的位数", 4, "位", LOCAL_DEFAULT)
NEAR_PERCENT = Limit("near-percent", "B4", "低于限额的临界幅度", 10, "%", LOCAL_DEFAULT)
REPEAT_PURCHASES = Limit("repeat-purchases", "B4", "向同一供应商的限额以下采购", 3, "次", LOCAL_DEFAULT)
REPEAT_MONTHS = Limit("repeat-months", "B4", "同一供应商重复采购的期间", 12, "个月", LOCAL_DEFAULT)

LIMITS: tuple[Limit, ...] = (
    OPEN_TENDER, TENDER_WORKS, TENDER_GOODS, TENDER_SERVICES, TENDER_DAYS, TENDER_DAYS_WORKS, DOCUMENT_DAYS,
    DOCUMENT_DAYS_WORKS, PUBLICITY_DAYS, PUBLICITY_WITHIN, CONTRACT_DAYS, ADDITION_PERCENT, SPLIT_PURCHASES,
    CATEGORY_DIGITS, NEAR_PERCENT, REPEAT_PURCHASES, REPEAT_MONTHS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers in force on one day, money in yuan, shares as parts of one; None where a rule was not in force yet.

    `tender_days`, `document_days` hold for goods and services (working days for the documents), those of `works` for works.
    """

    tender_works: int | None
    tender_goods: int | None
    tender_services: int | None
    tender_days: int | None
    tender_days_works: int | None
    document_days: int | None
    document_days_works: int | None
    publicity_days: int | None
    publicity_within: int | None
    contract_days: int | None
    addition: Decimal | None


@cache
def numbers_on(day: date | None) -> Numbers:
    """The numbers by which a purchase begun on `day` is judged: those of its own day, all where the day is not told."""

    def value(limit: Limit) -> int | None:
        return limit.value if day is None or limit.since <= day else None

    percent = value(ADDITION_PERCENT)
    return Numbers(
        tender_works=value(TENDER_WORKS),
        tender_goods=value(TENDER_GOODS),
        tender_services=value(TENDER_SERVICES),
        tender_days=value(TENDER_DAYS),
        tender_days_works=value(TENDER_DAYS_WORKS),
        document_days=value(DOCUMENT_DAYS),
        document_days_works=value(DOCUMENT_DAYS_WORKS),
        publicity_days=value(PUBLICITY_DAYS),
        publicity_within=value(PUBLICITY_WITHIN),
        contract_days=value(CONTRACT_DAYS),
        addition=None if percent is None else Decimal(percent) / 100,
    )


# Defaults of the signs that OCDS Cardinal documents; a settings file may set others.
SUBMISSION_DAYS = 15  # R003
COMPETITIVE = "open|selective"  # R018
TOP_TENDERER_PERCENTILE = 75  # R025
DISQUALIFIED_TENDERERS = 1  # R035
LEAST_SUBMITTED_BIDS, LEAST_PROCESSES = 2, 2  # R038
FIRST_LEVEL_DIGITS, LEAST_SUPPLIED_PROCESSES = 2, 20  # R048
FENCE = (3, 2)  # 1.5 interquartile ranges beyond a quartile


@dataclass(frozen=True, slots=True)
class FlagRule:
    """A sign worth looking into: stable code, title, formula in words, what its value says, whom it is about, where it stands."""

    code: str
    title: str
    formula: str
    value: str
    of: tuple[Group, ...]
    source: Source = CARDINAL
    rules: tuple[str, ...] = ()


_ONE, _BIDDER = (Group.OCID,), (Group.TENDERER,)
_WITH_BIDDER = (Group.OCID, Group.TENDERER)
_FLAGS = (
    FlagRule("R003", "投标期限过短", "投标截止减开始，按整日计，少于 15 日", "恒为 1", _ONE),
    FlagRule("R018", "只有一家投标", "竞争性方式（公开、邀请）而投标人数为 1", "恒为 1", _ONE),
    FlagRule(
        "R024", "报价贴近中标价", "（次低有效报价 − 中标价）÷ 中标价，不高于 Q1 − 1.5×IQR", "该比率；投标人恒为 0", _WITH_BIDDER
    ),
    FlagRule(
        "R025", "投多中少", "有效投标次数不低于第 75 百分位的投标人，中标次数 ÷ 有效投标次数不高于 Q1 − 1.5×IQR", "该比率", _BIDDER
    ),
    FlagRule("R028", "报价相同", "不同投标人的报价相同", "恒为 1", _WITH_BIDDER),
    FlagRule("R030", "逾期投标中标", "有效投标的递交时间晚于投标截止，且投标人为中标人", "恒为 1", _WITH_BIDDER),
    FlagRule(
        "R035", "仅中标人未被否决", "仅一家投标有效且为全部中标人，其他至少一家被否决", "被否决的投标人数；投标人恒为 0", _WITH_BIDDER
    ),
    FlagRule("R036", "最低报价被否决", "已有中标，有效投标有报价，而最低报价的投标被否决", "恒为 1", _ONE),
    FlagRule(
        "R038", "否决投标过多", "被否决的投标 ÷ 递交的投标，不低于 Q3 + 1.5×IQR", "该比率",
        (Group.BUYER, Group.PROCURING_ENTITY, Group.TENDERER),
    ),
    FlagRule("R048", "供应商经营庞杂", "供应商中标的品目大类数，不低于 Q3 + 1.5×IQR", "品目大类数", _BIDDER),
    FlagRule(
        "R058", "中标价畸低", "（次低有效报价 − 中标价）÷ 中标价，不低于 Q3 + 1.5×IQR", "该比率；投标人恒为 0", _WITH_BIDDER
    ),
    FlagRule(
        "split-below-threshold", "化整为零", "同一年度、同一预算项目、同一类别以非公开招标方式采购两次以上，合计超过公开招标数额标准；"
        "工程为同一项目各项低于而合计达到必须招标的标准", "合计 ÷ 标准", (Group.OCID, Group.BUYER), SPLITTING, ("N39", "N41", "N33"),
    ),
    FlagRule(
        "method-below-threshold", "应招未招", "金额达到公开招标数额标准（工程为必须招标的标准），采用了其他方式而未经批准", "金额 ÷ 标准",
        _ONE, Source(MUST_TENDER.instrument, "第五条；省级公开招标数额标准"), ("N33", "N41"),
    ),
    FlagRule(
        "documents-window-short", "招标文件提供期限不足", "招标文件提供少于 5 个工作日（工程少于 5 日）", "实际天数", _ONE,
        DOCUMENT_DAYS.source, ("N35",),
    ),
    FlagRule(
        "tender-window-short", "投标期限不足", "自招标文件发出至投标截止少于 20 日", "实际天数", _ONE, TENDER_DAYS.source, ("N34",)
    ),
    FlagRule(
        "publicity-short", "中标候选人公示不足", "工程中标候选人公示少于 3 日，或收到评标报告 3 日后才开始", "公示天数", _ONE,
        PUBLICITY_DAYS.source, ("N36",),
    ),
    FlagRule(
        "contract-late", "逾期签订合同", "中标、成交通知书发出 30 日后才签订合同", "实际天数", _ONE, CONTRACT_DAYS.source, ("N37",)
    ),
    FlagRule(
        "addition-above-limit", "追加超限", "合同追加金额超过原合同金额的 10%", "追加 ÷ 原金额", _ONE, ADDITION_PERCENT.source,
        ("N38",),
    ),
    FlagRule(
        "near-threshold", "贴近限额", "非公开招标（工程为未招标），金额低于标准而差额不超过 10%", "金额 ÷ 标准", _ONE, LOCAL_DEFAULT,
        ("N33", "N41"),
    ),
    FlagRule(
        "repeat-supplier", "同一供应商重复", "同一采购人 12 个月内向同一供应商以非公开招标方式采购限额以下项目 3 次以上", "12 个月内的最多次数",
        (Group.OCID, Group.BUYER, Group.TENDERER), LOCAL_DEFAULT, ("N33", "N41"),
    ),
    FlagRule("award-before-decision", "先定后议", "确定中标、成交早于集体决策", "早于决策的天数", _ONE, LOCAL_DEFAULT),
    FlagRule("paid-before-acceptance", "先付后验", "付款早于验收，或尚未验收已付款", "此类付款的笔数", _ONE, LOCAL_DEFAULT),
    FlagRule(
        "interest-in-bidder", "投标人存在利害关系", "投标人、供应商申报有利害关系，或与采购人有相同的人", "此类投标人的家数；投标人恒为 1",
        _WITH_BIDDER, LOCAL_DEFAULT,
    ),
)  # fmt: skip
FLAGS: dict[str, FlagRule] = {rule.code: rule for rule in _FLAGS}
CARDINAL_CODES = tuple(rule.code for rule in _FLAGS if rule.source is CARDINAL)
