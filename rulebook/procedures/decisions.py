"""Collective decisions (集体决策, B1, C2–C11): kinds of matter, steps in order, what can be found, and every number it counts with.

Codes are stable: other systems, stored findings and tests name them (interchange, section 4).
"""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache

from rulebook.types import LOCAL_DEFAULT, FindingRule, Limit, Severity, Source, Step


class MatterCategory(StrEnum):
    """What a matter is (事项类别, C2): the four of 三重一大, and the ordinary rest."""

    POLICY = "重大事项决策"
    PROJECT = "重大项目安排"
    PERSONNEL = "重要人事任免"
    FUNDS = "大额资金使用"
    ORDINARY = "一般事项"


class Flag(StrEnum):
    """What else is true of a matter and asks for steps of its own."""

    LIVELIHOOD = "livelihood"  # 关系国计民生和全局 (C3)
    TECHNICAL = "technical"  # 政策性、专业性、技术性较强 (C4)
    PUBLIC_INTEREST = "public-interest"  # 关系大多数群众利益 (C5)


FLAG_CLAUSES = {Flag.LIVELIHOOD: "C3", Flag.TECHNICAL: "C4", Flag.PUBLIC_INTEREST: "C5"}
COLLECTIVE = frozenset(MatterCategory) - {MatterCategory.ORDINARY}

MAJOR_DECISIONS = Source("重大行政决策程序暂行条例", "第十五条")
LEGALITY = Source("重大行政决策程序暂行条例", "第二十五条、第二十六条")
CADRES = Source("党政领导干部选拔任用工作条例", "第六章")
COLLECTIVE_RULES = Source("“三重一大”决策制度、党委（党组）议事规则")

CEILING = Limit("large-sum-ceiling", "L8", "单位大额资金标准的县级上限", 50_000, "元", LOCAL_DEFAULT)
DRAFT_DAYS = Limit(
    "draft-days", "N1", "决策草案公开征求意见的天数", 30, "天", MAJOR_DECISIONS, since=date(2019, 9, 1)
)
LEGALITY_DAYS = Limit(
    "legality-days", "N3", "合法性审查的时间", 7, "个工作日", LEGALITY, since=date(2019, 9, 1)
)
PUBLICITY_DAYS = Limit("publicity-days", "L10", "关系群众利益事项的公示天数", 5, "个工作日", LOCAL_DEFAULT)
EMERGENCY_DAYS = Limit("emergency-days", "L11", "紧急决策后向会议报告的期限", 10, "个工作日", LOCAL_DEFAULT)
CIRCULATION_DAYS = Limit("circulation-days", "L12", "会前送达议题和材料的天数", 2, "天", LOCAL_DEFAULT)
STALLED_DAYS = Limit("stalled-days", "L16", "决议没有新的落实记载满此天数，列为停滞", 30, "天", LOCAL_DEFAULT)

LIMITS: tuple[Limit, ...] = (
    CEILING,
    DRAFT_DAYS,
    LEGALITY_DAYS,
    PUBLICITY_DAYS,
    EMERGENCY_DAYS,
    CIRCULATION_DAYS,
    STALLED_DAYS,
)


@dataclass(frozen=True, slots=True)
class Quorum:
    """How many of the members must attend (法定到会人数), as a share rounded up: ⌈n × numerator ÷ denominator⌉."""

    rule: str
    numerator: int
    denominator: int
    source: Source

    def of(self, members: int) -> int:
        """The number of members that must attend out of `members`."""
        return _rounded_up(members, self.numerator, self.denominator)


