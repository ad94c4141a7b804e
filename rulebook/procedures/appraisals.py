"""The year-end appraisal of heads (年终“双述双评”和廉政测评, C13, C14): who votes, what is asked, the grades, from when a result counts.

“双述” is the head's statement on duty and on integrity (述职述廉); “双评” the ballot of Party members (党员评议) and of the public (群众评议);
with it goes the integrity poll (廉政测评). Numbers whose instrument is the county's own say so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from rulebook.establishment import Category
from rulebook.types import LOCAL_DEFAULT, UNDATED, FindingRule, Limit, Severity

CLAUSE = "C13"
POLL_CLAUSE = "C14"


class Review(StrEnum):
    """Whose ballot it is (双评)."""

    PARTY = "party"  # 党员评议
    PUBLIC = "public"  # 群众评议


REVIEWS: dict[Review, str] = {Review.PARTY: "党员评议", Review.PUBLIC: "群众评议"}


class Electorate(StrEnum):
    """Who votes on a head (评议主体)."""

    TEAM = "team"  # 班子成员
    MEMBERS = "members"  # 党员
    MASSES = "masses"  # 群众代表
    SERVED = "served"  # 服务对象


def _weight(electorate: Electorate, name: str, value: int) -> Limit:
    title = f"综合各类评议主体时{name}所占比重"
    return Limit(
        f"appraisal-weight-{electorate}", "L75", title, value, "%", LOCAL_DEFAULT, at_least=0, at_most=60
    )


@dataclass(frozen=True, slots=True)
class ElectorateRule:
    """An electorate: its name, whose ballot it belongs to, what its shares weigh in the whole (L75), the fewest slips made out for it."""

    electorate: Electorate
    name: str
    review: Review
    weight: Limit


ELECTORATES: dict[Electorate, ElectorateRule] = {
    rule.electorate: rule
    for rule in (
        ElectorateRule(Electorate.TEAM, "班子成员", Review.PARTY, _weight(Electorate.TEAM, "班子成员", 30)),
        ElectorateRule(Electorate.MEMBERS, "党员", Review.PARTY, _weight(Electorate.MEMBERS, "党员", 25)),
        ElectorateRule(Electorate.MASSES, "群众代表", Review.PUBLIC, _weight(Electorate.MASSES, "群众代表", 25)),
        ElectorateRule(Electorate.SERVED, "服务对象", Review.PUBLIC, _weight(Electorate.SERVED, "服务对象", 20)),
    )
}  # fmt: skip
EVERYBODY = tuple(Electorate)
ORDER = {electorate.value: at for at, electorate in enumerate(Electorate)}  # in which they are shown
INSIDE = (Electorate.TEAM, Electorate.MEMBERS)  # who sees from inside how a unit decides


class Grade(StrEnum):
    """What a ballot says to a question (L13)."""

    SATISFIED = "satisfied"
    FAIRLY = "fairly"
    NOT = "not"
    UNKNOWN = "unknown"
    GOOD = "good"
    BETTER = "better"
    ORDINARY = "ordinary"
    BAD = "bad"


@dataclass(frozen=True, slots=True)
class Scale:
    """The grades a question is answered by, the best first; `bad` is the one whose share opens a talk, `well` those a drop is told by."""

    key: str
    grades: tuple[tuple[Grade, str], ...]
    bad: Grade
    well: tuple[Grade, ...]

    def names(self) -> dict[Grade, str]:
        """Each grade in words."""
        return dict(self.grades)


SATISFACTION = Scale(
    "satisfaction",
    (
        (Grade.SATISFIED, "满意"),
        (Grade.FAIRLY, "基本满意"),
        (Grade.NOT, "不满意"),
        (Grade.UNKNOWN, "不了解"),
    ),
    Grade.NOT,
    (Grade.SATISFIED, Grade.FAIRLY),
)
INTEGRITY = Scale(
    "integrity",
    ((Grade.GOOD, "好"), (Grade.BETTER, "较好"), (Grade.ORDINARY, "一般"), (Grade.BAD, "差")),
    Grade.BAD,
    (Grade.GOOD, Grade.BETTER),
)
SCALES: dict[str, Scale] = {scale.key: scale for scale in (SATISFACTION, INTEGRITY)}
GRADES: dict[Grade, str] = {grade: name for scale in SCALES.values() for grade, name in scale.grades}


@dataclass(frozen=True, slots=True)
class Question:
    """One line of the ballot: its stable key, clause, words, scale, and who is asked it."""

    key: str
    clause: str
    text: str
    scale: Scale
    asked: tuple[Electorate, ...] = EVERYBODY


@dataclass(frozen=True, slots=True)
class Form:
    """The ballot in force since a day (测评表)."""

    key: str
    since: date
    questions: tuple[Question, ...]

    def asked_of(self, electorate: str) -> tuple[Question, ...]:
        """What this electorate is asked, in order."""
        return tuple(question for question in self.questions if electorate in question.asked)


FORMS: dict[str, Form] = {
    form.key: form
    for form in (
        Form(
            "2026",
            UNDATED,
            (
                Question("overall", CLAUSE, "对一年来履行职责情况的总体评价", SATISFACTION),
                Question("duty", CLAUSE, "履行本职工作、推动发展、服务群众", SATISFACTION),
                Question("first-responsible", "B6", "履行党风廉政建设第一责任人职责", SATISFACTION),
                Question("honest", POLL_CLAUSE, "廉洁自律，遵守中央八项规定精神", INTEGRITY),
                Question("style", POLL_CLAUSE, "作风和“八小时以外”的表现", INTEGRITY),
                Question("family", "B6", "教育管理家属子女和身边工作人员", INTEGRITY, INSIDE),
                Question("collective", "B1", "坚持民主集中制，重大事项集体决策", INTEGRITY, INSIDE),
                Question("appointing", "B2", "公道正派选人用人", INTEGRITY, INSIDE),
                Question("money", "B3", "规范管理资金、采购和工程项目", INTEGRITY, INSIDE),
            ),
        ),
    )
}


def form_on(on: date) -> Form:
    """The ballot in force on a day."""
    return max((form for form in FORMS.values() if form.since <= on), key=lambda form: form.since)


@dataclass(frozen=True, slots=True)
class Heading:
    """A part of the head's statement that must not be empty (述职述廉报告提纲)."""

    key: str
    title: str


