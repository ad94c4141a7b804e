"""Choices of the decisions' tables; the values of the documented form wherever it has them."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rulebook.procedures.decisions import FRACTIONS, QUORUM_SHARES, MatterCategory
from rulebook.procedures.regulator import BYLAWS

CATEGORIES = [(item.value, _(item.value)) for item in MatterCategory]
FRACTION_CHOICES = [(item, _("全票") if item == "1" else item) for item in FRACTIONS]
QUORUM_CHOICES = [(item, _("全体到会") if item == "1" else item) for item in QUORUM_SHARES]
BYLAW_KINDS = [(rule.kind.value, _(rule.title)) for rule in BYLAWS.values()]


class FlagChoice(models.TextChoices):
    """What else is true of a matter (C3–C5)."""

    LIVELIHOOD = "livelihood", _("关系国计民生和全局")
    TECHNICAL = "technical", _("政策性、专业性、技术性较强")
    PUBLIC_INTEREST = "public-interest", _("关系大多数群众利益")


class MatterState(models.TextChoices):
    """Where a matter stands (事项状态)."""

    PREPARING = "preparing", _("准备中")
    SCHEDULED = "scheduled", _("已列入议程")
    PASSED = "passed", _("已通过")
    REJECTED = "rejected", _("未通过")
    DEFERRED = "deferred", _("缓议")
    CLOSED = "closed", _("已办结")
    WITHDRAWN = "withdrawn", _("已撤回")


# From which state to which a matter may move; every other way is refused (decisions.services.states).
TRANSITIONS: dict[MatterState, frozenset[MatterState]] = {
    MatterState.PREPARING: frozenset({MatterState.SCHEDULED, MatterState.WITHDRAWN}),
    MatterState.SCHEDULED: frozenset(
        {MatterState.PREPARING, MatterState.PASSED, MatterState.REJECTED, MatterState.DEFERRED}
    ),
    MatterState.DEFERRED: frozenset({MatterState.SCHEDULED, MatterState.WITHDRAWN}),
    MatterState.PASSED: frozenset({MatterState.CLOSED}),
    MatterState.REJECTED: frozenset(),
    MatterState.CLOSED: frozenset(),
    MatterState.WITHDRAWN: frozenset(),
}
# Before a decision a matter may still be changed.
OPEN_STATES = (MatterState.PREPARING, MatterState.DEFERRED)
DECIDED_STATES = (MatterState.PASSED, MatterState.REJECTED, MatterState.CLOSED)
PASSED_STATES = (MatterState.PASSED, MatterState.CLOSED)


class Origin(models.TextChoices):
    """How a matter came in."""

    ENTERED = "entered", _("系统登记")
    IMPORTED = "imported", _("外部系统导入")


class BaseChoice(models.TextChoices):
    """Out of whom a majority is counted (计票基数)."""

    DUE = "due", _("应到会成员")
    PRESENT = "present", _("到会成员")


class PreparationKind(models.TextChoices):
    """What is done before deciding (C3–C5)."""

    CONSULTATION = "consultation", _("公布草案、征求意见")
    EXPERT_PANEL = "expert-panel", _("专家组论证")
    TECHNICAL_ADVICE = "technical-advice", _("技术咨询")
    LEGALITY_REVIEW = "legality-review", _("合法性审查")
    STABILITY_RISK = "stability-risk", _("社会稳定风险评估")
    PUBLICITY = "publicity", _("公示")
    HEARING = "hearing", _("听证")
    SURVEY = "survey", _("民意调查")


class OpinionKind(models.TextChoices):
    """What an assessment came to."""

    FAVOURABLE = "favourable", _("同意")
    CONDITIONAL = "conditional", _("附条件同意")
    ADVERSE = "adverse", _("不同意")


class RiskGrade(models.TextChoices):
    """Grade of a stability risk (风险等级)."""

    LOW = "low", _("低")
    MEDIUM = "medium", _("中")
    HIGH = "high", _("高")


class MeetingState(models.TextChoices):
    """State of a meeting: planned, going on, closed (sealed)."""

    PLANNED = "planned", _("待召开")
    OPEN = "open", _("进行中")
    CLOSED = "closed", _("已结束")


class ItemState(models.TextChoices):
    """State of an item of the agenda at the meeting."""

    WAITING = "waiting", _("待议")
    DISCUSSING = "discussing", _("讨论中")
    VOTING = "voting", _("表决中")
    DECIDED = "decided", _("已有结果")


class Away(models.TextChoices):
    """Why a member who came to the meeting was not there for an item (未参加议题)."""

    LATE = "late", _("迟到")
    LEFT = "left", _("离席")


class View(models.TextChoices):
    """A member's opinion at the meeting."""

    AGREE = "agree", _("同意")
    DISAGREE = "disagree", _("不同意")
    DEFER = "defer", _("缓议")


class Vote(models.TextChoices):
    """A vote."""

    FOR = "for", _("赞成")
    AGAINST = "against", _("反对")
    ABSTAIN = "abstain", _("弃权")


class Outcome(models.TextChoices):
    """What a matter came to at a meeting."""

    PASSED = "passed", _("通过")
    REJECTED = "rejected", _("不通过")
    DEFERRED = "deferred", _("缓议")


class ChangeOfPost(models.TextChoices):
    """What is proposed of a person (任免)."""

    APPOINT = "appoint", _("任职")
    REMOVE = "remove", _("免职")


class ExecutionKind(models.TextChoices):
    """What is done to carry a resolution out."""

    TASK = "task", _("任务")
    SUPERVISION = "supervision", _("督办")
    PAYMENT = "payment", _("付款")
    CONTRACT = "contract", _("合同")
    APPOINTMENT = "appointment", _("任职")
    CHANGE = "change", _("变更")


# What carries a resolution out, beside tasks and supervision.
CARRIED_OUT = (
    ExecutionKind.PAYMENT,
    ExecutionKind.CONTRACT,
    ExecutionKind.APPOINTMENT,
    ExecutionKind.CHANGE,
)


class BylawPaper(models.TextChoices):
    """What a file of a bylaw is."""

    OFFICIAL = "official", _("正式文件")
    REVIEW = "review", _("合法合规审查材料")


class DoubtState(models.TextChoices):
    """Where a doubt stands: to be looked into, confirmed or dismissed by a person, or gone with its cause."""

    PENDING = "pending", _("待核实")
    CONFIRMED = "confirmed", _("核实属实")
    DISMISSED = "dismissed", _("核实不属实")
    LAPSED = "lapsed", _("事由已消除")


class Adviser(models.TextChoices):
    """What kind of adviser sits in on a meeting (顾问类型)."""

    LEGAL = "legal", _("法律顾问")
    ECONOMIC = "economic", _("经济顾问")


class MeetingPaper(models.TextChoices):
    """What a file of a meeting is."""

    NOTICE = "notice", _("会议通知")
    RECORD = "record", _("会议记录")
    MINUTES = "minutes", _("会议纪要")


MINUTES = (MeetingPaper.RECORD, MeetingPaper.MINUTES)


class ReportedUp(models.TextChoices):
    """Whether a matter goes to the body above (是否报上级)."""

    NO = "no", _("否")
    APPROVAL = "approval", _("报上级审批")
    FILING = "filing", _("报上级备案")
