"""Every number the product counts with (限值), its rule, its source, and whether that source was read.

The numbers themselves stand with the duties and procedures; here they are named, so that a page can show them and a county can check them.
"""

from rulebook.administration import LIMITS as OF_ADMINISTRATION
from rulebook.division import LIMITS as OF_DIVISION
from rulebook.duties import (
    DUTY_REPORT,
    ESCALATIONS,
    INTEGRITY_FORUM,
    REMINDER_TALK,
    TERM_AUDIT,
    TERM_YEARS,
    YEAR_END_APPRAISAL,
)
from rulebook.findings import LIMITS as OF_FINDINGS
from rulebook.powers import LIMITS as OF_POWERS
from rulebook.procedures.appointments import LIMITS as OF_APPOINTMENTS
from rulebook.procedures.appraisals import LIMITS as OF_APPRAISALS
from rulebook.procedures.auditing import LIMITS as OF_AUDITING
from rulebook.procedures.audits import LIMITS as OF_AUDITS
from rulebook.procedures.clarification import LIMITS as OF_CLARIFICATION
from rulebook.procedures.complaints import LIMITS as OF_COMPLAINTS
from rulebook.procedures.decisions import LIMITS as OF_DECISIONS
from rulebook.procedures.files import LIMITS as OF_FILES
from rulebook.procedures.funds import LIMITS as OF_FUNDS
from rulebook.procedures.handover import LIMITS as OF_HANDOVER
from rulebook.procedures.inquiry import LIMITS as OF_INQUIRY
from rulebook.procedures.inspections import LIMITS as OF_INSPECTIONS
from rulebook.procedures.integrity import LIMITS as OF_INTEGRITY
from rulebook.procedures.major import LIMITS as OF_MAJOR
from rulebook.procedures.procurement import LIMITS as OF_PROCUREMENT
from rulebook.procedures.projects import LIMITS as OF_PROJECTS
from rulebook.procedures.purchases import LIMITS as OF_PURCHASES
from rulebook.procedures.regulator import LIMITS as OF_REGULATOR
from rulebook.retention import LIMITS as OF_RETENTION
from rulebook.types import LOCAL_DEFAULT, Limit, Source

OPINIONS_C19 = Source("镇坪县《加强党政一把手监督管理意见》", "（C19）")
CIVIL_CODE = Source("中华人民共和国民法典", "第二百零一条至第二百零三条")

SNOOZE = Limit(
    "snooze", "L2", "个人暂缓提醒最长天数（期限不变）", 30, "天", LOCAL_DEFAULT, at_least=1, at_most=30
)

LIMITS: tuple[Limit, ...] = (
    Limit(
        "least-days-quarter",
        "L1",
        "季度内任职不足此天数的，当季履职报告、提醒约谈免予办理",
        REMINDER_TALK.least_days,
        "天",
        LOCAL_DEFAULT,
    ),
    Limit(
        "least-days-year",
        "L1",
        "年度内任职不足此天数的，当年廉政恳谈会、责任清单免予办理",
        INTEGRITY_FORUM.least_days,
        "天",
        LOCAL_DEFAULT,
    ),
    Limit(
        "least-days-appraisal",
        "L1",
        "年度内任职不足此天数的，当年双述双评免予办理",
        YEAR_END_APPRAISAL.least_days,
        "天",
        LOCAL_DEFAULT,
    ),
    Limit("warn-days", "L2", "期限前开始提醒的天数", DUTY_REPORT.warn_days, "天", LOCAL_DEFAULT),
    Limit("escalate-body", "L2", "逾期满此天数，提请承办机构办理", ESCALATIONS[0], "天", LOCAL_DEFAULT),
    Limit("escalate-superior", "L2", "逾期满此天数，上报承办机构的上级", ESCALATIONS[1], "天", LOCAL_DEFAULT),
    Limit(
        "term-years", "L5", "同一岗位连续任职满此年数，必须进行一次任期审计", TERM_YEARS, "年", OPINIONS_C19
    ),
    Limit(
        "term-opens-before", "L5", "任满五年前开始预告的天数", TERM_AUDIT.opens_before, "天", LOCAL_DEFAULT
    ),
    Limit(
        "term-complete-within",
        "L5",
        "任满五年后完成审计的天数，末日为节假日的顺延到下一工作日",
        TERM_AUDIT.complete_within,
        "天",
        LOCAL_DEFAULT,
    ),
    Limit(
        "absence-days",
        "L7",
        "季度内经批准离岗超过此天数的，当季提醒约谈免予办理，履职报告由主持工作的负责人作出",
        REMINDER_TALK.absence_days or 0,
        "天",
        LOCAL_DEFAULT,
    ),
    SNOOZE,
    *OF_DECISIONS,
    *OF_REGULATOR,
    *OF_APPOINTMENTS,
    *OF_PROCUREMENT,
    *OF_PURCHASES,
    *OF_INTEGRITY,
    *OF_INQUIRY,
    *OF_FILES,
    *OF_INSPECTIONS,
    *OF_APPRAISALS,
    *OF_PROJECTS,
    *OF_AUDITING,
    *OF_FUNDS,
    *OF_AUDITS,
    *OF_HANDOVER,
    *OF_COMPLAINTS,
    *OF_MAJOR,
    *OF_CLARIFICATION,
    *OF_DIVISION,
    *OF_FINDINGS,
    *OF_POWERS,
    *OF_RETENTION,
    *OF_ADMINISTRATION,
)
