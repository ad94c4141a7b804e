"""What can be found in a purchase on record (物资采购, B4): every sign of procurement.py, and who handled it, on which resolution."""

from rulebook.procedures.procurement import (
    ADDITION_PERCENT,
    CATEGORY_DIGITS,
    CONTRACT_DAYS,
    DOCUMENT_DAYS,
    DOCUMENT_DAYS_WORKS,
    FLAGS,
    NEAR_PERCENT,
    OPEN_TENDER,
    PUBLICITY_DAYS,
    PUBLICITY_WITHIN,
    REPEAT_MONTHS,
    REPEAT_PURCHASES,
    SPLIT_PURCHASES,
    TENDER_DAYS,
    TENDER_DAYS_WORKS,
    TENDER_GOODS,
    TENDER_SERVICES,
    TENDER_WORKS,
    FlagRule,
    Group,
)
from rulebook.types import LOCAL_DEFAULT, FindingRule, Limit, Severity

CLAUSE = "B4"
_TENDERING = (OPEN_TENDER, TENDER_WORKS, TENDER_GOODS, TENDER_SERVICES)

# The numbers each sign counts with; those of OCDS Cardinal stand in its formula.
LIMITS_OF: dict[str, tuple[Limit, ...]] = {
    "split-below-threshold": (SPLIT_PURCHASES, CATEGORY_DIGITS, *_TENDERING),
    "method-below-threshold": _TENDERING,
    "documents-window-short": (DOCUMENT_DAYS, DOCUMENT_DAYS_WORKS),
    "tender-window-short": (TENDER_DAYS, TENDER_DAYS_WORKS),
    "publicity-short": (PUBLICITY_DAYS, PUBLICITY_WITHIN),
    "contract-late": (CONTRACT_DAYS,),
    "addition-above-limit": (ADDITION_PERCENT,),
    "near-threshold": (NEAR_PERCENT, *_TENDERING),
    "repeat-supplier": (REPEAT_PURCHASES, REPEAT_MONTHS),
}
# Signs that show only beside all purchases of a county; reckoned by night, where there are enough to be compared.
COMPARED = frozenset({"R024", "R025", "R038", "R048", "R058"})
LEAST_COMPARED = Limit(
    "least-compared", CLAUSE, "横向比较所需的最少采购数（有两家以上有效报价的）", 20, "项", LOCAL_DEFAULT
)
LIMITS: tuple[Limit, ...] = (LEAST_COMPARED,)

_SERIOUS = frozenset(
    {"split-below-threshold", "method-below-threshold", "award-before-decision", "interest-in-bidder"}
)
_ORDINARY = frozenset(
    {
        "documents-window-short",
        "tender-window-short",
        "publicity-short",
        "contract-late",
        "addition-above-limit",
        "paid-before-acceptance",
    }
)
# Facts that explain the number, and do not make another finding when their wording changes.
EXPLAINING = ("formula", "limits", "source")


def limits_of(code: str) -> list[str]:
    """The numbers a sign counts with, in words."""
    return [f"{limit.title} {limit.value:,} {limit.unit}" for limit in LIMITS_OF.get(code, ())]


def is_yes_or_no(flag: FlagRule) -> bool:
    """Whether a sign's number says nothing but that it is there."""
    return flag.value.startswith("恒为")


def measure_of(flag: FlagRule) -> str:
    """What the number of a sign about a purchase says."""
    return flag.value.partition("；")[0]


def _severity(code: str) -> Severity:
    if code in _SERIOUS:
        return Severity.SERIOUS
    return Severity.ORDINARY if code in _ORDINARY else Severity.NOTICE


def _found(flag: FlagRule) -> FindingRule:
    """A sign in one purchase as something to be answered."""
    days_pass = ("value",) if flag.code == "award-before-decision" else ()
    return FindingRule(
        flag.code,
        CLAUSE,
        flag.title,
        "{formula}。依据：{source}。"
        if is_yes_or_no(flag)
        else "{formula}。本次：{measure} {value}。依据：{source}。",
        _severity(flag.code),
        rules=flag.rules,
        passing=(*EXPLAINING, "measure", *days_pass),
    )


_OWN = (
    FindingRule(
        "head-handles-purchase",
        CLAUSE,
        "“一把手”经办采购",
        "{names}任{unit}“一把手”期间担任该项采购的经办人。",
        Severity.SERIOUS,
    ),
    FindingRule(
        "head-handles-subordinate-purchase",
        CLAUSE,
        "“一把手”直接办理下属采购",
        "{names}任{above}“一把手”期间，担任下属单位{unit}该项采购的经办人。",
        Severity.SERIOUS,
    ),
    FindingRule(
        "purchase-beyond-resolution",
        CLAUSE,
        "采购金额超出决议",
        "采购金额 {amount} 元，决议金额 {decided} 元。",
        Severity.SERIOUS,
    ),
    FindingRule(
        "purchase-without-resolution",
        CLAUSE,
        "大额采购未经集体研究",
        "{contract_on}签订合同，金额 {amount} 元，达到本单位大额资金标准 {threshold} 元，没有集体研究的决议。",
        Severity.SERIOUS,
        ("L8",),
    ),
    FindingRule(
        "resolution-not-passed",
        CLAUSE,
        "采购所依据的事项没有通过",
        "{awarded_on}确定供应商，所依据的事项“{matter}”没有通过。",
        Severity.SERIOUS,
    ),
)
CODES: dict[str, FindingRule] = {
    rule.code: rule for rule in (*_OWN, *(_found(flag) for flag in FLAGS.values() if Group.OCID in flag.of))
}