OUTLINE: tuple[Heading, ...] = (
    Heading("duty", "履行岗位职责情况"),
    Heading("first-responsible", "履行全面从严治党第一责任人职责情况"),
    Heading("powers", "民主决策和行使人事、资金、采购、工程等权力情况"),
    Heading("integrity", "本人及家属子女、身边工作人员廉洁自律情况"),
    Heading("rectified", "上年评议、审计、巡察等指出问题的整改情况"),
    Heading("problems", "存在的问题和原因"),
    Heading("measures", "今后的措施"),
)

TURNOUT = Fraction(2, 3)  # L13: of the ballots given out to an electorate
BAD_SHARE = Fraction(1, 3)  # L13: of the ballots of an electorate, or of all weighed
LEAST_SHOWN = Limit(
    "appraisal-least-shown", "L13", "回收的有效票达到此数才显示该类评议主体的结果和意见", 5, "票", LOCAL_DEFAULT, at_least=5, at_most=20
)  # fmt: skip
STATEMENT_DAYS = Limit(
    "appraisal-statement-days", "L76", "述职述廉报告应在投票开始前向评议主体公布满此天数", 5, "个工作日", LOCAL_DEFAULT, at_least=3, at_most=20
)  # fmt: skip
STATEMENT_LENGTH = Limit(
    "appraisal-statement-length", "L76", "述职述廉报告的最多字数", 3000, "字", LOCAL_DEFAULT, at_least=1000, at_most=5000
)  # fmt: skip
DROP_POINTS = Limit(
    "appraisal-drop", "L77", "满意和基本满意（好和较好）的比例比上年下降达到此数，提醒约谈", 15, "个百分点", LOCAL_DEFAULT, at_least=5, at_most=30
)  # fmt: skip
TALK_DAYS = Limit(
    "appraisal-talk-days", "L78", "测评结果触发提醒约谈的，自结果审定起完成约谈的期限", 30, "天", LOCAL_DEFAULT, at_least=10, at_most=60
)  # fmt: skip
PUBLISH_DAYS = Limit(
    "appraisal-publish-days", "L79", "投票截止后公布结果的期限", 10, "个工作日", LOCAL_DEFAULT, at_least=3, at_most=30
)  # fmt: skip
USED_YEARS = Limit(
    "appraisal-used-years", "L80", "测评结果自公布之日起，作为选拔任用、考核奖惩依据的年限", 2, "年", LOCAL_DEFAULT, at_least=1, at_most=5
)  # fmt: skip
COMPARED_LEAST = 3  # units alike that must have a result before theirs is told
REPLY_LENGTH = 2000  # characters of what the head says to the result
COMMENT_LENGTH = 200  # characters of one ballot's comment: what fits into a place of the pool, whoever writes
SLIPS_AT_MOST = 500  # ballots of one electorate
SHEET_DAYS = Limit(
    "appraisal-sheet-days", "L81", "制作好的票码文件无人下载时最多保存的天数", 3, "天", LOCAL_DEFAULT, at_least=1, at_most=10
)  # fmt: skip
PAPER_DAYS = Limit(
    "appraisal-paper-days", "L82", "投票截止后录入、核对纸质票的期限，期满没有录入的视为没有收回", 3, "个工作日", LOCAL_DEFAULT, at_least=1, at_most=5
)  # fmt: skip
LIMITS: tuple[Limit, ...] = (
    *(rule.weight for rule in ELECTORATES.values()),
    LEAST_SHOWN,
    STATEMENT_DAYS,
    STATEMENT_LENGTH,
    DROP_POINTS,
    TALK_DAYS,
    PUBLISH_DAYS,
    USED_YEARS,
    SHEET_DAYS,
    PAPER_DAYS,
)


