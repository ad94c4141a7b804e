"""How long each kind of material is kept, from which day, and what becomes of it at the end (保存期限表).

What supervision rests on is a record: it is kept, and goes to the archives by their own procedure (鉴定、移交). What is deleted here is what the
product made for its own work, and what a head told about private life. No statute gives the days of these: they are county rules (L90 …) within
what the law asks for, the shortest time the purpose needs (个人信息保护法第十九条), deletion once it is reached (第四十七条), log-ins for six months.
"""

from dataclasses import dataclass
from enum import StrEnum

from rulebook.establishment import Function
from rulebook.types import LOCAL_DEFAULT, Limit, Source

PERSONAL_DATA = "中华人民共和国个人信息保护法"
SHORTEST = Source(PERSONAL_DATA, "第十九条", read=False)
COPY = Source(PERSONAL_DATA, "第四十五条", read=False)
DELETION = Source(PERSONAL_DATA, "第四十七条", read=False)
LOGS = Source("中华人民共和国网络安全法", "关于网络日志留存不少于六个月的规定（条文请核对）", read=False)
ARCHIVES = Source("机关档案管理规定（国家档案局令第13号）", "关于保管期限的规定（条文请核对）", read=False)
ACCOUNTS = Source("会计档案管理办法（财政部、国家档案局令第79号）", "附表（条文请核对）", read=False)
PROCUREMENT = Source("中华人民共和国政府采购法", "第四十二条", read=False)
AUDIT_FILES = Source("审计机关审计档案管理规定", "关于保管期限的规定（条文请核对）", read=False)
REPORTS = Source("纪检监察机关处理检举控告工作规则", "关于保密和归档的规定（条文请核对）", read=False)


class Term(StrEnum):
    """How long the archives keep a record (保管期限)."""

    PERMANENT = "永久"
    THIRTY = "30年"
    TEN = "10年"


class End(StrEnum):
    """What becomes of a kind of material when its time is over (期满处理)."""

    KEEP = "keep"
    DELETE = "delete"


ENDS: dict[End, str] = {
    End.KEEP: "系统不删除，期满按档案规定鉴定、移交",
    End.DELETE: "删除，留存销毁凭证",
}


def _days(key: str, rule: str, title: str, value: int, unit: str = "天", *, least: int, most: int) -> Limit:
    return Limit(key, rule, title, value, unit, LOCAL_DEFAULT, at_least=least, at_most=most)


LOGIN_DAYS = _days("keep-logins", "L90", "登录会话结束后、登录失败后保存的天数", 365, least=183, most=730)
JOB_DAYS = _days(
    "keep-jobs", "L91", "后台任务结束后，其上传、生成的文件和记录保存的天数", 30, least=7, most=180
)
KEY_DAYS = _days("keep-api-keys", "L92", "接口密钥失效、收回后登记保存的天数", 365, least=183, most=730)
DRAFT_DAYS = _days("keep-drafts", "L93", "没有提交的草稿最后修改后保存的天数", 180, least=30, most=365)
RUN_DAYS = _days("keep-runs", "L94", "定时任务、每日邮件发送记录保存的天数", 365, least=183, most=730)
LEAVING_YEARS = _days(
    "keep-declarations",
    "L95",
    "名册所列职务全部终止后，个人有关事项报告、利益申报保存的年数",
    5,
    "年",
    least=3,
    most=10,
)
RELIST_DAYS = _days(
    "destruction-again", "L97", "销毁清册未获批准后，再次列入清册前的天数", 180, least=30, most=365
)
COPY_DAYS = _days("keep-own-data", "L96", "制作好的个人信息副本保存的天数", 7, least=1, most=30)
LIMITS: tuple[Limit, ...] = (
    LOGIN_DAYS,
    JOB_DAYS,
    KEY_DAYS,
    DRAFT_DAYS,
    RUN_DAYS,
    LEAVING_YEARS,
    COPY_DAYS,
    RELIST_DAYS,
)


