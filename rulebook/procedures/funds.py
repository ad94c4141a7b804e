"""Use of funds (资金使用, B3): who signs an approval sheet from which sum on ("3+x", L9), what can be found, and every number it counts with.

The clause says 3+x and no more; whose signatures those are, and from which sum, are the county's own rules (L9). Three sign every sheet:
经办人, 证明人（验收人）, 分管领导. What is signed besides (x) grows with the sum.
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from rulebook.procedures.decisions import MatterCategory
from rulebook.types import LOCAL_DEFAULT, UNDATED, FindingRule, Limit, Severity, Step

CLAUSE = "B3"
CONTRACT_CLAUSE = "B4"  # what is paid under a purchase


class Signer(StrEnum):
    """Who signs an approval sheet (审批单), in the order in which they sign."""

    HANDLER = "handler"  # 经办人
    WITNESS = "witness"  # 证明人（验收人）
    FINANCE = "finance"  # 财务审核
    DEPUTY = "deputy"  # 分管领导
    SECOND = "second"  # 另一名分管领导
    HEAD = "head"  # 主要负责人


SIGNERS: dict[Signer, str] = {
    Signer.HANDLER: "经办人",
    Signer.WITNESS: "证明人（验收人）",
    Signer.FINANCE: "财务审核",
    Signer.DEPUTY: "分管领导",
    Signer.SECOND: "另一名副职",
    Signer.HEAD: "主要负责人",
}

HEAD_FROM = Limit(
    "sheet-head-from", "L9", "审批单须主要负责人会签的金额", 5_000, "元", LOCAL_DEFAULT, at_least=0, at_most=50_000
)  # fmt: skip
SECOND_FROM = Limit(
    "sheet-second-from", "L9", "审批单须另一名副职会签的金额", 20_000, "元", LOCAL_DEFAULT, at_least=0, at_most=50_000
)  # fmt: skip
SPLIT_DAYS = Limit(
    "funds-split-days", "L32", "同一收款人、同一预算项目的支出合并计算的天数", 30, "天", LOCAL_DEFAULT, at_least=1, at_most=366
)  # fmt: skip
# The first year a county's units are asked to check themselves for is the first that begins on that day or later.
SELF_CHECK_DAYS = Limit(
    "self-check-days", "L33", "年度终了后完成“小金库”自查的天数", 31, "天", LOCAL_DEFAULT,
    since=date(2026, 1, 1), at_least=1, at_most=90,
)  # fmt: skip
RECOVERY_DAYS = Limit(
    "recovery-days", "L34", "账外资金自发现起清理收回的天数", 60, "天", LOCAL_DEFAULT, at_least=1, at_most=180
)  # fmt: skip
LIMITS: tuple[Limit, ...] = (HEAD_FROM, SECOND_FROM, SPLIT_DAYS, SELF_CHECK_DAYS, RECOVERY_DAYS)


@dataclass(frozen=True, slots=True)
class SheetRule:
    """Who signs sheets of a period: each signer with the sum from which on, None for every sum; and the days in which parts are added up."""

    since: date
    signers: tuple[tuple[Signer, Limit | None], ...]
    split_days: Limit = SPLIT_DAYS

    def required(self, amount: Decimal) -> tuple[Signer, ...]:
        """Who signs a sheet over `amount` yuan, in order."""
        return tuple(signer for signer, limit in self.signers if limit is None or amount >= limit.value)

    def least(self, signer: Signer) -> int | None:
        """The sum in yuan from which on `signer` signs; None where they never do."""
        return next((limit.value if limit else 0 for who, limit in self.signers if who == signer), None)


# The newest first. A county that changes L9 adds a line with its first day; sheets before it are judged by the one below.
SHEETS: tuple[SheetRule, ...] = (
    SheetRule(
        UNDATED,
        (
            (Signer.HANDLER, None),
            (Signer.WITNESS, None),
            (Signer.FINANCE, None),
            (Signer.DEPUTY, None),
            (Signer.SECOND, SECOND_FROM),
            (Signer.HEAD, HEAD_FROM),
        ),
    ),
)


@cache
def sheet_rule_on(day: date) -> SheetRule:
    """The rule by which a sheet of `day` is signed."""
    return next((rule for rule in SHEETS if rule.since <= day), SHEETS[-1])


# What a resolution on the use of funds may be about: not an appointment, not an ordinary matter.
SPENDING = frozenset({MatterCategory.FUNDS, MatterCategory.PROJECT, MatterCategory.POLICY})

_SERIOUS = Severity.SERIOUS
_CODES = (
    FindingRule(
        "sheet-signature-missing", CLAUSE, "“3+x”会签不全",
        "{paid_on}支付 {amount} 元，审批单缺少签字：{missing}。", rules=("L9",),
    ),
    FindingRule(
        "sheet-two-roles", CLAUSE, "一人兼任审批单两个岗位", "同一张审批单由同一人签两处以上：{details}。", _SERIOUS, ("L9",)
    ),
    FindingRule(
        "head-handles-funds", CLAUSE, "“一把手”直接经办资金", "“一把手”{names}担任经办人，经办 {amount} 元。", _SERIOUS
    ),
    FindingRule(
        "head-signs-as-deputy", CLAUSE, "“一把手”代行分管审批", "“一把手”{names}以分管领导身份签批财务，没有由分管副职签批。", _SERIOUS
    ),
    FindingRule(
        "deputy-not-in-charge", CLAUSE, "签批人不分管财务", "以分管领导身份签批的{names}当日不分管财务，分管财务的是{holder}。"
    ),
    FindingRule(
        "sheet-kin", CLAUSE, "审批单由亲属会签", "登记在册的亲属在同一张审批单上签字：{names}。", _SERIOUS, ("N14",)
    ),
    FindingRule("sheet-out-of-order", CLAUSE, "签字次序不符", "审批单签字次序颠倒：{details}。", rules=("L9",)),
    FindingRule("paid-before-approval", CLAUSE, "先支付后审批", "{paid_on}支付，签字在支付之后：{details}。", _SERIOUS, ("L9",)),
    FindingRule(
        "funds-without-resolution", CLAUSE, "大额资金未经集体研究",
        "{paid_on}支付 {amount} 元，达到大额资金标准 {threshold} 元，没有集体研究的决议。", _SERIOUS, ("L8",),
        planned="金额 {amount} 元，达到大额资金标准 {threshold} 元，须先经集体研究。",
    ),
    FindingRule(
        "funds-before-resolution", CLAUSE, "大额资金先支后议",
        "{paid_on}支付 {amount} 元，所依据的事项“{matter}”{how}。", _SERIOUS, ("L8",),
        planned="所依据的事项“{matter}”{how}。",
    ),
    FindingRule(
        "funds-resolution-refused", CLAUSE, "支出所依据的事项没有通过", "{paid_on}支付 {amount} 元，所依据的事项“{matter}”没有通过。", _SERIOUS,
        planned="所依据的事项“{matter}”没有通过，不能支付。",
    ),
    FindingRule(
        "funds-beyond-resolution", CLAUSE, "支出超出决议金额",
        "依据“{matter}”的支出合计 {total} 元，决议金额 {decided} 元。", _SERIOUS,
    ),
    FindingRule(
        "funds-off-purpose", CLAUSE, "支出与决议用途不符", "支出列“{budget_item}”，所依据的事项“{matter}”{how}。", _SERIOUS
    ),
    FindingRule(
        "funds-split", CLAUSE, "疑似化整为零",
        "{since}至{until}向“{payee}”就“{budget_item}”分 {number} 笔支付，合计 {total} 元，达到大额资金标准 {threshold} 元，每笔都低于标准，没有决议。",
        rules=("L8", "L32"),
    ),
    FindingRule(
        "funds-payee-not-supplier", CLAUSE, "收款人不是供应商", "“{contract}”的供应商是“{supplier}”，款项付给了“{payee}”。", _SERIOUS,
        planned="“{contract}”的供应商是“{supplier}”，收款人填的是“{payee}”。",
    ),
    FindingRule(
        "funds-beyond-contract", CONTRACT_CLAUSE, "支付超出合同",
        "“{contract}”到本次累计支付 {total} 元，合同（含变更）{agreed} 元。", _SERIOUS,
        planned="“{contract}”连同本次将累计支付 {total} 元，合同（含变更）{agreed} 元。",
    ),
    FindingRule(
        "funds-before-acceptance", CONTRACT_CLAUSE, "先支付后验收", "{paid_on}支付 {amount} 元，“{contract}”{how}。",
        planned="“{contract}”{how}。",
    ),
    FindingRule(
        "funds-over-budget", CLAUSE, "支出超出预算", "{year}年“{budget_item}”支出合计 {total} 元，预算（含调整）{budget} 元。"
    ),
    FindingRule("funds-outside-budget", CLAUSE, "支出没有预算项目", "{year}年预算没有“{budget_item}”，支付 {amount} 元。"),
    FindingRule(
        "budget-not-collective", CLAUSE, "年度预算未经集体审批", "{year}年预算 {amount} 元，{how}。", _SERIOUS
    ),
    FindingRule(
        "budget-change-not-collective", CLAUSE, "预算调整未经集体审批", "预算调整未经集体研究通过：{details}。", _SERIOUS
    ),
    FindingRule(
        "self-check-overdue", CLAUSE, "“小金库”自查逾期", "{year}年度自查应在 {due} 前完成并签字，缺：{missing}。", rules=("L33",)
    ),
    FindingRule(
        "off-book-account", CLAUSE, "账外账、“小金库”",
        "{found_on}{how}账外资金 {amount} 元，已收回 {recovered} 元，尚未办结。", _SERIOUS, passing=("recovered",),
    ),
    FindingRule(
        "off-book-undeclared", CLAUSE, "自查隐瞒账外资金", "{year}年度自查结论为“没有”，{found_on}查实账外资金 {amount} 元。", _SERIOUS
    ),
    FindingRule(
        "off-book-overdue", CLAUSE, "账外资金逾期未清理", "账外资金应在 {due} 前清理收回，尚差 {left} 元或者没有办结。",
        rules=("L34",), passing=("left",),
    ),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}

# What keeps a sheet from being signed or paid here; the rest may be explained afterwards.
WHO = frozenset(
    {"sheet-two-roles", "head-handles-funds", "head-signs-as-deputy", "deputy-not-in-charge", "sheet-kin"}
)
DECIDED = frozenset(
    {
        "funds-without-resolution",
        "funds-before-resolution",
        "funds-resolution-refused",
        "funds-beyond-resolution",
        "funds-off-purpose",
    }
)
CONTRACTED = frozenset({"funds-payee-not-supplier", "funds-beyond-contract"})
PAYABLE = (
    WHO | DECIDED | CONTRACTED | {"sheet-signature-missing", "sheet-out-of-order", "paid-before-approval"}
)
# Who sign in the name of the leading body, and so not before it decided.
LEADERS = frozenset({Signer.DEPUTY, Signer.SECOND, Signer.HEAD})

BEFORE, SIGNING, PAYING = "before", "signing", "paying"
BUDGET_STEP, RESOLUTION_STEP, CONTRACT_STEP, PAYMENT_STEP = "budget", "resolution", "contract", "payment"
STAGES = {BEFORE: "支出依据", SIGNING: "会审会签", PAYING: "支付"}
STEPS: tuple[Step, ...] = (
    Step(BUDGET_STEP, CLAUSE, "列入年度预算", ("funds-outside-budget", "funds-over-budget"), BEFORE),
    Step(
        RESOLUTION_STEP, CLAUSE, "大额资金集体研究",
        (
            "funds-without-resolution", "funds-before-resolution", "funds-resolution-refused", "funds-beyond-resolution",
            "funds-off-purpose", "funds-split",
        ),
        BEFORE,
    ),
    Step(
        CONTRACT_STEP, CONTRACT_CLAUSE, "与所支付的合同一致",
        ("funds-payee-not-supplier", "funds-beyond-contract", "funds-before-acceptance"), BEFORE,
    ),
    Step(Signer.HANDLER, CLAUSE, SIGNERS[Signer.HANDLER], ("head-handles-funds",), SIGNING),
    Step(Signer.WITNESS, CLAUSE, SIGNERS[Signer.WITNESS], (), SIGNING),
    Step(Signer.FINANCE, CLAUSE, SIGNERS[Signer.FINANCE], (), SIGNING),
    Step(Signer.DEPUTY, CLAUSE, SIGNERS[Signer.DEPUTY], ("head-signs-as-deputy", "deputy-not-in-charge"), SIGNING),
    Step(Signer.SECOND, CLAUSE, SIGNERS[Signer.SECOND], (), SIGNING),
    Step(Signer.HEAD, CLAUSE, SIGNERS[Signer.HEAD], (), SIGNING),
    Step(
        PAYMENT_STEP, CLAUSE, "支付",
        ("sheet-signature-missing", "sheet-two-roles", "sheet-kin", "sheet-out-of-order", "paid-before-approval"), PAYING,
    ),
)  # fmt: skip
STEP_OF_CODE: dict[str, str] = {code: step.key for step in STEPS for code in step.codes}
