"""Inspections by deputies (“两代一委”视察监督, C22): who is drawn, who organises, the steps in order, its days, how deputies are drawn.

Deputies inspect and suggest; they handle nothing themselves (视察, not 巡察; N51). Numbers whose instrument was not read say so.
"""

from dataclasses import dataclass
from enum import StrEnum

from rulebook.establishment import Function
from rulebook.types import LOCAL_DEFAULT, OPINIONS, FindingRule, Limit, Source

CLAUSE = "C22"
SUGGEST_ONLY = Source(
    "中华人民共和国全国人民代表大会和地方各级人民代表大会代表法", "第三十一条（条文请核对）", read=False
)


class Kind(StrEnum):
    """The three kinds of deputies (两代一委)."""

    PARTY = "party"  # 党代表
    CONGRESS = "congress"  # 人大代表
    CONSULTATIVE = "consultative"  # 政协委员


def _quota(kind: Kind, name: str, value: int) -> Limit:
    title = f"每次视察抽选{name}的人数"
    return Limit(f"inspection-quota-{kind}", "L55", title, value, "人", LOCAL_DEFAULT, at_least=1, at_most=10)


@dataclass(frozen=True, slots=True)
class KindRule:
    """A kind of deputies: its name, the body that keeps the list of them, how many are drawn for an inspection (L55)."""

    kind: Kind
    name: str
    keeper: Function
    quota: Limit


KINDS: dict[Kind, KindRule] = {
    rule.kind: rule
    for rule in (
        KindRule(Kind.PARTY, "党代表", Function.COUNTY_COMMITTEE, _quota(Kind.PARTY, "党代表", 2)),
        KindRule(Kind.CONGRESS, "人大代表", Function.CONGRESS, _quota(Kind.CONGRESS, "人大代表", 2)),
        KindRule(Kind.CONSULTATIVE, "政协委员", Function.CONSULTATIVE, _quota(Kind.CONSULTATIVE, "政协委员", 2)),
    )
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class OrganiserRule:
    """A body that organises inspections, and the mark of its numbers."""

    function: Function
    mark: str
    source: Source = OPINIONS


ORGANISERS: dict[str, OrganiserRule] = {
    rule.function.value: rule
    for rule in (
        OrganiserRule(Function.COUNTY_COMMITTEE, "党视"),
        OrganiserRule(Function.CONGRESS, "人视"),
        OrganiserRule(Function.CONSULTATIVE, "协视"),
    )
}
# Who approves a yearly plan and its changes; always another person than who drafted it.
APPROVED_BY = Function.COUNTY_COMMITTEE

DRAW_AFTER = Limit(
    "inspection-draw-after", "L56", "抽选名单公布后至少满此天数才能抽选", 1, "天", LOCAL_DEFAULT, at_least=1, at_most=30
)  # fmt: skip
REPLY_DAYS = Limit(
    "inspection-reply-days", "L57", "被视察单位收到视察建议后答复的期限（代表建议的法定期限为三个月，N50，条文请核对）", 60, "天",
    LOCAL_DEFAULT, at_least=15, at_most=90,
)  # fmt: skip
AGAIN_DAYS = Limit(
    "inspection-again-days", "L58", "代表对答复不满意，再次答复的期限", 30, "天", LOCAL_DEFAULT, at_least=10, at_most=90
)  # fmt: skip
JUDGE_DAYS = Limit(
    "inspection-judge-days", "L59", "代表评价答复的期限，到期没有评价的可以结束评价", 15, "天", LOCAL_DEFAULT, at_least=5, at_most=60
)  # fmt: skip
LIMITS: tuple[Limit, ...] = (
    *(rule.quota for rule in KINDS.values()),
    DRAW_AFTER,
    REPLY_DAYS,
    AGAIN_DAYS,
    JUDGE_DAYS,
)
MOST_ROUNDS = 2  # C22: not satisfied asks for a second reply once


class State(StrEnum):
    """Where an inspection stands."""

    PLANNED = "planned"
    LISTED = "listed"
    DRAWN = "drawn"
    CALLED = "called"
    VISITED = "visited"
    SENT = "sent"
    REPLIED = "replied"
    AGAIN = "again"
    FOLLOWED = "followed"
    CLOSED = "closed"
    DROPPED = "dropped"


STATES: dict[State, str] = {
    State.PLANNED: "已列入计划",
    State.LISTED: "名单已公布，待抽选",
    State.DRAWN: "已抽选，待通知",
    State.CALLED: "已通知，待视察",
    State.VISITED: "已视察，汇总建议",
    State.SENT: "待单位答复",
    State.REPLIED: "待代表评价",
    State.AGAIN: "待再次答复",
    State.FOLLOWED: "跟踪落实",
    State.CLOSED: "已办结",
    State.DROPPED: "已调出计划",
}
OVER = frozenset({State.CLOSED, State.DROPPED})
# Until the list is published an inspection can be taken out of the plan.
DROPPABLE = frozenset({State.PLANNED})
# From here on the head and the unit know; the day is set no sooner (不定期).
TOLD = frozenset(
    {State.CALLED, State.VISITED, State.SENT, State.REPLIED, State.AGAIN, State.FOLLOWED, State.CLOSED}
)
# Until the visit was recorded a deputy who cannot come is replaced.
REPLACEABLE = frozenset({State.DRAWN, State.CALLED})
# While it is in one of these the unit owes an answer.
OWING_REPLY = frozenset({State.SENT, State.AGAIN})


class Step(StrEnum):
    """What is done to an inspection, each with who, when and why."""

    LIST = "list"
    DRAW = "draw"
    REPLACE = "replace"
    CALL = "call"
    VISIT = "visit"
    HAND_IN = "hand-in"
    SEND = "send"
    REPLY = "reply"
    JUDGE = "judge"
    SETTLE = "settle"
    ASK_AGAIN = "ask-again"
    CLOSE = "close"
    DROP = "drop"


STEPS: dict[Step, str] = {
    Step.LIST: "公布抽选名单",
    Step.DRAW: "抽选代表、委员",
    Step.REPLACE: "递补",
    Step.CALL: "确定日期、通知视察",
    Step.VISIT: "登记视察",
    Step.HAND_IN: "代表提交意见建议",
    Step.SEND: "送达视察建议",
    Step.REPLY: "单位答复",
    Step.JUDGE: "代表评价答复",
    Step.SETTLE: "评价结束",
    Step.ASK_AGAIN: "要求再次答复",
    Step.CLOSE: "办结",
    Step.DROP: "调出计划",
}


class Adoption(StrEnum):
    """What a unit says to a suggestion."""

    YES = "yes"
    PARTLY = "partly"
    NO = "no"


ADOPTIONS: dict[Adoption, str] = {Adoption.YES: "采纳", Adoption.PARTLY: "部分采纳", Adoption.NO: "不采纳"}
# What was adopted is carried out and followed.
CARRIED_OUT = frozenset({Adoption.YES, Adoption.PARTLY})


class Grade(StrEnum):
    """What a deputy says of a reply."""

    SATISFIED = "satisfied"
    FAIRLY = "fairly"
    NOT = "not"


GRADES: dict[Grade, str] = {Grade.SATISFIED: "满意", Grade.FAIRLY: "基本满意", Grade.NOT: "不满意"}

_CODES = (
    FindingRule(
        "inspection-reply-late", CLAUSE, "视察建议逾期没有答复", "{number} 视察建议{round}应在 {due} 前答复，{how}。", rules=("L57", "L58"),
        passing=("how",),
    ),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}