@dataclass(frozen=True, slots=True)
class RetentionRule:
    """A kind of material: its tables (app.Model), the period, the day it runs from (`starts`), its source, and its end.

    A record is deleted only by a destruction list (销毁清册) that one person of each body of `approved_by` approved, two people of two bodies;
    what has none goes by itself. `term` is said of what is kept; a deletion without `limit` comes with the day itself.
    """

    key: str
    title: str
    tables: tuple[str, ...]
    starts: str
    source: Source
    end: End = End.KEEP
    term: Term | None = None
    limit: Limit | None = None
    approved_by: tuple[tuple[Function, str], ...] = ()
    reason: str = ""

    @property
    def listed(self) -> bool:
        """Whether a destruction list must be approved first."""
        return bool(self.approved_by)


def _kept(
    key: str, title: str, term: Term, starts: str, source: Source, tables: str, reason: str = ""
) -> RetentionRule:
    return RetentionRule(key, title, tuple(tables.split()), starts, source, term=term, reason=reason)


def _gone(
    key: str, title: str, limit: Limit | None, starts: str, tables: str, *, source: Source = SHORTEST
) -> RetentionRule:
    return RetentionRule(key, title, tuple(tables.split()), starts, source, End.DELETE, limit=limit)


# One of the organisation department, to which heads declare, and one of the discipline body, which watches (A2, A8).
BOTH_BODIES = ((Function.ORGANISATION, "A2"), (Function.DISCIPLINE, "A8"))
# Who may stop all deletion of somebody's, a unit's or one record (暂停销毁): the discipline body, and the audit bureau for its audits.
HOLDERS = ((Function.DISCIPLINE, "A8"), (Function.AUDIT, "A5"))
YEAR_END, CLOSED = "文件形成年度的次年1月1日", "办结之日所在年度的次年1月1日"
CONTENT_LOCKED = "数据库拒绝删除；内容逐件加密，解密钥匙销毁以后内容即不能恢复"

