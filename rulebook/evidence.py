"""What is evidenced (存证), how it is sealed and who is told: every table is, but for those named here with the reason.

Why some are not: an entry stands beside others of the same minutes. Where an order or a moment would tell who voted what, or who reported,
there is none; what is working memory, or reckoned anew from records every night, proves nothing.
"""

from dataclasses import dataclass

from rulebook.establishment import Function

SEALED_EVERY = 300  # seconds between two sealings; also how finely an entry's moment can be told
BATCH = 1024  # entries at most in one batch: a power of two, so that a proof in it is ten hashes
ROOTS_SENT_FOR = 7  # days back for which a root not mailed yet is mailed
TOLD = (
    Function.DISCIPLINE,
    Function.COUNTY_COMMITTEE,
)  # bodies whose officers are mailed the root of every day

_BALLOT = "秘密投票：先后和时刻会使投票人与选票对应"
_REPORT = "检举控告：写入的时刻会使举报人与举报对应"
_WORKING = "工作数据：用完即弃"
_RECKONED = "每晚由其他记录重新计算"
_DRAFT = "个人草稿：未提交"
_FRAMEWORK = "由框架随版本生成"

EXCEPTED: dict[str, str] = {
    "core.Heartbeat": _WORKING,
    "core.Job": _WORKING,
    "core.JobRun": _WORKING,
    "core.Recheck": _WORKING,
    "core.PendingEvidence": "存证自身，待封存",
    "core.EvidenceEntry": "存证自身",
    "core.EvidenceBatch": "存证自身",
    "core.EvidenceDay": "存证自身",
    "accounts.LoginSession": _WORKING,
    "sessions.Session": _WORKING,
    "axes.AccessAttempt": _WORKING,
    "axes.AccessAttemptExpiration": _WORKING,
    "axes.AccessFailureLog": _WORKING,
    "axes.AccessLog": _WORKING,
    "contenttypes.ContentType": _FRAMEWORK,
    "auth.Permission": _FRAMEWORK,
    "organisation.Division": "行政区划代码：随版本提供的公开数据",
    "supervision.CountyCalendar": _WORKING,
    "supervision.Replan": _WORKING,
    "finance.Flag": _RECKONED,
    "projects.Match": _RECKONED,
    "decisions.MatterDraft": _DRAFT,
    "inspections.StatementDraft": _DRAFT,
    "appraisals.Poll": _BALLOT,
    "appraisals.Slip": _BALLOT,
    "appraisals.PaperEntry": _BALLOT,
    "appraisals.Remark": _BALLOT,
    "complaints.Draft": _REPORT,
    "complaints.SpentForm": _REPORT,
    "complaints.PastFile": _REPORT,
    "complaints.Mail": _REPORT,
    "complaints.MailFile": _REPORT,
    "complaints.Clearance": _REPORT,
    "complaints.ComplaintKey": _REPORT,
    "complaints.ComplaintFile": _REPORT,
    "complaints.HandedOn": _REPORT,
    "complaints.MajorNotice": _REPORT,
}

# Columns that are no part of what is evidenced: when somebody was last here, and what a secret ballot moves.
OMITTED: dict[str, frozenset[str]] = {
    "accounts.User": frozenset({"last_login"}),
    "accounts.Factor": frozenset({"counter", "used_at"}),
    "accounts.ApiKey": frozenset({"last_used_on"}),
    "decisions.AgendaItem": frozenset({"pool"}),
    "decisions.Meeting": frozenset({"version"}),  # counts up with every ballot
    "decisions.Stance": frozenset({"voted"}),
}


@dataclass(frozen=True, slots=True)
class ByDay:
    """A table entered once a day, the day after: `day` is the column that says which day, `columns` are those that never change."""

    day: str
    columns: frozenset[str]


# What citizens report is entered by the day: the row tells the day anyway, and no entry tells more.
BY_DAY: dict[str, ByDay] = {
    "complaints.Complaint": ByDay(
        "received_on",
        frozenset({"id", "body_id", "number", "channel", "received_on", "content", "lookup", "for_reporter"}),
    ),
    "complaints.Message": ByDay("on", frozenset({"id", "complaint_id", "sender", "on", "by_id", "content"})),
    "complaints.ComplaintStep": ByDay(
        "on", frozenset({"id", "complaint_id", "kind", "on", "by_id", "choice", "content"})
    ),
}

# What names each row that was deleted because its time was over, so that its deletion is no fault (销毁凭证).
TOMBSTONES = "retention.Tombstone"

# Columns the product itself writes without an earlier version; all others are held to the newest version of their row.
WITHOUT_VERSION: dict[str, frozenset[str]] = {
    "supervision.Finding": frozenset(
        {"facts", "message"}
    ),  # worded anew every night while the finding stands
}
# What is still a draft in column = value, and was one in its newest version: its history begins when it is entered.
DRAFTS: dict[str, tuple[str, str]] = {"integrity.Record": ("state", "draft")}
