"""The integrity file (廉政档案, C14) and the integrity opinion (廉政意见, N46): who reads it, its days, what an opinion can come to.

What the Opinions leave open is a county rule (L67 …).
"""

from dataclasses import dataclass
from enum import StrEnum

from rulebook.establishment import Function
from rulebook.types import LOCAL_DEFAULT, FindingRule, Limit, Severity, Source

CLAUSE = "C14"
OPINION = Source("党政领导干部选拔任用工作条例", "第五章", read=False)

CORRECTION_DAYS = Limit(
    "file-correction-days", "L67", "答复廉政档案更正申请的期限", 15, "个工作日", LOCAL_DEFAULT, at_most=30
)
OPINION_MONTHS = Limit(
    "integrity-opinion-months", "L68", "廉政意见签发后、廉政档案查阅后有效的期限", 3, "个月", LOCAL_DEFAULT, at_least=1, at_most=12
)  # fmt: skip
LIMITS: tuple[Limit, ...] = (CORRECTION_DAYS, OPINION_MONTHS)


@dataclass(frozen=True, slots=True)
class ReaderRule:
    """A body that reads files: by which row of part A, whether only of heads the county manages; `keeps`: it keeps them, answers for what is
    wrong in them, and signs opinions.
    """

    function: Function
    clause: str
    managed_only: bool = False
    keeps: bool = False


READERS: tuple[ReaderRule, ...] = (
    ReaderRule(Function.DISCIPLINE, "A8", keeps=True),
    ReaderRule(Function.ORGANISATION, "A2", managed_only=True),
)


class Answer(StrEnum):
    """What the body says to a request for a correction."""

    ACCEPTED = "accepted"  # 予以更正
    REFUSED = "refused"  # 不予更正


ANSWERS: dict[Answer, str] = {Answer.ACCEPTED: "予以更正", Answer.REFUSED: "不予更正"}


class Purpose(StrEnum):
    """What an opinion is asked for."""

    APPOINTMENT = "appointment"  # 干部任用
    REWARD = "reward"  # 表彰奖励
    OTHER = "other"  # 其他


PURPOSES: dict[Purpose, str] = {
    Purpose.APPOINTMENT: "干部任用",
    Purpose.REWARD: "表彰奖励",
    Purpose.OTHER: "其他",
}


class Conclusion(StrEnum):
    """What an opinion comes to."""

    CLEAR = "clear"
    AFFECTED = "affected"
    PENDING = "pending"


CONCLUSIONS: dict[Conclusion, str] = {
    Conclusion.CLEAR: "无影响",
    Conclusion.AFFECTED: "有影响期",
    Conclusion.PENDING: "正在核查，暂不宜",
}


class State(StrEnum):
    """Where an opinion stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    SIGNED = "signed"
    DROPPED = "dropped"


STATES: dict[State, str] = {
    State.DRAFT: "起草中",
    State.SUBMITTED: "待签发",
    State.SIGNED: "已签发",
    State.DROPPED: "已撤销",
}


class Step(StrEnum):
    """What is done to an opinion, by an officer of the body or its principal."""

    SUBMIT = "submit"
    RETURN = "return"
    SIGN = "sign"
    DROP = "drop"


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step: in which states, to which it leads, whether the principal takes it, whether it needs a reason."""

    step: Step
    title: str
    after: tuple[State, ...]
    to: State
    by_principal: bool = False
    reason: bool = False


STEPS: dict[Step, StepRule] = {
    rule.step: rule
    for rule in (
        StepRule(Step.SUBMIT, "提请签发", (State.DRAFT,), State.SUBMITTED),
        StepRule(Step.RETURN, "退回修改", (State.SUBMITTED,), State.DRAFT, by_principal=True, reason=True),
        StepRule(Step.SIGN, "签发", (State.SUBMITTED,), State.SIGNED, by_principal=True),
        StepRule(Step.DROP, "撤销", (State.DRAFT, State.SUBMITTED), State.DROPPED, reason=True),
    )
}

_CODES = (
    FindingRule(
        "file-not-consulted", CLAUSE, "决定干部事项没有查阅廉政档案",
        "{on} 作出决定，此前" + str(OPINION_MONTHS.value) + "个月内没有查阅当事“一把手”的廉政档案并记录运用情况：{conclusions}。",
        Severity.SERIOUS, ("L68",),
    ),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}
MARK = "纪廉意"  # of the number of an opinion