@dataclass(frozen=True, slots=True)
class Issue:
    """How many codes and paper ballots are given out to an electorate unless somebody types other numbers."""

    slips: int
    papers: int = 0

    def __str__(self) -> str:
        """As it is typed: 20, or 20+5 with paper ballots."""
        return f"{self.slips}+{self.papers}" if self.papers else str(self.slips)


def _issues(team: int, members: int, masses: int, served: int) -> dict[Electorate, Issue]:
    numbers = (Issue(team), Issue(members), Issue(masses), Issue(served))
    return dict(zip(Electorate, numbers, strict=True))


# What set-up offers for a kind of unit (本县暂定): around sixty in a town, fewer where few work.
ISSUES: dict[Category, dict[Electorate, Issue]] = {
    Category.TOWN: _issues(9, 20, 20, 15),
    Category.SUBDISTRICT: _issues(9, 20, 20, 15),
    Category.INSTITUTION: _issues(5, 15, 15, 15),
    Category.ENTERPRISE: _issues(5, 15, 15, 10),
    Category.MASS_ORGANISATION: _issues(5, 8, 8, 10),
}
OTHER_ISSUES = _issues(7, 15, 12, 15)


def issues_of(category: str) -> dict[Electorate, Issue]:
    """The numbers offered for units of a category."""
    return ISSUES.get(Category(category), OTHER_ISSUES) if category in set(Category) else OTHER_ISSUES


class State(StrEnum):
    """Where the appraisal of one head stands."""

    SET_UP = "set-up"
    PUBLISHED = "published"
    VOTING = "voting"
    CLOSED = "closed"
    SEALED = "sealed"
    CANCELLED = "cancelled"


STATES: dict[State, str] = {
    State.SET_UP: "待提交述职述廉报告",
    State.PUBLISHED: "述职述廉报告已公布",
    State.VOTING: "正在评议",
    State.CLOSED: "评议截止，待审定",
    State.SEALED: "结果已公布",
    State.CANCELLED: "已取消",
}
OVER = frozenset({State.SEALED, State.CANCELLED})
# From here on the unit's people see the statement.
TOLD = frozenset({State.PUBLISHED, State.VOTING, State.CLOSED, State.SEALED})
# Before a ballot is open an appraisal may still be called off; while its meeting can be written down.
CANCELLABLE = frozenset({State.SET_UP, State.PUBLISHED})
MEETING_IN = frozenset({State.PUBLISHED, State.VOTING, State.CLOSED})


