"""Appointing cadres (干部推荐任用, B2): steps in order, what can be found, and every number it counts with.

Source is the regulation on selecting and appointing leading cadres (党政领导干部选拔任用工作条例, 2019) unless a rule names another.
Deciding itself is judged by the rules of collective decisions (rulebook.procedures.decisions).
"""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from rulebook.types import FindingRule, Limit, Severity, Source, Step

IN_FORCE = date(2019, 3, 3)


def _regulation(article: str, *, read: bool = False) -> Source:
    return Source("党政领导干部选拔任用工作条例", article, read)


ADMONITIONS = Source("党政机关、事业单位和国有企业领导人员提醒、函询和诫勉实施细则")
SANCTIONS = Source("中华人民共和国公职人员政务处分法", "第八条")
TERMS = Source("党政领导干部职务任期暂行规定")
PERSONAL_MATTERS = Source("领导干部报告个人有关事项规定", "第二条")

RECOMMENDATION_YEARS = Limit(
    "recommendation-years", "N13", "民主推荐结果的有效期", 1, "年", _regulation("第四章"), since=IN_FORCE
)
TEAM_LEAST = Limit(
    "inspection-team", "N46", "考察组最少人数", 2, "人", _regulation("第五章", read=True), since=IN_FORCE
)
PUBLICITY_DAYS = Limit(
    "cadre-publicity-days", "N11", "任职前公示最少天数", 5, "个工作日", _regulation("第四十二条", read=True),
    since=IN_FORCE, at_least=5,
)  # fmt: skip
PROBATION_YEARS = Limit(
    "probation-years", "N12", "任职试用期", 1, "年", _regulation("第七章"), since=IN_FORCE
)
ADMONITION_MONTHS = Limit("admonition-months", "N30", "诫勉后不得提拔或者重用", 6, "个月", ADMONITIONS)
TERM_YEARS = Limit("cadre-term-years", "N52", "领导职务每届任期", 5, "年", TERMS)
TERMS_MOST = Limit("cadre-terms", "N52", "同一职位最多连任", 2, "届", TERMS)
DEPUTY_YEARS = Limit(
    "deputy-years",
    "B2",
    "由副职提任正职，副职岗位最少任职年限",
    2,
    "年",
    _regulation("第八条"),
    since=IN_FORCE,
)
LEAVING_MONTHS = Limit(
    "leaving-months",
    "B2",
    "主要领导离任前不得突击提拔的期间",
    6,
    "个月",
    _regulation("第六十一条"),
    since=IN_FORCE,
)


class Sanction(StrEnum):
    """Sanctions and admonitions with a period of influence (影响期, N30, N47)."""

    ADMONITION = "诫勉"
    WARNING = "警告"
    DEMERIT = "记过"
    GRAVE_DEMERIT = "记大过"
    DEMOTION = "降级"
    REMOVAL = "撤职"


_SANCTION_LIMITS = {
    Sanction.WARNING: Limit("sanction-warning", "N47", "警告的影响期", 6, "个月", SANCTIONS),
    Sanction.DEMERIT: Limit("sanction-demerit", "N47", "记过的影响期", 12, "个月", SANCTIONS),
    Sanction.GRAVE_DEMERIT: Limit("sanction-grave-demerit", "N47", "记大过的影响期", 18, "个月", SANCTIONS),
    Sanction.DEMOTION: Limit("sanction-demotion", "N47", "降级的影响期", 24, "个月", SANCTIONS),
    Sanction.REMOVAL: Limit("sanction-removal", "N47", "撤职的影响期", 24, "个月", SANCTIONS),
}
SANCTION_MONTHS: dict[Sanction, int] = {Sanction.ADMONITION: ADMONITION_MONTHS.value} | {
    sanction: limit.value for sanction, limit in _SANCTION_LIMITS.items()
}
LIMITS: tuple[Limit, ...] = (
    RECOMMENDATION_YEARS, TEAM_LEAST, PUBLICITY_DAYS, PROBATION_YEARS, ADMONITION_MONTHS, *_SANCTION_LIMITS.values(),
    TERM_YEARS, TERMS_MOST, DEPUTY_YEARS, LEAVING_MONTHS,
)  # fmt: skip
# The national duty to report personal matters reaches 县处级副职 and above; a county may adopt it for its 科级 heads (N48): off.
PERSONAL_MATTERS_OF_SECTION_HEADS = False


