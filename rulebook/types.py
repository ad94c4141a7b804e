"""The shapes in which the regulation is written down."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

# The county's Opinions carry no date in their published text; they hold for every day the product is asked about.
UNDATED = date(1949, 10, 1)


@dataclass(frozen=True, slots=True)
class Source:
    """Where a rule stands: the instrument (文件), its article, and whether its text was read when it was entered."""

    instrument: str
    article: str = ""
    read: bool = True

    def __str__(self) -> str:
        return f"{self.instrument}{self.article}"


OPINIONS = Source("镇坪县《加强党政一把手监督管理意见》")
LOCAL_DEFAULT = Source("本县暂定（上级文件未作规定）")


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of the Opinions (意见条款): stable id, short title, the words of the source."""

    id: str
    title: str
    text: str
    source: Source = OPINIONS


class Basis(StrEnum):
    """By what a supervising body is tied to a head (监督依据)."""

    LINKED_LEADER = "linked-leader"  # 分管联系县级领导
    COUNTY_MANAGED = "county-managed"  # 县委管理的干部
    PARTY_SECTIONS = "party-sections"  # 党委部门内设机构负责人
    GOVERNMENT_SECTIONS = "government-sections"  # 政府部门内设机构负责人
    ALL_HEADS = "all-heads"  # 全县党政一把手
    SYSTEM = "system"  # 主管部门对本系统下属单位
    OWN_UNIT = "own-unit"  # 本单位党组织和党员干部


@dataclass(frozen=True, slots=True)
class MandateRule:
    """A row of part A: body → which heads → for what (监督职责).

    `body` is the function a unit performs in the county (rulebook.establishment.Function) or None where the
    body follows from the head's own unit, system or linked leader. `sees` are the kinds of duty it may follow;
    `reads` says whether it may read what was said in talks, reports and forums; `matters` are the kinds of matter
    (rulebook.procedures.decisions.MatterCategory) whose deciding it may follow.
    """

    clause: str
    basis: Basis
    subject: str
    body: str | None = None
    sees: tuple[str, ...] = ()
    reads: bool = False
    matters: tuple[str, ...] = ()
    since: date = UNDATED
    until: date | None = None


class Cadence(StrEnum):
    """How often a duty comes round."""

    QUARTER = "quarter"
    YEAR = "year"
    FIVE_YEARS = "five-years"
    LEAVING = "leaving"
    PLANNED = "planned"  # asked for by a plan of the year, as an approved inspection is, or by a result


class Subject(StrEnum):
    """What a duty is counted per, L3."""

    PERSON = "person"
    HEADED_UNIT = "headed-unit"
    POST = "post"


class Proof(StrEnum):
    """Kinds of record that can carry out a duty (履行凭据)."""

    DUTY_REPORT = "duty-report"  # 履职报告
    REMINDER_TALK = "reminder-talk"  # 提醒约谈
    INTEGRITY_FORUM = "integrity-forum"  # 廉政恳谈会
    YEAR_END_APPRAISAL = "year-end-appraisal"  # 年终双述双评
    PRE_AUDIT = "pre-audit"  # 任前审计
    IN_TERM_AUDIT = "in-term-audit"  # 任中审计
    LEAVING_AUDIT = "leaving-audit"  # 离任审计
    HANDOVER = "handover"  # 离任交接
    RESPONSIBILITY_LIST = "responsibility-list"  # 责任清单
    INSPECTION = "inspection"  # “两代一委”视察
    APPRAISAL_TALK = "appraisal-talk"  # 因测评结果的谈话


# What a record of each kind is called, also in the form of past records.
PROOF_TITLES: dict[str, str] = {
    Proof.DUTY_REPORT: "履职报告",
    Proof.REMINDER_TALK: "提醒约谈",
    Proof.INTEGRITY_FORUM: "廉政恳谈会",
    Proof.YEAR_END_APPRAISAL: "年终双述双评",
    Proof.PRE_AUDIT: "任前审计",
    Proof.IN_TERM_AUDIT: "任中审计",
    Proof.LEAVING_AUDIT: "离任审计",
    Proof.HANDOVER: "离任交接",
    Proof.RESPONSIBILITY_LIST: "责任清单",
    Proof.INSPECTION: "“两代一委”视察",
    Proof.APPRAISAL_TALK: "测评结果提醒约谈",
}


@dataclass(frozen=True, slots=True)
class DutyRule:
    """A duty that comes round by the calendar (定期履职事项).

    Days are calendar days unless the name says otherwise. `least_days` is L1; `warn_days` the days before the due day
    from which a duty shows as due-soon (L2, L20); `opens_before` the days before completion a five-year duty is announced
    and `complete_within` the days after completion in which it is to be done (L5); `workdays_within` the working days after the last
    day held in which a duty of leaving is to be done (L14), `ahead_days` how long before a record may be dated (L47). `by` names who must act for a head
    the county manages (县管), `by_department` for one a department manages (部门管).
    """

    kind: str
    clause: str
    title: str
    cadence: Cadence
    subject: Subject
    proofs: tuple[Proof, ...]
    by: tuple[str, ...]
    by_department: tuple[str, ...]
    least_days: int = 0
    absence_days: int | None = None
    warn_days: int = 15
    opens_before: int = 0
    complete_within: int = 0
    workdays_within: int = 0
    ahead_days: int = 0
    since: date = UNDATED
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A number the regulation or the county sets, with its bound for local values (限值)."""

    key: str
    rule: str
    title: str
    value: int
    unit: str
    source: Source
    since: date = UNDATED
    at_least: int | None = None
    at_most: int | None = None


class Severity(StrEnum):
    """How grave a finding is (程度): whether a step can still be made good, was skipped, or power was used against a decision."""

    NOTICE = "notice"  # 提醒
    ORDINARY = "ordinary"  # 一般
    SERIOUS = "serious"  # 严重


@dataclass(frozen=True, slots=True)
class FindingRule:
    """Something that can be found in a record (问题情形): its stable code, clause, and the words that state its facts.

    `message` is formatted with the finding's facts. `planned` and `unplanned` say the same of a decision still ahead, of which nothing
    was decided: where a meeting is planned, and where none is; empty where `message` is true of it too. `rules` are the ids of the numbers it rests on (N1, L10 …). `passing` names
    facts that change by themselves as days pass, and so do not make it another finding.
    """

    code: str
    clause: str
    title: str
    message: str
    severity: Severity = Severity.ORDINARY
    rules: tuple[str, ...] = ()
    passing: tuple[str, ...] = ()
    planned: str = ""
    unplanned: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """A step of a procedure (程序步骤): when it is asked for, by when it must be done, and which codes say that it is missing.

    `flag` asks for it only where a matter bears the flag; `ordinary` whether it is asked of ordinary matters (一般事项) too.
    `days_before` is how long before the meeting it must be under way at the latest, in working days where `in_working_days`.
    `falls_away` says that an emergency sets it aside for that decision; `after` names the step it can only follow.
    """

    key: str
    clause: str
    title: str
    codes: tuple[str, ...]
    stage: str
    flag: str = ""
    ordinary: bool = False
    days_before: int = 0
    in_working_days: bool = False
    falls_away: bool = False
    after: str = ""