class Step(StrEnum):
    """What is done to an appraisal, each with who, when and why."""

    SET_UP = "set-up"
    STATE = "state"
    RETURN = "return"
    PUBLISH = "publish"
    MEET = "meet"
    OPEN = "open"
    CLOSE = "close"
    SEAL = "seal"
    CANCEL = "cancel"


STEPS: dict[Step, str] = {
    Step.SET_UP: "列入年度测评",
    Step.STATE: "提交述职述廉报告",
    Step.RETURN: "退回述职述廉报告",
    Step.PUBLISH: "公布述职述廉报告",
    Step.MEET: "登记述职述廉会议",
    Step.OPEN: "开始评议",
    Step.CLOSE: "截止评议、计票",
    Step.SEAL: "审定公布结果",
    Step.CANCEL: "取消",
}


class Sign(StrEnum):
    """Why a result opens a reminder talk (L13, L77)."""

    BAD = "bad"
    DROP = "drop"


SIGNS: dict[Sign, str] = {Sign.BAD: "不满意（差）的比例达到三分之一", Sign.DROP: "比上年明显下降"}


def needed(issued: int) -> int:
    """Ballots from which an electorate that was given `issued` is valid (L13)."""
    return -(-TURNOUT.numerator * issued // TURNOUT.denominator)


def is_valid(issued: int, cast: int) -> bool:
    """Whether an electorate's ballots count: enough of them came back (L13)."""
    return issued > 0 and cast >= needed(issued)


def is_shown(cast: int) -> bool:
    """Whether an electorate's ballots are shown by grade: too few would tell who they are from (L13)."""
    return cast >= LEAST_SHOWN.value


def is_bad(bad: int, cast: int) -> bool:
    """Whether the share of the worst grade asks for a talk (L13)."""
    return cast > 0 and bad * BAD_SHARE.denominator >= cast * BAD_SHARE.numerator


def is_drop(before: Fraction, now: Fraction) -> bool:
    """Whether the share of those who are well satisfied fell so far below last year's that it asks for a talk (L77)."""
    return (before - now) * 100 >= DROP_POINTS.value


def weighed(shares: Iterable[tuple[str, Fraction]]) -> Fraction | None:
    """A grade's share over several electorates: each by its weight (L75), those missing left out; None where all weigh nothing.

    `shares` names each electorate that counts with the share of the grade in it.
    """
    found = [(ELECTORATES[Electorate(key)].weight.value, share) for key, share in shares]
    whole = sum(weight for weight, _share in found)
    return sum((weight * share for weight, share in found), Fraction(0)) / whole if whole else None


CONSULTED = "appraisal-not-consulted"  # raised by the files in which a result must be used
_CODES = (
    FindingRule(
        "appraisal-statement-short", CLAUSE, "述职述廉报告公布不足时限", "述职述廉报告于 {published} 公布，评议于 {opened} 开始，不足 {days} 个工作日。",
        Severity.NOTICE, rules=("L76",),
    ),
    FindingRule(
        "appraisal-without-meeting", CLAUSE, "没有召开述职述廉会议", "{year}年度评议已经截止，没有述职述廉会议的记录。", rules=("L76",),
    ),
    FindingRule(
        "appraisal-turnout-low", CLAUSE, "评议回收票数不足", "{year}年度评议中 {electorates} 回收的票不足发出的三分之二，不能作为有效结果。",
        Severity.NOTICE, rules=("L13",),
    ),
    FindingRule(
        "appraisal-result-late", CLAUSE, "评议结果逾期没有公布", "{year}年度评议于 {closed} 截止，应在 {due} 前公布结果，{how}。",
        rules=("L79",), passing=("how",),
    ),
    FindingRule(
        CONSULTED, POLL_CLAUSE, "决定干部事项没有运用年度测评结果",
        "{on} 作出决定时有效的年度测评结果，此前没有核对并记录运用情况：{conclusions}。", Severity.SERIOUS, rules=("L13",),
    ),
)  # fmt: skip
CODES: dict[str, FindingRule] = {rule.code: rule for rule in _CODES}
# What the body that appraises answers for, not the head.
OF_THE_BODY = frozenset({"appraisal-statement-short", "appraisal-turnout-low", "appraisal-result-late"})