class Exclusion(StrEnum):
    """Who may not become a candidate (不得列为考察对象, article 24): the seven grounds (N45)."""

    DISCIPLINE = "违反政治纪律和政治规矩"
    ACCEPTANCE = "群众公认度不高"
    APPRAISAL = "上一年年度考核结果为基本称职以下等次"
    CANVASSING = "有跑官、拉票等非组织行为"
    EMIGRATED = "配偶已移居国（境）外，或者没有配偶但子女均已移居国（境）外"
    SANCTIONED = "受到诫勉、组织处理或者党纪政务处分等影响期未满，或者期满影响使用"
    OTHER = "其他不宜提拔或者进一步使用的情形"


class Kind(StrEnum):
    """What an appointment is: some steps are asked of promotions alone (任用方式)."""

    PROMOTION = "promotion"  # 提拔任职
    HEAD_FROM_DEPUTY = "head-from-deputy"  # 由副职提任正职
    TRANSFER = "transfer"  # 平级转任


PROMOTIONS = frozenset({Kind.PROMOTION, Kind.HEAD_FROM_DEPUTY})


class Record(StrEnum):
    """The records a file holds, in the order the regulation gives them (纪实材料)."""

    INITIATION = "initiation"
    RECOMMENDATION = "recommendation"
    TALKS = "recommendation-talks"
    QUALIFICATION = "qualification"
    EXCLUSIONS = "exclusions"
    NOTICE = "inspection-notice"
    INSPECTION = "inspection"
    ARCHIVE = "archive-check"
    PERSONAL_MATTERS = "personal-matters"
    CLUES = "clue-check"
    INTEGRITY = "integrity-opinion"
    PUBLICITY = "publicity"
    TALK = "appointment-talk"
    APPOINTMENT = "appointment"
    PROBATION = "probation"


DISCUSSION = "discussion"  # not a record of its own: taken from the register of decisions
TITLES: dict[str, str] = {
    Record.INITIATION: "动议",
    Record.RECOMMENDATION: "会议推荐",
    Record.TALKS: "谈话调研推荐",
    Record.QUALIFICATION: "条件和资格核对",
    Record.EXCLUSIONS: "不得列为考察对象情形核对",
    Record.NOTICE: "考察预告",
    Record.INSPECTION: "考察",
    Record.ARCHIVE: "干部档案审核",
    Record.PERSONAL_MATTERS: "个人有关事项报告核查",
    Record.CLUES: "具体信访线索核查",
    Record.INTEGRITY: "纪检监察机关廉洁意见",
    DISCUSSION: "讨论决定",
    Record.PUBLICITY: "任职前公示",
    Record.TALK: "任职谈话",
    Record.APPOINTMENT: "任职",
    Record.PROBATION: "试用期满考核",
}
# What must be over before a record's own first day (次序).
FOLLOWS: dict[str, tuple[str, ...]] = {
    Record.RECOMMENDATION: (Record.INITIATION,),
    Record.TALKS: (Record.INITIATION,),
    Record.INSPECTION: (Record.RECOMMENDATION, Record.TALKS, Record.EXCLUSIONS, Record.QUALIFICATION, Record.NOTICE),
    DISCUSSION: (
        Record.INSPECTION, Record.ARCHIVE, Record.PERSONAL_MATTERS, Record.CLUES, Record.INTEGRITY,
    ),
    Record.PUBLICITY: (DISCUSSION,),
    Record.APPOINTMENT: (DISCUSSION, Record.PUBLICITY),
    Record.PROBATION: (Record.APPOINTMENT,),
}  # fmt: skip