RULES: dict[str, RetentionRule] = {rule.key: rule for rule in (
    _kept("roster", "机构、人员和任职", Term.PERMANENT, YEAR_END, ARCHIVES,
        "organisation.Person organisation.Relative organisation.Absence organisation.Unit organisation.Affiliation organisation.Section "
        "organisation.Post organisation.Tenure organisation.LeaderLink"),
    _kept("rights", "用户、角色授予和账号找回", Term.THIRTY, YEAR_END, ARCHIVES,
        "accounts.User accounts.RoleHeld accounts.RoleChange accounts.AccountRecovery"),
    _kept("ledger", "操作记录、查看记录和存证", Term.THIRTY, YEAR_END, ARCHIVES, "core.Event core.EvidenceEntry core.EvidenceBatch core.EvidenceDay", "数据库只增不改，查看记录是其中一部分；存证随之保存"),
    _kept("duties", "履职事项、分工和问题登记", Term.THIRTY, CLOSED, ARCHIVES,
        "supervision.Duty supervision.Fulfilment supervision.AskedDuty supervision.Escalation supervision.Finding "
        "supervision.MandateException supervision.Charge supervision.Suspension"),
    _kept("talks", "约谈、履职报告和恳谈会记录", Term.PERMANENT, YEAR_END, ARCHIVES,
        "integrity.Record integrity.Participation integrity.FollowUp integrity.Attachment"),
    _kept("inquiries", "函询、谈话和诫勉", Term.PERMANENT, CLOSED, ARCHIVES,
        "integrity.Inquiry integrity.InquiryStep integrity.InquiryLetter integrity.Explanation integrity.ExplanationFile "
        "integrity.Admonition integrity.SelfCriticism"),
    _kept("responsibility", "责任清单、责任事件和上交礼品", Term.THIRTY, YEAR_END, ARCHIVES,
        "integrity.ResponsibilityList integrity.ListVersion integrity.ListItem integrity.Evidence integrity.EvidenceFile "
        "integrity.ListReview integrity.ReviewLine integrity.CountyItem integrity.Incident integrity.Attribution integrity.Gift"),
    _kept("integrity-files", "廉政档案更正和廉政意见", Term.PERMANENT, CLOSED, ARCHIVES,
        "integrity.FileCorrection integrity.CorrectionFile integrity.CorrectionAnswer integrity.IntegrityOpinion"),
    _kept("matters", "决策事项、会议和决议", Term.PERMANENT, YEAR_END, ARCHIVES,
        "decisions.Bylaw decisions.BylawFile decisions.Threshold decisions.MatterList decisions.ListedMatter decisions.Matter "
        "decisions.Candidate decisions.Emergency decisions.Doubt decisions.Execution decisions.Progress decisions.Loss "
        "decisions.AccountabilityCase decisions.Meeting decisions.Seat decisions.AgendaItem decisions.Stance decisions.CandidateVote "
        "decisions.Preparation decisions.PublicComment decisions.Attachment decisions.Resolution decisions.Observer decisions.MeetingFile"),
    _kept("appointments", "干部任用、考核奖惩", Term.PERMANENT, CLOSED, ARCHIVES,
        "appointments.PersonnelAction appointments.ActionFile appointments.Case appointments.CaseRecord appointments.Handler "
        "appointments.Attachment appointments.CaseConsultation appointments.ActionConsultation"),
    _kept("funds", "预算和资金审批单", Term.THIRTY, "会计年度终了后的次日", ACCOUNTS,
        "finance.Budget finance.BudgetItem finance.BudgetChange finance.SelfCheck finance.OffBookAccount finance.RecoveryStep finance.FundUse"),
    _kept("purchases", "采购文件（法定至少十五年）", Term.THIRTY, "采购结束之日", PROCUREMENT,
        "finance.Supplier finance.Purchase finance.Bid finance.ContractChange finance.Payment finance.Flag"),
    _kept("projects", "工程项目", Term.PERMANENT, "竣工验收之日所在年度的次年1月1日", ARCHIVES,
        "projects.Project projects.Part projects.Bidder projects.Change projects.Measure projects.Payment projects.Recusal "
        "projects.Match projects.Stage projects.StageRecord projects.Attachment projects.Visit"),
    _kept("interference", "插手干预登记", Term.THIRTY, CLOSED, ARCHIVES, "projects.Interference projects.InterferenceSource"),
    _kept("audits", "经济责任审计", Term.PERMANENT, CLOSED, AUDIT_FILES,
        "audits.Audit audits.TeamMember audits.AuditFinding audits.Reaudit audits.Rectification audits.Progress audits.Evidence "
        "audits.Proposal audits.Plan audits.Revision audits.PlanLine audits.Attendance audits.Step audits.StepFile audits.RequestedItem "
        "audits.WorkingPaper audits.PaperFile audits.Delivery audits.Objection audits.Document"),
    _kept("handovers", "离任交接", Term.THIRTY, "交接完成之日", ARCHIVES,
        "audits.Handover audits.HandoverItem audits.HandoverSignature audits.HandoverFile audits.HandoverFlaw"),
    _kept("inspections", "“两代一委”视察", Term.THIRTY, CLOSED, ARCHIVES,
        "inspections.Deputy inspections.Plan inspections.Revision inspections.Line inspections.Inspection inspections.InspectionStep "
        "inspections.Draw inspections.Candidate inspections.Member inspections.Statement inspections.Suggestion inspections.Reply "
        "inspections.Answer inspections.Progress inspections.Verdict"),
    _kept("appraisals", "双述双评的报告、会议和结果", Term.PERMANENT, YEAR_END, ARCHIVES,
        "appraisals.Round appraisals.Appraisal appraisals.AppraisalStep appraisals.Statement appraisals.Meeting appraisals.Comment "
        "appraisals.Tally appraisals.Remark"),
    _kept("ballots", "评议的票码摘要、票池和纸质票录入", Term.TEN, "结果审定之日", ARCHIVES,
        "appraisals.Poll appraisals.Slip appraisals.PaperEntry", "不记名，不能辨认投票人；票池在计票时清空，票码只存摘要，审定后数据库拒绝改动"),
    _kept("complaints", "检举控告", Term.PERMANENT, CLOSED, REPORTS,
        "complaints.Complaint complaints.ComplaintKey complaints.Message complaints.ComplaintFile complaints.ComplaintStep "
        "complaints.HandedOn complaints.Clearance complaints.MajorNotice complaints.Clarification", CONTENT_LOCKED),
    _kept("complaint-mails", "举报邮件", Term.PERMANENT, CLOSED, REPORTS, "complaints.Mail complaints.MailFile", CONTENT_LOCKED),
    _kept("complaint-keys", "受理机关和密钥", Term.PERMANENT, "更换之日", REPORTS,
        "complaints.ReceivingBody complaints.PersonalKey complaints.BodyKey complaints.KeyGrant complaints.CustodianShare "
        "complaints.Recovery complaints.RecoveryShare"),
    _kept("destruction", "保全、销毁清册和销毁凭证", Term.PERMANENT, YEAR_END, ARCHIVES,
        "retention.LegalHold retention.DestructionList retention.DestructionItem retention.Approval retention.Tombstone"),
    RetentionRule(
        "declarations", "个人有关事项报告", ("integrity.Declaration", "integrity.YearlyDeclaration"), "名册所列职务全部终止之日", DELETION,
        End.DELETE, limit=LEAVING_YEARS, approved_by=BOTH_BODIES),
    RetentionRule(
        "interests", "利益申报", ("projects.Interest",), "名册所列职务全部终止之日", DELETION, End.DELETE, limit=LEAVING_YEARS,
        approved_by=BOTH_BODIES, reason="与投标人有关联的申报是该项目的依据，随项目保存"),
    _gone("logins", "登录会话和登录失败", LOGIN_DAYS, "会话结束、失败之日", "accounts.LoginSession axes.AccessAttempt", source=LOGS),
    _gone("sessions", "过期的浏览器会话", None, "过期之日", "sessions.Session"),
    _gone("jobs", "后台任务及其上传、生成的文件", JOB_DAYS, "任务结束之日", "core.Job"),
    _gone("api-keys", "失效的接口密钥", KEY_DAYS, "失效、收回之日", "accounts.ApiKey"),
    _gone("drafts", "没有提交的草稿", DRAFT_DAYS, "最后修改之日", "decisions.MatterDraft inspections.StatementDraft"),
    _gone("runs", "定时任务和每日邮件的记录", RUN_DAYS, "运行之日", "core.JobRun"),
)}  # fmt: skip