def _rounded_up(members: int, numerator: int, denominator: int) -> int:
    return -(-members * numerator // denominator)


QUORUM_CADRES = Quorum("N9", 2, 3, CADRES)
QUORUM_OTHERS = Quorum("N10", 1, 2, COLLECTIVE_RULES)


class VoteBase(StrEnum):
    """Out of whom a majority is counted (计票基数)."""

    DUE = "due"  # 应到会成员
    PRESENT = "present"  # 到会成员


FRACTIONS = ("1/2", "2/3", "3/4", "4/5", "1")
QUORUM_SHARES = FRACTIONS  # a unit's own quorum (人数占比): none is less than what N10 asks
DEFAULT_BASE, DEFAULT_FRACTION = VoteBase.DUE, "1/2"  # N10


def votes_needed(base: int, fraction: str = DEFAULT_FRACTION) -> int:
    """The votes that pass out of `base`: strictly more than `fraction` of it (4 of 8 is no majority); for "1" all of it."""
    above, _, below = fraction.partition("/")
    return base if not below or above == below else base * int(above) // int(below) + 1


def quorum_of(category: str) -> Quorum:
    """The quorum that holds for matters of `category` (N9 for cadres, N10 for all others)."""
    return QUORUM_CADRES if category == MatterCategory.PERSONNEL else QUORUM_OTHERS


def attendance_needed(category: str, members: int, own: str | None = None) -> int:
    """How many of `members` must attend a meeting on a matter of `category`: what the rules ask (N9, N10), or the unit's `own` share, like
    "2/3", where that is stricter. Never more than all.
    """
    least = quorum_of(category).of(members)
    if not own:
        return least
    above, _, below = own.partition("/")
    return max(least, min(members, _rounded_up(members, int(above), int(below or 1))))


@dataclass(frozen=True, slots=True)
class Numbers:
    """The numbers in force on one day; None where a rule was not in force yet."""

    ceiling: Decimal
    draft_days: int | None
    legality_days: int | None
    publicity_days: int | None
    emergency_days: int | None
    circulation_days: int | None
    stalled_days: int | None


@cache
def numbers_on(day: date) -> Numbers:
    """The numbers by which a matter of `day` is judged: those of its own day."""

    def value(limit: Limit) -> int | None:
        return limit.value if limit.since <= day else None

    return Numbers(
        ceiling=Decimal(CEILING.value),
        draft_days=value(DRAFT_DAYS),
        legality_days=value(LEGALITY_DAYS),
        publicity_days=value(PUBLICITY_DAYS),
        emergency_days=value(EMERGENCY_DAYS),
        circulation_days=value(CIRCULATION_DAYS),
        stalled_days=value(STALLED_DAYS),
    )


_SERIOUS, _NOTICE = Severity.SERIOUS, Severity.NOTICE
_CODES = (
    FindingRule(
        "misfiled-as-ordinary", "C2", "大额资金按一般事项办理",
        "金额 {amount} 元达到大额资金标准 {threshold} 元，却按一般事项办理，没有列入“三重一大”。", rules=("L8",),
    ),
    FindingRule("draft-not-published", "C3", "草案未公布", "关系国计民生和全局的事项，没有先行公布草案征求意见。"),
    FindingRule(
        "consultation-too-short", "C3", "征求意见时间不足",
        "草案自 {published_on} 起公开征求意见 {days} 天，少于 {least} 天。", rules=("N1",),
    ),
    FindingRule("consultation-unsummarised", "C3", "意见未汇总", "征求到的意见没有汇总，或没有写明采纳情况：缺{missing}。"),
    FindingRule(
        "consulted-after-meeting", "C3", "先议后征求意见", "草案征求意见到 {until} 才结束，{decided_on} 已经作出决策。", _SERIOUS,
        planned="草案征求意见到 {until} 才结束，会议定在 {decided_on}，不能先议后征求意见。",
        unplanned="草案征求意见到 {until} 才结束，结束以后才能上会。",
    ),
    FindingRule("expert-panel-missing", "C4", "未经专家组论证", "政策性、专业性、技术性较强的事项，没有进行专家组论证。", rules=("N4",)),
    FindingRule("technical-advice-missing", "C4", "未作技术咨询", "政策性、专业性、技术性较强的事项，没有进行技术咨询。"),
    FindingRule(
        "legality-review-missing", "C4", "未经合法性审查", "政策性、专业性、技术性较强的事项，没有进行合法性审查。", _SERIOUS,
        ("N3",),
    ),
    FindingRule(
        "legality-review-rushed", "C4", "合法性审查时间不足",
        "合法性审查 {received_on} 送审、{on} 出具意见，只有 {days} 个工作日，少于 {least} 个工作日。", rules=("N3",),
    ),
    FindingRule(
        "risk-assessment-missing", "C4", "未作社会稳定风险评估", "政策性、专业性、技术性较强的事项，没有进行社会稳定风险评估。",
        rules=("N5",),
    ),
    FindingRule(
        "adverse-opinion-unanswered", "C4", "不利意见未答复", "{steps}的意见不利或附有条件，没有书面答复就提交决策。", _SERIOUS,
        ("N3", "N5"),
        planned="{steps}的意见不利或附有条件，还没有书面答复，须在 {before} 的会议以前答复。",
        unplanned="{steps}的意见不利或附有条件，还没有书面答复，答复以后才能上会。",
    ),
    FindingRule("assessed-after-meeting", "C4", "先议后评", "{steps}在 {decided_on} 决策之后才进行。", _SERIOUS),
    FindingRule("publicity-missing", "C5", "未公示", "关系大多数群众利益的事项，没有先进行公示。"),
    FindingRule(
        "publicity-too-short", "C5", "公示时间不足", "公示自 {since} 起 {days} 个工作日，少于 {least} 个工作日。", rules=("L10",)
    ),
    FindingRule("hearing-or-survey-missing", "C5", "未听证也未调查", "关系大多数群众利益的事项，既没有听证，也没有民意调查。", rules=("L10",)),
    FindingRule(
        "heard-after-meeting", "C5", "先议后听", "{steps}在 {decided_on} 决策之后才完成。", _SERIOUS,
        planned="{steps}在 {decided_on} 的会议以前不能完成。",
        unplanned="{steps}还没有完成，完成以后才能上会。",
    ),
    FindingRule("not-collective", "C6", "未经集体讨论", "没有召开会议集体讨论，{how}。", _SERIOUS, ("N10",)),
    FindingRule(
        "no-quorum", "C6", "到会人数不足", "应到会 {members} 人，到会且不回避 {attending} 人，少于 {quorum} 人，所作决定无效。", _SERIOUS,
        ("N9", "N10"),
    ),
    FindingRule("not-voted", "C6", "未投票表决", "会议没有对该事项投票表决。", _SERIOUS),
    FindingRule("vote-missing", "C6", "到会成员未表决", "到会成员没有表决：{names}。"),
    FindingRule("candidate-not-voted", "C6", "未逐人表决", "人选没有逐人表决：{names}。", _SERIOUS, ("N9",)),
    FindingRule("resolution-missing", "C6", "未形成决议", "会议已于 {meeting} 召开，没有形成决议。"),
    FindingRule("not-archived", "C6", "表决结果未存档", "决议和表决结果没有记录存档。"),
    FindingRule("recusal-ignored", "C6", "应回避未回避", "应当回避的成员参加了讨论或表决：{names}。", _SERIOUS, ("N14",)),
    FindingRule(
        "meeting-order-wrong", "C6", "会议次序不符", "应依次经过{required}，实际为{held}。", rules=("N10",)
    ),
    FindingRule(
        "agenda-not-circulated", "C7", "议题未会前送达", "议题和材料没有在会前送达参会人员：{reason}。", rules=("L12",)
    ),
    FindingRule("item-not-on-agenda", "C7", "临时动议", "该事项不在会前通知的议程内，属临时动议。", _SERIOUS),
    FindingRule("emergency-unexplained", "C7", "紧急决策未说明", "按紧急情况处置，没有写明{missing}。", _SERIOUS),
    FindingRule(
        "emergency-unreported", "C7", "紧急决策未报告", "紧急决策应在 {due} 前向会议报告，{how}。", rules=("L11",)
    ),
    FindingRule(
        "head-not-last", "C8", "“一把手”未末位表态", "“一把手”第 {place} 个发言，在其后发言的还有：{names}。", _SERIOUS, ("N6",)
    ),
    FindingRule(
        "head-silent-members", "C8", "成员未发表意见", "“一把手”已经表态，到会成员没有发表意见：{names}。", rules=("N6",)
    ),
    FindingRule(
        "outcome-against-majority", "C8", "结果与多数意见不符",
        "{what}赞成 {votes_for} 票，通过须 {needed} 票（{base} {base_number} 人），结果却记为“{outcome}”。", _SERIOUS,
        ("N6", "N9", "N10"),
    ),
    FindingRule("no-follow-up", "C9", "决议无人督促落实", "决议自 {since} 起 {days} 天没有新的落实记载。", _NOTICE, ("L16",), ("days",)),
    FindingRule("task-overdue", "C9", "任务逾期", "任务逾期没有完成：{tasks}。", rules=("L17",)),
    FindingRule("departed-from-resolution", "C10", "执行偏离决议", "没有经过新的集体研究，执行偏离了决议：{entries}。", _SERIOUS, ("N7",)),
    FindingRule("executed-without-resolution", "C10", "未决先行", "没有通过的决议就已执行：{entries}。", _SERIOUS),
    FindingRule(
        "loss-with-missing-steps", "C11", "程序缺失造成损失",
        "{found_on} 发现决策造成损失，决策时缺失的程序：{steps}。", _SERIOUS, ("N8",),
    ),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}

BEFORE, AT, AFTER = "before", "at", "after"  # stages: before the meeting, at it, after it
STEPS: tuple[Step, ...] = (
    Step("classification", "C2", "确定事项类别和标记", ("misfiled-as-ordinary",), BEFORE, ordinary=True),
    Step(
        "consultation", "C3", "公布草案、征求意见", ("draft-not-published", "consultation-too-short", "consulted-after-meeting"),
        BEFORE, Flag.LIVELIHOOD, ordinary=True, days_before=DRAFT_DAYS.value, falls_away=True,
    ),
    Step(
        "summary", "C3", "汇总意见、写明采纳情况", ("consultation-unsummarised",), BEFORE, Flag.LIVELIHOOD, ordinary=True,
        falls_away=True,
        after="consultation",
    ),
    Step("expert-panel", "C4", "专家组论证", ("expert-panel-missing",), BEFORE, Flag.TECHNICAL, ordinary=True, falls_away=True),
    Step("technical-advice", "C4", "技术咨询", ("technical-advice-missing",), BEFORE, Flag.TECHNICAL, ordinary=True, falls_away=True),
    Step(
        "legality-review", "C4", "合法性审查", ("legality-review-missing", "legality-review-rushed"), BEFORE, Flag.TECHNICAL,
        ordinary=True, days_before=LEGALITY_DAYS.value, in_working_days=True, falls_away=True,
    ),
    Step("stability-risk", "C4", "社会稳定风险评估", ("risk-assessment-missing",), BEFORE, Flag.TECHNICAL, ordinary=True, falls_away=True),
    Step(
        "answers", "C4", "书面答复不利意见", ("adverse-opinion-unanswered", "assessed-after-meeting"), BEFORE, Flag.TECHNICAL,
        ordinary=True, falls_away=True,
        after="legality-review",
    ),
    Step(
        "publicity", "C5", "公示", ("publicity-missing", "publicity-too-short"), BEFORE, Flag.PUBLIC_INTEREST, ordinary=True,
        days_before=PUBLICITY_DAYS.value, in_working_days=True, falls_away=True,
    ),
    Step(
        "hearing-or-survey", "C5", "听证或民意调查", ("hearing-or-survey-missing", "heard-after-meeting"), BEFORE,
        Flag.PUBLIC_INTEREST, ordinary=True, falls_away=True,
    ),
    Step(
        "circulation", "C7", "会前送达议题和材料", ("agenda-not-circulated", "item-not-on-agenda"), BEFORE,
        days_before=CIRCULATION_DAYS.value, falls_away=True,
    ),
    Step("meeting", "C6", "集体讨论、到会过法定人数", ("not-collective", "no-quorum", "recusal-ignored", "meeting-order-wrong"), AT),
    Step("speaking", "C8", "充分发表意见、“一把手”末位表态", ("head-not-last", "head-silent-members"), AT),
    Step("vote", "C6", "投票表决", ("not-voted", "vote-missing", "candidate-not-voted"), AT),
    Step("outcome", "C8", "按多数意见形成决定", ("outcome-against-majority",), AT),
    Step("resolution", "C6", "形成决议、存档", ("resolution-missing", "not-archived"), AT),
    Step("emergency", "C7", "紧急决策说明和报告", ("emergency-unexplained", "emergency-unreported"), AFTER),
    Step("execution", "C10", "按决议执行", ("departed-from-resolution", "executed-without-resolution"), AFTER),
    Step("follow-up", "C9", "督促落实", ("no-follow-up", "task-overdue"), AFTER),
    Step("accountability", "C11", "决策失误追责", ("loss-with-missing-steps",), AFTER),
)  # fmt: skip
STEP_OF_CODE: dict[str, Step] = {code: step for step in STEPS for code in step.codes}
# What a decision that caused loss is traced back to (C11): steps of deciding and of keeping to the decision, not its follow-up.
TRACED = frozenset({"C2", "C3", "C4", "C5", "C6", "C7", "C8", "C10"})