_SERIOUS, _NOTICE = Severity.SERIOUS, Severity.NOTICE
_CODES = (
    FindingRule("cadre-initiation-missing", "B2", "未经动议", "没有动议记录，已于 {later_on} 进入{later}。"),
    FindingRule(
        "cadre-recommendation-missing", "B2", "未经民主推荐", "缺{missing}，已于 {later_on} 进入{later}。", _SERIOUS, ("N13",)
    ),
    FindingRule("cadre-recommendation-uncounted", "B2", "推荐结果没有计票", "{what}没有写明参加人数和得票。", rules=("N13",)),
    FindingRule(
        "cadre-recommendation-stale", "B2", "民主推荐结果超过有效期",
        "民主推荐在 {on} 进行，{used_on} 使用时已超过 {years} 年。", rules=("N13",),
    ),
    FindingRule(
        "cadre-unqualified", "B2", "条件或者资格不符", "条件和资格核对结果为“不符合”，没有按破格规定写明依据。", _SERIOUS
    ),
    FindingRule(
        "cadre-qualification-unproven", "B2", "条件和资格没有核对", "没有条件和资格核对记录，已于 {later_on} 进入{later}。",
    ),
    FindingRule(
        "cadre-years-unexplained", "B2", "任职年限不足没有说明",
        "名册所载副职岗位任职 {days} 天，不足 {years} 年，核对记录没有写明依据。", rules=("B2",),
    ),
    FindingRule(
        "cadre-exclusions-unchecked", "B2", "没有核对不得列为考察对象的情形",
        "没有按第二十四条逐项核对，已于 {later_on} 进入{later}。", rules=("N45",),
    ),
    FindingRule(
        "cadre-excluded", "B2", "不得列为考察对象", "存在不得列为考察对象的情形：{grounds}。", _SERIOUS, ("N45",)
    ),
    FindingRule(
        "cadre-sanction-running", "B2", "影响期未满", "{sanction}自 {since} 起，影响期到 {until}，{used_on} 仍在影响期内。", _SERIOUS,
        ("N30", "N45", "N47"),
    ),
    FindingRule(
        "cadre-admonition-running", "B2", "诫勉影响期内提拔", "{since} 受到诫勉，{months} 个月内不得提拔或者重用，到 {until} 期满；{what}在 {used_on}。",
        _SERIOUS, ("N30",),
    ),
    FindingRule(
        "cadre-terms-exceeded", "B2", "同一职位任期超过规定", "到 {on} 已在同一职位任职 {years} 年，达到最多 {terms} 届。",
        rules=("N52",),
    ),
    FindingRule("cadre-notice-missing", "B2", "没有考察预告", "没有发布考察预告，已于 {later_on} 进入{later}。"),
    FindingRule("cadre-inspection-missing", "B2", "未经考察", "没有考察记录，已于 {later_on} 进入{later}。", _SERIOUS),
    FindingRule(
        "cadre-team-too-small", "B2", "考察组人数不足", "考察组 {number} 人，少于 {least} 人。", rules=("N46",)
    ),
    FindingRule("cadre-inspection-incomplete", "B2", "考察记录不全", "考察记录缺{missing}。"),
    FindingRule(
        "cadre-archive-unchecked", "B2", "干部档案未审核", "没有审核干部档案，已于 {later_on} 进入{later}。", rules=("N46",)
    ),
    FindingRule(
        "cadre-personal-matters-unchecked", "B2", "个人有关事项未核查", "没有核查个人有关事项报告，已于 {later_on} 进入{later}。",
        rules=("N46", "N48"),
    ),
    FindingRule("cadre-clues-unchecked", "B2", "具体线索未核查", "没有核查具体信访线索，已于 {later_on} 进入{later}。", rules=("N46",)),
    FindingRule(
        "cadre-integrity-unheard", "B2", "未听取纪检监察机关意见", "没有听取纪检监察机关意见，已于 {later_on} 进入{later}。", _SERIOUS,
        ("N46",),
    ),
    FindingRule(
        "cadre-check-adverse", "B2", "核查有问题仍提交", "{what}的结果为“{result}”，已于 {later_on} 进入{later}。", _SERIOUS, ("N46",)
    ),
    FindingRule("cadre-not-discussed", "B2", "未经集体讨论决定", "没有集体讨论决定，已于 {later_on} 进入{later}。", _SERIOUS, ("N9",)),
    FindingRule(
        "cadre-no-quorum", "B2", "讨论决定到会人数不足", "应到会 {members} 人，到会且不回避 {attending} 人，少于 {quorum} 人，决定无效。",
        _SERIOUS, ("N9",),
    ),
    FindingRule("cadre-not-voted", "B2", "未逐人表决", "会议没有对该人选逐人表决。", _SERIOUS, ("N9",)),
    FindingRule(
        "cadre-sudden-motion", "B2", "临时动议", "{decided_on} 讨论的该事项不在会前送达的议程内。", _SERIOUS, ("L12",)
    ),
    FindingRule(
        "cadre-dropped-yet-appointed", "B2", "表决未通过仍任职", "{decided_on} 的决定没有通过该人选（{outcome}），已于 {on} {later}。",
        _SERIOUS, ("N9",),
    ),
    FindingRule(
        "cadre-kin-took-part", "B2", "亲属没有回避", "人选本人或者登记在册的亲属参加了{what}：{names}。", _SERIOUS, ("N14",)
    ),
    FindingRule(
        "cadre-head-promotes-kin", "B2", "“一把手”提拔亲属", "{decided_on} 决定时的单位“一把手”是该人选的亲属。", _SERIOUS, ("N14",)
    ),
    FindingRule(
        "cadre-eve-of-leaving", "B2", "离任前突击提拔",
        "单位“一把手”于 {left_on} 离任，{decided_on} 的提拔在其前 {months} 个月以内。", _SERIOUS, ("B2",),
    ),
    FindingRule("cadre-publicity-missing", "B2", "任职前未公示", "没有任职前公示，已于 {later_on} 进入{later}。", _SERIOUS, ("N11",)),
    FindingRule(
        "cadre-publicity-too-short", "B2", "任职前公示时间不足", "公示 {since} 至 {until} 共 {days} 个工作日，少于 {least} 个工作日。",
        rules=("N11",),
    ),
    FindingRule(
        "cadre-publicity-after", "B2", "公示未结束就任职", "公示到 {until} 才结束，已于 {on} 任职。", _SERIOUS, ("N11",)
    ),
    FindingRule("cadre-objection-unhandled", "B2", "公示反映的问题没有处理", "公示期间收到反映 {number} 件，没有写明核查处理情况。", _SERIOUS),
    FindingRule("cadre-talk-missing", "B2", "没有任职谈话", "已于 {on} 任职，没有任职谈话记录。", _NOTICE),
    FindingRule(
        "cadre-probation-unassessed", "B2", "试用期满没有考核", "试用期到 {until} 届满，没有考核记录。", _NOTICE, ("N12",)
    ),
    FindingRule("cadre-out-of-order", "B2", "程序次序不符", "{later}在 {later_on} 开始，早于{earlier}的 {earlier_on}。", _SERIOUS),
    FindingRule("cadre-dates-impossible", "B2", "日期不可能", "{what}的日期不可能：{why}。"),
    FindingRule(
        "cadre-entered-late", "B2", "事后补录", "{what}在 {entered_on} 才录入，{later}已于 {later_on} 进行。", rules=("B2",)
    ),
    FindingRule(
        "cadre-changed-later", "B2", "任职以后改动记录", "{what}在 {changed_on} 改动，任职已于 {on} 进行。", rules=("B2",)
    ),
    FindingRule("cadre-material-missing", "B2", "缺少材料", "以下程序没有材料：{steps}。", _NOTICE),
    FindingRule(
        "audit-not-consulted", "C20", "决定干部事项没有运用审计结果",
        "{on} 作出决定时有效的审计结论，此前没有核对并记录运用情况：{conclusions}。", _SERIOUS,
    ),
    FindingRule("cadre-tenure-without-file", "B2", "任职没有纪实档案", "{on} 起任{post}，没有干部任用纪实档案。", _SERIOUS),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}
