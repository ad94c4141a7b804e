"""Economic-responsibility audits (经济责任审计, C18, C19): what may call for one, in which order, whom and which days it covers, and the
steps of the yearly plan. The stages of an audit stand in rulebook.procedures.auditing, the calendar's five years in rulebook.duties.
"""

from dataclasses import dataclass
from enum import StrEnum

from rulebook.duties import TERM_AUDIT
from rulebook.establishment import NAMES, Function
from rulebook.tenure import TenureKind
from rulebook.types import LOCAL_DEFAULT, FindingRule, Limit, Severity, Source

CLAUSE = "C18"
AUDIT_RULES = "党政主要领导干部和国有企事业单位主要领导人员经济责任审计规定"
_PLANNING = Source(AUDIT_RULES, "（2019）第十四条至第十六条", read=False)
_SCOPE = Source(AUDIT_RULES, "（2019）及其实施细则")


class Trigger(StrEnum):
    """What an audit is proposed for (立项事由)."""

    FIVE_YEARS = "five-years"
    BEFORE = "before"
    LEAVING = "leaving"
    COMMISSIONED = "commissioned"
    PROBLEMS = "problems"


@dataclass(frozen=True, slots=True)
class TriggerRule:
    """What an audit is proposed for: which kind it makes (empty: whoever proposes it says), whether the plan may leave it out for good,
    whether somebody proposes it by hand and who. `clause` calls for it.
    """

    trigger: Trigger
    title: str
    clause: str
    kind: str = ""
    compulsory: bool = False
    by: tuple[Function, ...] = ()


# In the order of priority (L41): what C19 makes a duty, what others wait for, who left, then what is proposed by hand.
TRIGGERS: dict[Trigger, TriggerRule] = {
    rule.trigger: rule
    for rule in (
        TriggerRule(Trigger.FIVE_YEARS, "同一岗位连续任职满五年", TERM_AUDIT.clause, kind="during", compulsory=True),
        TriggerRule(Trigger.BEFORE, "拟任“一把手”，干部选拔任用进入考察", CLAUSE, kind="before"),
        TriggerRule(Trigger.LEAVING, "离任", CLAUSE, kind="leaving"),
        TriggerRule(Trigger.COMMISSIONED, "组织部门委托", CLAUSE, by=(Function.ORGANISATION,)),
        TriggerRule(Trigger.PROBLEMS, "问题较多", CLAUSE, by=(Function.ORGANISATION, Function.AUDIT)),
    )
}  # fmt: skip

LEAVING_WITHIN = Limit(
    "audit-leaving-within", "L38", "离任后完成离任审计的期限，末日为节假日的顺延到下一工作日", 180, "天", LOCAL_DEFAULT, at_least=30,
    at_most=365,
)  # fmt: skip
BEFORE_WITHIN = Limit(
    "audit-before-within", "L39", "考察后完成任前审计的期限，末日为节假日的顺延到下一工作日", 60, "天", LOCAL_DEFAULT, at_least=10,
    at_most=180,
)  # fmt: skip
PROBLEMS_LEAST = Limit(
    "audit-problems-least", "L40", "以“问题较多”提出审计建议的，未了结问题的最少个数", 3, "个", LOCAL_DEFAULT, at_least=1
)  # fmt: skip
HORIZON = Limit(
    "audit-plan-horizon", "L41", "起草年度计划时先列期限在计划年度终了后此天数以内的建议，其余列在后面", 90, "天", LOCAL_DEFAULT,
    at_most=365,
)  # fmt: skip
ACTING_YEARS = Limit(
    "audit-acting-years", "N19", "主持工作满此年数的，列入经济责任审计的对象", 1, "年", _SCOPE
)
PERIOD_YEARS = Limit("audit-period-years", "N20", "任职超过此年数的，主要审计最近此年数", 3, "年", _SCOPE)
TEAM_LEAST = Limit(
    "audit-team-least", CLAUSE, "审计组的最少人数", 2, "人", Source("中华人民共和国审计法", "第四十三条", read=False), at_least=2
)  # fmt: skip
LIMITS: tuple[Limit, ...] = (
    ACTING_YEARS, PERIOD_YEARS, LEAVING_WITHIN, BEFORE_WITHIN, PROBLEMS_LEAST, HORIZON, TEAM_LEAST,
)  # fmt: skip

# Principal officers are in scope from the first day, whoever is in charge without the post after a year (N19).
PRINCIPAL: tuple[str, ...] = (TenureKind.FULL, TenureKind.CONCURRENT)
IN_CHARGE: tuple[str, ...] = (TenureKind.ACTING,)

# Without these bodies there was no joint conference (联席会议); others may take part besides.
CONFERENCE: tuple[Function, ...] = (
    Function.DISCIPLINE, Function.ORGANISATION, Function.AUDIT, Function.FINANCE, Function.PERSONNEL,
)  # fmt: skip
CONFERENCE_NAMES: dict[Function, str] = {function: NAMES[function] for function in CONFERENCE}
CONFERENCE_SOURCE = _PLANNING


class PlanStep(StrEnum):
    """The steps of the plan, and of every change of it, in order."""

    PROPOSE = "propose"
    DISCUSS = "discuss"
    APPROVE = "approve"


@dataclass(frozen=True, slots=True)
class PlanStepRule:
    """A step: whose it is, and the words for it. A committee's decision is entered by the body that serves it."""

    step: PlanStep
    title: str
    by: Function
    source: Source = _PLANNING


PLAN_STEPS: dict[PlanStep, PlanStepRule] = {
    rule.step: rule
    for rule in (
        PlanStepRule(PlanStep.PROPOSE, "组织部门提出", Function.ORGANISATION),
        PlanStepRule(PlanStep.DISCUSS, "联席会议研究", Function.AUDIT),
        PlanStepRule(PlanStep.APPROVE, "县委审计委员会批准", Function.COUNTY_COMMITTEE),
    )
}
# Who may put a draft together before it is proposed.
DRAFTED_BY: tuple[Function, ...] = (Function.ORGANISATION, Function.AUDIT)
PLAN_SOURCE = _PLANNING

# How a line of the plan says why it stands where it does; kept with the plan as it was approved, so in the county's own language.
LINE_WORDS = "{trigger}（{clause}{compulsory}），{since} 起，应在 {due} 前完成；{audited}；未了结的问题 {findings} 个{later}。"
COMPULSORY, AUDITED, NEVER, LATER = (
    "，必须审计",
    "上次审计截至 {until}",
    "没有审计记录",
    "；期限在计划年度终了 {days} 天以后，列在后面",
)

_CODES = (
    FindingRule(
        "audit-team-not-independent", CLAUSE, "审计组成员不独立",
        "{audit}的审计组成员{member}：{why}；尚未退出审计组。", Severity.SERIOUS,
    ),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}
