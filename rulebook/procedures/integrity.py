"""The head as first responsible person (第一责任人, B6, C1): the yearly list, incidents, gifts handed in, events declared.

Whatever the Opinions leave open is a county rule (L28 …) or stands in the instrument named beside it.
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.types import LOCAL_DEFAULT, UNDATED, FindingRule, Limit, Severity, Source

_GIFTS = "关于对党和国家机关工作人员在国内交往中收受礼品实行登记制度的规定（中办发〔1995〕7号）"
_EVENTS = "领导干部报告个人有关事项规定（2017年）"
MAIN_RESPONSIBILITY = Source("党委（党组）落实全面从严治党主体责任规定（2020年）", read=False)

GIFT_MONTHS = Limit(
    "gift-months", "L28", "收受礼品后登记上交的期限（在外地收受的，自回本单位之日起）", 1, "个月", Source(_GIFTS, "第三条"),
    since=date(1995, 4, 30), at_most=1,
)  # fmt: skip
EVENT_DAYS = Limit(
    "event-days", "N48", "个人有关事项变化后报告的期限", 30, "天", Source(_EVENTS, "第六条"), since=date(2017, 2, 8)
)  # fmt: skip
CONFIRM_DAYS = Limit(
    "confirm-days", "N48", "年度集中报告：每年从1月1日起的天数（1月31日前）", 31, "天", Source(_EVENTS, "第五条"),
    since=date(2017, 2, 8),
)  # fmt: skip
MID_YEAR_FROM = Limit(
    "mid-year-from", "L29", "责任清单年中检查不早于", 6, "月", LOCAL_DEFAULT, at_least=1, at_most=9
)
YEAR_END_FROM = Limit(
    "year-end-from", "L30", "责任清单年终检查不早于", 11, "月", LOCAL_DEFAULT, at_least=10, at_most=12
)  # fmt: skip
NEXT_YEAR_FROM = Limit(
    "next-year-from", "L31", "可以起草下一年度责任清单的月份", 12, "月", LOCAL_DEFAULT, at_least=10, at_most=12
)  # fmt: skip
LIMITS: tuple[Limit, ...] = (
    GIFT_MONTHS,
    EVENT_DAYS,
    CONFIRM_DAYS,
    MID_YEAR_FROM,
    YEAR_END_FROM,
    NEXT_YEAR_FROM,
)


@dataclass(frozen=True, slots=True)
class TemplateItem:
    """An item every list of a year begins with (责任清单模板): in force from a day, until it is replaced."""

    key: str
    clause: str
    title: str
    text: str
    since: date = UNDATED
    until: date | None = None
    source: Source = MAIN_RESPONSIBILITY


TEMPLATE: tuple[TemplateItem, ...] = (
    TemplateItem(
        "first-responsible", "C1", "履行第一责任人责任",
        "全面负责本单位党风廉政建设，重要工作亲自部署、重大问题亲自过问、重点环节亲自协调；不以不直接分管为由放任不管。",
    ),
    TemplateItem("team", "B6", "管好班子成员", "每年与班子成员逐一谈话，督促其落实分管范围内的廉政责任，发现问题及时提醒纠正。"),
    TemplateItem("subordinates", "B6", "管好下属", "对内设机构和下属单位负责人开展经常性教育监督，发现苗头性问题及时处理。"),
    TemplateItem("family", "B6", "管好自己的配偶和子女", "教育约束配偶、子女，不准其利用本人职权谋取私利，家庭有关情况按规定报告。"),
    TemplateItem("decisions", "C2", "落实集体决策", "凡三重一大事项集体讨论决定，末位表态，决议如实记录存档。"),
    TemplateItem("five-fields", "B1", "落实五个不直接分管", "财务、人事、工程、采购、审批由副职分管，班子分工及时登记。"),
    TemplateItem("self", "B6", "廉洁自律", "本人遵守廉洁自律规定，收受不能拒绝的礼品按期登记上交。"),
)  # fmt: skip


class Review(StrEnum):
    """When the body above looks at how a list is carried out (检查)."""

    MID_YEAR = "mid-year"  # 年中检查
    YEAR_END = "year-end"  # 年终检查


@dataclass(frozen=True, slots=True)
class ReviewRule:
    """A review: from which month of the list's year on it may be made; the last ends the year."""

    review: Review
    title: str
    from_month: int
    closes: bool = False


REVIEWS: dict[Review, ReviewRule] = {
    Review.MID_YEAR: ReviewRule(Review.MID_YEAR, "年中检查", MID_YEAR_FROM.value),
    Review.YEAR_END: ReviewRule(Review.YEAR_END, "年终检查", YEAR_END_FROM.value, closes=True),
}


# What the steps of a list are called, besides its reviews, and why a review is missing or not needed.
STEPS: dict[str, str] = {
    "draft": "起草",
    "head": "“一把手”签字",
    "above": "上级党组织签字",
    "evidence": "逐项落实并登记凭据",
}
REVIEWED_ALREADY, YEAR_IS_OVER = "已经作了年终检查", "年度已经结束，还没有检查"


