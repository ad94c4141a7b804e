"""Letters of inquiry and reminder talks on signs (函询谈话, C17): who asks, the steps in order, what a case can come to, its days.

Numbers whose instrument was not read say so.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.establishment import Function
from rulebook.procedures.appointments import ADMONITIONS
from rulebook.types import LOCAL_DEFAULT, FindingRule, Limit, Severity, Source

CLAUSE = "C17"
DISCIPLINE_RULES, DISCIPLINE_SINCE = "中国共产党纪律检查机关监督执纪工作规则", date(2019, 1, 1)

REPLY_DAYS = Limit(
    "inquiry-reply-days", "N28", "“一把手”收到函询后作出书面说明的期限", 15, "个工作日",
    Source(DISCIPLINE_RULES, "第二十八条"), since=DISCIPLINE_SINCE, at_most=15,
)  # fmt: skip
RECEIPT_DAYS = Limit(
    "inquiry-receipt-days", CLAUSE, "函询、谈话通知送达后本人签收的期限，到期没有签收的自次日起计算答复期限", 3, "个工作日", LOCAL_DEFAULT,
    at_most=5,
)  # fmt: skip
ASSESS_MONTHS = Limit(
    "inquiry-assess-months", "N29", "谈话后或者收到说明后写出处置建议的期限", 1, "个月",
    Source(DISCIPLINE_RULES, "第二十九条", read=False), since=DISCIPLINE_SINCE, at_most=1,
)  # fmt: skip
CRITICISM_DAYS = Limit(
    "inquiry-criticism-days", "N30", "受到诫勉后提交书面检查的期限（细则未定天数）", 5, "个工作日", LOCAL_DEFAULT, at_most=15
)  # fmt: skip
TALKERS_LEAST = Limit(
    "inquiry-talkers", CLAUSE, "谈话人最少人数", 2, "人", Source(DISCIPLINE_RULES, "第二十八条", read=False), since=DISCIPLINE_SINCE,
    at_least=2,
)  # fmt: skip
ECHO = Limit(
    "inquiry-echo", CLAUSE, "需要说明的问题与须保密的来源材料连续相同的文字达到此数，不得发出", 12, "个字", LOCAL_DEFAULT, at_least=6
)  # fmt: skip
LIMITS: tuple[Limit, ...] = (
    REPLY_DAYS, RECEIPT_DAYS, ASSESS_MONTHS, CRITICISM_DAYS, TALKERS_LEAST, ECHO,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class AskingRule:
    """A body that asks: by which row of part A, whether only of heads the county manages, and the mark of its letters."""

    function: Function
    clause: str
    mark: str
    managed_only: bool
    source: Source


ASKING: dict[str, AskingRule] = {
    rule.function.value: rule
    for rule in (
        AskingRule(
            Function.DISCIPLINE, "A8", "纪函", managed_only=False, source=Source(DISCIPLINE_RULES, "第二十六条至第三十条", read=False)
        ),
        AskingRule(Function.ORGANISATION, "A2", "组函", managed_only=True, source=ADMONITIONS),
    )
}  # fmt: skip


class Way(StrEnum):
    """How a head is asked."""

    LETTER = "letter"  # 函询
    TALK = "talk"  # 谈话提醒


WAYS: dict[Way, str] = {Way.LETTER: "函询", Way.TALK: "谈话提醒"}
NOTICES: dict[Way, str] = {Way.LETTER: "函询通知书", Way.TALK: "谈话通知书"}


class State(StrEnum):
    """Where a case stands."""

    DRAFT = "draft"
    SUBMITTED = "submitted"
    APPROVED = "approved"
    SENT = "sent"
    RECEIVED = "received"
    ANSWERED = "answered"
    ASSESSED = "assessed"
    CLOSED = "closed"
    DROPPED = "dropped"


STATES: dict[State, str] = {
    State.DRAFT: "起草中",
    State.SUBMITTED: "待批准",
    State.APPROVED: "待发出",
    State.SENT: "待签收",
    State.RECEIVED: "待说明",
    State.ANSWERED: "待评估",
    State.ASSESSED: "待批准处置",
    State.CLOSED: "已办结",
    State.DROPPED: "已撤销",
}
# How the roster marks cadres managed by the level above: not for the county to ask (N23).
MANAGED_ABOVE = "市管"
OVER = frozenset({State.CLOSED, State.DROPPED})
# From here on the head knows.
TOLD = frozenset({State.SENT, State.RECEIVED, State.ANSWERED, State.ASSESSED, State.CLOSED})


class Step(StrEnum):
    """What is done to a case, each with who, when and why."""

    SUBMIT = "submit"
    APPROVE = "approve"
    RETURN = "return"
    DROP = "drop"
    SEND = "send"
    RECEIVE = "receive"
    ANSWER = "answer"
    TALK = "talk"
    ASSESS = "assess"
    RECONSIDER = "reconsider"
    DECIDE = "decide"


class Actor(StrEnum):
    """Who takes a step: an officer of the body that asks, its principal, the head, who approves what is proposed."""

    BODY = "body"
    PRINCIPAL = "principal"
    HEAD = "head"
    DECIDER = "decider"


@dataclass(frozen=True, slots=True)
class StepRule:
    """A step: who takes it, in which states, to which it leads, whether it needs a reason; `ways` where it is of one way alone.
    `overdue` are further states, once the day for an answer has passed.
    """

    step: Step
    title: str
    by: Actor
    after: tuple[State, ...]
    to: State
    reason: bool = False
    ways: tuple[Way, ...] = tuple(Way)
    overdue: tuple[State, ...] = ()


S, T = State, Step
STEPS: dict[Step, StepRule] = {
    rule.step: rule
    for rule in (
        StepRule(T.SUBMIT, "提请批准", Actor.BODY, (S.DRAFT,), S.SUBMITTED),
        StepRule(T.APPROVE, "批准", Actor.PRINCIPAL, (S.SUBMITTED,), S.APPROVED),
        StepRule(T.RETURN, "退回修改", Actor.PRINCIPAL, (S.SUBMITTED,), S.DRAFT, reason=True),
        StepRule(T.DROP, "撤销", Actor.BODY, (S.DRAFT, S.SUBMITTED, S.APPROVED), S.DROPPED, reason=True),
        StepRule(T.SEND, "发出", Actor.BODY, (S.APPROVED,), S.SENT),
        StepRule(T.RECEIVE, "签收", Actor.HEAD, (S.SENT,), S.RECEIVED),
        StepRule(T.ANSWER, "书面说明", Actor.HEAD, (S.RECEIVED,), S.ANSWERED, ways=(Way.LETTER,)),
        StepRule(T.TALK, "登记谈话", Actor.BODY, (S.SENT, S.RECEIVED), S.ANSWERED, ways=(Way.TALK,)),
        StepRule(
            T.ASSESS, "提出处置建议", Actor.BODY, (S.ANSWERED,), S.ASSESSED, overdue=(S.SENT, S.RECEIVED)
        ),
        StepRule(T.RECONSIDER, "退回重新评估", Actor.DECIDER, (S.ASSESSED,), S.ANSWERED, reason=True),
        StepRule(T.DECIDE, "批准处置", Actor.DECIDER, (S.ASSESSED,), S.CLOSED),
    )
}


class Outcome(StrEnum):
    """What a case comes to (N29)."""

    ACCEPT = "accept"
    AGAIN = "again"
    REMIND = "remind"
    CRITICISE = "criticise"
    RECTIFY = "rectify"
    ADMONISH = "admonish"
    VERIFY = "verify"


@dataclass(frozen=True, slots=True)
class OutcomeRule:
    """An outcome: whose principal approves it (none: that of the body that asked), whether the head is told."""

    outcome: Outcome
    title: str
    approved_by: Function | None = None
    told: bool = True
    source: Source = Source(DISCIPLINE_RULES, "第三十条", read=False)


OUTCOMES: dict[Outcome, OutcomeRule] = {
    rule.outcome: rule
    for rule in (
        OutcomeRule(Outcome.ACCEPT, "说明清楚，采信了结"),
        OutcomeRule(Outcome.AGAIN, "说明不清楚，再次函询或者谈话"),
        OutcomeRule(Outcome.REMIND, "谈话提醒"),
        OutcomeRule(Outcome.CRITICISE, "批评教育"),
        OutcomeRule(Outcome.RECTIFY, "责令检查、限期整改"),
        OutcomeRule(Outcome.ADMONISH, "诫勉", Function.COUNTY_COMMITTEE, source=ADMONITIONS),
        OutcomeRule(Outcome.VERIFY, "转初步核实", told=False),
    )
}  # fmt: skip

_CODES = (
    FindingRule(
        "inquiry-answer-late", CLAUSE, "函询逾期没有答复", "{number} 应在 {due} 前作出书面说明，{how}。", rules=("N28",), passing=("how",),
    ),
    FindingRule(
        "inquiry-assessment-late", CLAUSE, "处置建议超过期限", "{number} 在 {answered_on} 收到说明或者谈话，处置建议应在 {due} 前提出，{how}。",
        rules=("N29",), passing=("how",),
    ),
    FindingRule(
        "inquiry-criticism-late", CLAUSE, "诫勉后没有按期提交书面检查", "{number} 在 {admonished_on} 给予诫勉，书面检查应在 {due} 前提交，{how}。",
        Severity.NOTICE, rules=("N30",), passing=("how",),
    ),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}
# What the body that asked answers for, not the head.
OF_THE_BODY = frozenset({"inquiry-assessment-late"})


def signs_for_others(title: str) -> bool:
    """Whether a post of this title is the Party principal of its unit: who holds it replies directly, other heads of the unit with their
    signature (N28).
    """
    return "书记" in title and "副书记" not in title


# What the post of a body's principal (主要负责人) is called: the roster does not count those managed by the level above among the heads.
PRINCIPALS: dict[str, str] = {
    Function.DISCIPLINE.value: "书记",
    Function.ORGANISATION.value: "部长",
    Function.COUNTY_COMMITTEE.value: "书记",
}


def leads(function: str, title: str) -> bool:
    """Whether a post of this title is that of the principal of a body with `function`."""
    word = PRINCIPALS.get(function, "")
    return bool(word) and word in title and "副" not in title
