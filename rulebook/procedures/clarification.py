"""Clearing a head's name (澄清正名, N32): as far as the head wishes it, drafted, approved by another, carried out with proof."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.types import LOCAL_DEFAULT, Limit, Source

CLAUSE = "C23"
SOURCE = Source("纪检监察机关处理检举控告工作规则", "第八章")
SINCE = date(2020, 1, 21)


class Scope(StrEnum):
    """How far it is made known (澄清范围), as the head wishes."""

    PERSON = "person"
    UNIT = "unit"
    PUBLIC = "public"
    NONE = "none"


SCOPES: dict[Scope, str] = {
    Scope.PERSON: "只告知本人和上级",
    Scope.UNIT: "在本单位会议上说明",
    Scope.PUBLIC: "在公开网页上说明",
    Scope.NONE: "不需要澄清",
}


class State(StrEnum):
    """Where a clarification stands."""

    DRAFT = "draft"
    ASKED = "asked"
    WISHED = "wished"
    APPROVED = "approved"
    DONE = "done"
    CLOSED = "closed"


STATES: dict[State, str] = {
    State.DRAFT: "起草中",
    State.ASKED: "征求本人意见",
    State.WISHED: "待批准",
    State.APPROVED: "待实施",
    State.DONE: "已澄清",
    State.CLOSED: "本人不需要澄清",
}
# From here on the head knows.
TOLD = frozenset({State.ASKED, State.WISHED, State.APPROVED, State.DONE, State.CLOSED})


class Step(StrEnum):
    """What is done to a clarification."""

    ASK = "ask"
    WISH = "wish"
    APPROVE = "approve"
    RETURN = "return"
    CARRY_OUT = "carry-out"
    WITHDRAW = "withdraw"


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step: from which state, to which; whether the head takes it (else an officer), whether another than who drafted must."""

    step: Step
    title: str
    since: State
    to: State
    by_head: bool = False
    by_another: bool = False


STEPS: dict[Step, StepRule] = {
    rule.step: rule
    for rule in (
        StepRule(Step.ASK, "征求本人意见", State.DRAFT, State.ASKED),
        StepRule(Step.WISH, "提出意见", State.ASKED, State.WISHED, by_head=True),
        StepRule(Step.APPROVE, "批准", State.WISHED, State.APPROVED, by_another=True),
        StepRule(Step.RETURN, "退回修改", State.WISHED, State.DRAFT, by_another=True),
        StepRule(Step.CARRY_OUT, "登记实施情况", State.APPROVED, State.DONE),
        StepRule(Step.WITHDRAW, "撤下公开说明", State.DONE, State.DONE, by_head=True),
    )
}

CLARIFIED_DAYS = Limit(
    "clarified-days", "L65", "结论为不属实或者部分不属实后，提出澄清或者写明不作澄清的期限", 15, "个工作日", LOCAL_DEFAULT, at_least=5, at_most=30
)  # fmt: skip
WISH_DAYS = Limit(
    "clarification-wish-days", "L66", "本人就澄清范围提出意见的期限，逾期没有提出的只告知本人和上级", 10, "个工作日", LOCAL_DEFAULT,
    at_least=5, at_most=20,
)  # fmt: skip
LIMITS: tuple[Limit, ...] = (CLARIFIED_DAYS, WISH_DAYS)