class Outcome(StrEnum):
    """What a review says of one item (检查结果), never a score."""

    DONE = "done"  # 已落实
    UNDER_WAY = "under-way"  # 正在落实
    NOT_DONE = "not-done"  # 没有落实


OUTCOMES: dict[Outcome, str] = {
    Outcome.DONE: "已落实",
    Outcome.UNDER_WAY: "正在落实",
    Outcome.NOT_DONE: "没有落实",
}


class Relation(StrEnum):
    """Who an incident is about, as B6 names them (与“一把手”的关系)."""

    TEAM = "team"  # 班子成员
    SUBORDINATE = "subordinate"  # 下属
    SPOUSE = "spouse"  # 配偶
    CHILD = "child"  # 子女


@dataclass(frozen=True, slots=True)
class RelationRule:
    """A relation: its word, by which code an incident is found, whether it is of the head's family: then it is that head's alone."""

    relation: Relation
    title: str
    code: str
    family: bool = False


RELATIONS: dict[Relation, RelationRule] = {
    rule.relation: rule
    for rule in (
        RelationRule(Relation.TEAM, "班子成员", "incident-in-team"),
        RelationRule(Relation.SUBORDINATE, "下属", "incident-of-subordinate"),
        RelationRule(Relation.SPOUSE, "配偶", "incident-of-family", family=True),
        RelationRule(Relation.CHILD, "子女", "incident-of-family", family=True),
    )
}

# From what kind of source an incident is known (来源); never from whom.
INCIDENT_SOURCES: dict[str, str] = {
    "inspection": "监督检查",
    "patrol": "巡察",
    "audit": "审计",
    "case": "纪律审查、监察调查",
    "court": "司法机关通报",
    "complaint": "信访举报核查属实",
    "self": "单位自查报告",
}
# Who gave a gift, as far as the rule asks (送礼人类别); never a name.
GIVERS: dict[str, str] = {
    "served": "管理和服务对象",
    "below": "下属单位或者个人",
    "supplier": "工程、采购的承揽供应方",
    "other": "其他单位或者个人",
}


@dataclass(frozen=True, slots=True)
class EventRule:
    """A kind of event to be declared (个人有关事项). `words`: what clause B6 needs to know of it in words; of others the day alone is kept."""

    key: str
    title: str
    words: str = ""
    source: Source = Source(_EVENTS, "第三条")
    since: date = date(2017, 2, 8)


EVENTS: dict[str, EventRule] = {
    rule.key: rule
    for rule in (
        EventRule("marriage", "本人婚姻变化"),
        EventRule("travel", "本人因私出国（境）和证件变化"),
        EventRule("child-marriage", "子女与外国人、无国籍人、港澳台居民通婚"),
        EventRule("emigration", "配偶、子女移居国（境）外，或者在国（境）外连续工作、生活一年以上"),
        EventRule("work", "配偶、子女及其配偶从业情况变化", words="从业单位和职务"),
        EventRule("prosecution", "配偶、子女及其配偶被追究刑事责任", words="被追究的情况"),
    )
}

_SERIOUS, _NOTICE = Severity.SERIOUS, Severity.NOTICE
_CODES = (
    FindingRule(
        "incident-in-team", "C1", "班子成员发生问题",
        "{happened_on} 班子成员发生问题：{incident}。{in_charge}；不论由谁直接分管，单位“一把手”负第一责任。",
        _SERIOUS,
    ),
    FindingRule(
        "incident-of-subordinate", "C1", "下属发生问题",
        "{happened_on} 下属发生问题：{incident}。{in_charge}；不论由谁直接分管，单位“一把手”负第一责任。",
    ),
    FindingRule(
        "incident-of-family", "B6", "配偶、子女发生问题", "{happened_on} {relation}发生问题：{incident}。", _SERIOUS,
    ),
    FindingRule(
        "list-without-evidence", "B6", "责任清单没有落实凭据", "{year} 年责任清单有 {number} 项到年底没有落实凭据：{items}。",
    ),
    FindingRule(
        "list-item-not-done", "B6", "责任清单没有落实", "{reviewed_on} 年终检查认定没有落实：{items}。", rules=("L30",),
    ),
    FindingRule(
        "gift-handed-in-late", "B6", "礼品逾期上交", "{gift_on} 收受的礼品（{item}）应在 {due} 前上交，实际于 {handed_in_on} 上交。",
        rules=("L28",),
    ),
    FindingRule(
        "gift-not-handed-in", "B6", "礼品没有上交", "{gift_on} 收受的礼品（{item}）应在 {due} 前上交，到期没有上交。", _SERIOUS, ("L28",)
    ),
    FindingRule(
        "event-declared-late", "B6", "个人有关事项逾期报告",
        "{happened_on} 发生“{event}”，应在 {due} 前报告，实际于 {reported_on} 报告。", rules=("N48",),
    ),
    FindingRule(
        "events-unconfirmed", "B6", "个人有关事项没有年度报告", "{year} 年应在 {due} 前集中报告上一年度个人有关事项，到期没有报告。",
        rules=("N48",),
    ),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}


def template_on(on: date) -> tuple[TemplateItem, ...]:
    """The items in force on `on`, in their order."""
    return tuple(one for one in TEMPLATE if one.since <= on and (one.until is None or on < one.until))
