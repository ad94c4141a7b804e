"""The calendar of duties (定期履职事项): what comes round for each head, by whom it is to be done, from when it warns.

`by` names the bodies that must act: a function, or MANAGING_COMMITTEE for the committee that manages the head
(县委 for 县管, the 主管部门 for 部门管), or LINKED_LEADER for the county leader linked to the unit.
"""

from rulebook.establishment import Function
from rulebook.types import Cadence, DutyRule, Proof, Subject

MANAGING_COMMITTEE = "managing-committee"
LINKED_LEADER = "linked-leader"
COUNTY_LEADERS = (Function.COUNTY_COMMITTEE, Function.COUNTY_GOVERNMENT, Function.DISCIPLINE, LINKED_LEADER)

DUTY_REPORT = DutyRule(
    kind="duty-report",
    clause="C12",
    title="听取履职报告",
    cadence=Cadence.QUARTER,
    subject=Subject.HEADED_UNIT,
    proofs=(Proof.DUTY_REPORT,),
    by=(MANAGING_COMMITTEE,),
    by_department=(MANAGING_COMMITTEE,),
    least_days=30,  # L1
    absence_days=60,  # L7
)
REMINDER_TALK = DutyRule(
    kind="reminder-talk",
    clause="C16",
    title="提醒约谈",
    cadence=Cadence.QUARTER,
    subject=Subject.PERSON,
    proofs=(Proof.REMINDER_TALK,),
    by=(Function.DISCIPLINE, LINKED_LEADER),
    by_department=(MANAGING_COMMITTEE,),
    least_days=30,  # L1
    absence_days=60,  # L7
)
INTEGRITY_FORUM = DutyRule(
    kind="integrity-forum",
    clause="C15",
    title="廉政恳谈会",
    cadence=Cadence.YEAR,
    subject=Subject.PERSON,
    proofs=(Proof.INTEGRITY_FORUM,),
    by=COUNTY_LEADERS,
    by_department=COUNTY_LEADERS,
    least_days=90,  # L1
)
TERM_AUDIT = DutyRule(
    kind="term-audit",
    clause="C19",
    title="任满五年经济责任审计",
    cadence=Cadence.FIVE_YEARS,
    subject=Subject.POST,
    proofs=(Proof.IN_TERM_AUDIT,),
    by=(Function.AUDIT,),
    by_department=(Function.AUDIT,),
    opens_before=365,  # L5
    complete_within=180,  # L5
)
RESPONSIBILITY_LIST = DutyRule(
    kind="responsibility-list",
    clause="C1",
    title="签订责任清单",
    cadence=Cadence.YEAR,
    subject=Subject.HEADED_UNIT,
    proofs=(Proof.RESPONSIBILITY_LIST,),
    by=(MANAGING_COMMITTEE,),
    by_department=(MANAGING_COMMITTEE,),
    least_days=90,  # L1
)
HANDOVER = DutyRule(
    kind="handover",
    clause="C21",
    title="离任经济责任事项交接",
    cadence=Cadence.LEAVING,
    subject=Subject.POST,
    proofs=(Proof.HANDOVER,),
    by=(Function.ORGANISATION,),
    by_department=(MANAGING_COMMITTEE,),
    workdays_within=15,  # L14
    ahead_days=30,  # L47
)
# C22 asks for inspections every year, not of every head: of whom, the approved plan of the year says.
INSPECTION = DutyRule(
    kind="inspection",
    clause="C22",
    title="“两代一委”视察",
    cadence=Cadence.PLANNED,
    subject=Subject.HEADED_UNIT,
    proofs=(Proof.INSPECTION,),
    by=(Function.COUNTY_COMMITTEE,),
    by_department=(Function.COUNTY_COMMITTEE,),
)
YEAR_END_APPRAISAL = DutyRule(
    kind="year-end-appraisal",
    clause="C13",
    title="年终双述双评",
    cadence=Cadence.YEAR,
    subject=Subject.HEADED_UNIT,
    proofs=(Proof.YEAR_END_APPRAISAL,),
    by=(MANAGING_COMMITTEE,),
    by_department=(MANAGING_COMMITTEE,),
    least_days=180,  # L1
)
# Of whom it is asked, the sealed result of an appraisal says (L13, L77); any reminder talk held afterwards does it, too.
APPRAISAL_TALK = DutyRule(
    kind="appraisal-talk",
    clause="C17",
    title="测评结果提醒约谈",
    cadence=Cadence.PLANNED,
    subject=Subject.HEADED_UNIT,
    proofs=(Proof.APPRAISAL_TALK, Proof.REMINDER_TALK),
    by=(Function.DISCIPLINE, Function.ORGANISATION),
    by_department=(Function.DISCIPLINE, MANAGING_COMMITTEE),
)

DUTIES: tuple[DutyRule, ...] = (
    DUTY_REPORT,
    REMINDER_TALK,
    INTEGRITY_FORUM,
    TERM_AUDIT,
    RESPONSIBILITY_LIST,
    HANDOVER,
    INSPECTION,
    YEAR_END_APPRAISAL,
    APPRAISAL_TALK,
)
BY_KIND: dict[str, DutyRule] = {rule.kind: rule for rule in DUTIES}

WARNED_DAYS = DUTY_REPORT.warn_days  # whatever else has its day is warned of as early as duties (L2)
TERM_YEARS = 5  # C19: 同一岗位连续任职5年
ESCALATIONS: tuple[int, ...] = (
    1,
    15,
)  # L2: days after the due day, to the body, then to its superior