# What is found but never keeps a step from being entered: it cannot be mended by waiting, or is for others to judge.
FINDING_ONLY = frozenset(
    {
        "cadre-entered-late", "cadre-changed-later", "cadre-material-missing", "cadre-eve-of-leaving", "cadre-terms-exceeded",
        "cadre-talk-missing", "cadre-probation-unassessed", "cadre-tenure-without-file", "cadre-head-promotes-kin",
    }
)  # fmt: skip

STAGES: dict[str, str] = {
    "initiation": "动议",
    "recommendation": "民主推荐",
    "inspection": "考察",
    "decision": "讨论决定",
    "appointment": "公示和任职",
    "probation": "试用期",
}
PERSONAL = "personal-matters"  # flag: the duty to report personal matters reaches the candidate (N48)
PROMOTED = "promotion"  # flag: asked of promotions alone


def _step(key: str, stage: str, *codes: str, flag: str = "", also: tuple[str, ...] = ()) -> Step:
    return Step(key, "B2", TITLES[key], (*(f"cadre-{code}" for code in codes), *also), stage, flag)


STEPS: tuple[Step, ...] = (
    _step(Record.INITIATION, "initiation", "initiation-missing", "eve-of-leaving"),
    _step(
        Record.RECOMMENDATION, "recommendation", "recommendation-missing", "recommendation-uncounted", "recommendation-stale"
    ),
    _step(Record.TALKS, "recommendation"),
    _step(Record.QUALIFICATION, "inspection", "qualification-unproven", "unqualified", "years-unexplained", "terms-exceeded"),
    _step(Record.EXCLUSIONS, "inspection", "exclusions-unchecked", "excluded", "sanction-running", "admonition-running"),
    _step(Record.NOTICE, "inspection", "notice-missing"),
    _step(Record.INSPECTION, "inspection", "inspection-missing", "team-too-small", "inspection-incomplete"),
    _step(Record.ARCHIVE, "inspection", "archive-unchecked", "check-adverse"),
    _step(Record.PERSONAL_MATTERS, "inspection", "personal-matters-unchecked", flag=PERSONAL),
    _step(Record.CLUES, "inspection", "clues-unchecked"),
    _step(Record.INTEGRITY, "inspection", "integrity-unheard"),
    _step(
        DISCUSSION, "decision", "not-discussed", "no-quorum", "not-voted", "sudden-motion", "dropped-yet-appointed",
        "head-promotes-kin", "kin-took-part", also=("audit-not-consulted", "file-not-consulted", "appraisal-not-consulted"),
    ),
    _step(
        Record.PUBLICITY, "appointment", "publicity-missing", "publicity-too-short", "publicity-after", "objection-unhandled",
        flag=PROMOTED,
    ),
    _step(Record.TALK, "appointment", "talk-missing"),
    _step(Record.APPOINTMENT, "appointment", "tenure-without-file"),
    _step(Record.PROBATION, "probation", "probation-unassessed", flag=PROMOTED),
)  # fmt: skip
STEP_OF_CODE: dict[str, Step] = {code: step for step in STEPS for code in step.codes}


@dataclass(frozen=True, slots=True)
class Material:
    """Which records must have their paper in the file (全程纪实)."""

    record: str
    what: str


MATERIALS: tuple[Material, ...] = (
    Material(Record.INITIATION, "动议理由和职数预审表"),
    Material(Record.RECOMMENDATION, "推荐票和统计表"),
    Material(Record.INSPECTION, "考察材料"),
    Material(Record.PUBLICITY, "公示和反映问题处理情况"),
    Material(Record.APPOINTMENT, "任职文件"),
)
