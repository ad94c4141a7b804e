"""What the state-assets regulator's decision system (国资委“三重一大”决策和运行应用系统) keeps and checks beside the clauses' own codes: a unit's
bylaws, the Party meeting first, minutes in time.

Raised in the register of findings alone: what `check_decisions` answers is stable and stays in rulebook.procedures.decisions.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.establishment import Category
from rulebook.procedures.decisions import AFTER, AT, BEFORE, STEP_OF_CODE
from rulebook.types import LOCAL_DEFAULT, UNDATED, FindingRule, Limit, Severity, Source, Step

REGULATOR = Source("国资委“三重一大”决策和运行应用系统", "（制度、会议决策）")


class BylawKind(StrEnum):
    """What kind of bylaw a unit decides by (制度类型)."""

    CHARTER = "charter"  # 章程
    PROCEDURE = "procedure"  # 议事规则
    COLLECTIVE = "collective"  # 三重一大制度
    OTHER = "other"  # 其他制度


@dataclass(frozen=True, slots=True)
class BylawRule:
    """A kind of bylaw: its name, and which categories of unit must have one in force from `since` on. `required_of` empty: none must."""

    kind: BylawKind
    title: str
    required_of: frozenset[Category] = frozenset()
    source: Source = REGULATOR
    since: date = UNDATED


# That the system counts the kinds uploaded against those required is its own; which unit must have which is the county's to confirm.
BYLAWS: dict[BylawKind, BylawRule] = {
    rule.kind: rule
    for rule in (
        BylawRule(BylawKind.CHARTER, "章程", frozenset({Category.ENTERPRISE})),
        BylawRule(BylawKind.PROCEDURE, "议事规则", frozenset(Category)),
        BylawRule(BylawKind.COLLECTIVE, "“三重一大”制度", frozenset(Category)),
        BylawRule(BylawKind.OTHER, "其他制度"),
    )
}


def required_kinds(category: str, on: date) -> list[BylawKind]:
    """The kinds of bylaw a unit of `category` must have in force on `on`."""
    return [rule.kind for rule in BYLAWS.values() if category in rule.required_of and rule.since <= on]


# How the names of meetings of Party organs begin or what they hold; 人大常委会 is none.
PARTY_MEETINGS = ("党委", "党组", "党工委", "党总支", "党支部", "县委")
PARTY_NOT_FIRST = "party-meeting-not-first"


def is_party_meeting(kind: str) -> bool:
    """Whether a meeting called `kind` is one of a Party organ (党委（党组）会)."""
    return any(word in kind for word in PARTY_MEETINGS)


MINUTES_DAYS = Limit(
    "minutes-days",
    "L23",
    "会后形成会议记录、纪要的期限",
    5,
    "个工作日",
    LOCAL_DEFAULT,
    at_least=1,
    at_most=15,
)
SPLIT_DAYS = Limit("split-days", "L24", "同一专项的一般事项合并计算金额的时间", 365, "天", LOCAL_DEFAULT)
LIMITS: tuple[Limit, ...] = (MINUTES_DAYS, SPLIT_DAYS)
SPLIT = "split-below-threshold"
MINUTES_LATE = "minutes-late"
MINUTES_STEP = Step("minutes", "C6", "形成会议记录、纪要", (MINUTES_LATE,), AFTER)

_CODES = (
    FindingRule(
        PARTY_NOT_FIRST, "C6", "党委（党组）会未前置",
        "清单要求先经{party}，{other} {other_on} 研究之前没有召开（{confirmed_by} {confirmed_on} 核实：{words}）。", Severity.SERIOUS,
    ),
    FindingRule(
        SPLIT, "C2", "化整为零，未列入“三重一大”",
        "专项“{special}”的一般事项{parts}，每项都不到大额资金标准 {threshold} 元，合计 {amount} 元，没有列入“三重一大”。",
        rules=("L8", "L24"),
    ),
    FindingRule(
        MINUTES_LATE, "C6", "会议纪要未按时形成",
        "会议于 {meeting} 召开，会议记录、纪要应在 {due} 前（{least} 个工作日内）形成，{how}。", rules=("L23",),
    ),
    FindingRule(
        "bylaws-incomplete", "C2", "制度上传不完整", "应有现行的{kinds}，缺{missing}（依据：{source}）。", rules=("L22",)
    ),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}


def stage_of(code: str) -> str:
    """At which stage of a decision what `code` finds belongs: a split sum to how a matter is filed, the Party's meeting to the meetings."""
    if code == SPLIT:
        return BEFORE
    return STEP_OF_CODE[code].stage if code in STEP_OF_CODE else AT