# Forgotten by the night task of their own app, after a few days; nothing of theirs is a record, and so they leave no tombstone.
FORGOTTEN: dict[str, str] = {
    "complaints.Draft": "complaints.tasks.forget_drafts_today",
    "complaints.SpentForm": "complaints.tasks.forget_drafts_today",
    "complaints.PastFile": "complaints.tasks.forget_drafts_today",
}
# What describes the present state alone and holds nothing of the past: it is overwritten, or goes with what it belongs to.
WORKING: dict[str, str] = {
    "core.CalendarException": "节假日安排，逐年公布",
    "core.Heartbeat": "运行状态，随时覆盖",
    "core.Recheck": "待核对事项，核对后即删除",
    "core.PendingEvidence": "待封存的存证，封存后即转为存证",
    "organisation.Division": "行政区划代码",
    "accounts.Factor": "在用的第二验证方式，本人移除即删除",
    "accounts.RecoveryCode": "在用的恢复码，重新生成即替换",
    "accounts.FormerPassword": "只留最近几个旧密码的摘要",
    "supervision.CountyCalendar": "本县设置",
    "supervision.Replan": "待重算事项，重算后即删除",
    "supervision.Snooze": "个人的暂缓提醒，到期失效",
    "integrity.Extension": "本县设置",
    "integrity.InquirySeries": "编号",
    "integrity.OpinionSeries": "编号",
    "audits.NumberSeries": "编号",
    "inspections.InspectionSeries": "编号",
    "finance.LedgerColumns": "本单位台账的列名设置",
}


def table_rules() -> dict[str, str]:
    """The rule of every table: `app.Model` to the key of its rule."""
    return {table: rule.key for rule in RULES.values() for table in rule.tables}
