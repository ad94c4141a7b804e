"""Choices of the audits tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rulebook.procedures.auditing import CATEGORIES, DOCUMENTS, RESPONSIBILITIES, STEPS, TESTS
from rulebook.procedures.audits import CONFERENCE_NAMES, PLAN_STEPS, TRIGGERS
from rulebook.procedures.handover import EXCUSES, FLAWS, ITEMS, PARTS


class Kind(models.TextChoices):
    """The three kinds of audit C18 names."""

    BEFORE = "before", _("任前审计")
    DURING = "during", _("任中审计")
    LEAVING = "leaving", _("离任审计")


class State(models.TextChoices):
    """Where an audit stands; a later state is reached only through the ones before it."""

    PLANNED = "planned", _("已列入计划")
    NOTIFIED = "notified", _("已送达通知")
    ENTERED = "entered", _("已进点")
    DRAFTED = "drafted", _("征求意见")
    REPORTED = "reported", _("已出具报告")
    CLOSED = "closed", _("整改办结")
    TERMINATED = "terminated", _("已终止")


# Before the notice an audit is the planners' alone; once reported nothing takes it out of the plan any more.
UNTOLD = (State.PLANNED,)
UNREPORTED = (State.PLANNED, State.NOTIFIED, State.ENTERED, State.DRAFTED)


class Origin(models.TextChoices):
    """How an audit came in."""

    PLANNED = "planned", _("审计计划")
    IMPORTED = "imported", _("历史导入")


class TeamRole(models.TextChoices):
    """What a member of an audit team does."""

    LEADER = "leader", _("组长")
    CHIEF = "chief", _("主审")
    MEMBER = "member", _("组员")


TRIGGER_CHOICES = [(rule.trigger.value, _(rule.title)) for rule in TRIGGERS.values()]
PLAN_STEP_TITLES = {step: _(rule.title) for step, rule in PLAN_STEPS.items()}
CONFERENCE_CHOICES = [(function.value, _(name)) for function, name in CONFERENCE_NAMES.items()]


class ProposalState(models.TextChoices):
    """What became of a proposal; one whose trigger is gone falls away by itself."""

    OPEN = "open", _("待列入计划")
    PLANNED = "planned", _("已列入计划")
    ASIDE = "aside", _("已搁置")
    FALLEN = "fallen", _("事由消除")


class Gone(models.TextChoices):
    """Why the trigger of a proposal is gone."""

    AUDITED = "audited", _("已经审计")
    LEFT = "left", _("已经离任")
    CORRECTED = "corrected", _("任职或者审计信息更正")
    DECIDED = "decided", _("已经任职")
    DROPPED = "dropped", _("任用程序终止")


class RevisionState(models.TextChoices):
    """Where a plan, or a change of it, stands."""

    DRAFT = "draft", _("起草")
    PROPOSED = "proposed", _("组织部门已提出")
    DISCUSSED = "discussed", _("联席会议已研究")
    APPROVED = "approved", _("已批准")
    WITHDRAWN = "withdrawn", _("已撤回")


class LineAction(models.TextChoices):
    """What a line of a plan does."""

    ADD = "add", _("列入")
    DROP = "drop", _("调出")


class HandoverState(models.TextChoices):
    """Where a handover stands: the leaver fills the list, the successor checks it, all three signed, or nothing is owed any more."""

    FILLING = "filling", _("填写清单")
    CHECKING = "checking", _("接任人核对")
    SIGNED = "signed", _("已签字")
    VOID = "void", _("已撤销")


class ItemAnswer(models.TextChoices):
    """What the successor says of an item."""

    PENDING = "", _("待核对")
    AGREED = "agreed", _("无异议")
    OBJECTED = "objected", _("有异议")


HANDOVER_ITEMS = [(rule.key, _(rule.title)) for rule in ITEMS.values()]
SIGNING_PARTS = [(part.value, _(title)) for part, title in PARTS.items()]
EXCUSE_CHOICES = [(excuse.value, _(title)) for excuse, title in EXCUSES.items()]
FLAW_CHOICES = [(flaw.value, _(title)) for flaw, title in FLAWS.items()]


class RectificationState(models.TextChoices):
    """Where the rectification of an audit finding stands (整改状态)."""

    UNMENDED = "unmended", _("未整改")
    ONGOING = "ongoing", _("持续整改")
    MENDED = "mended", _("已整改")
    ACCEPTED = "accepted", _("不再整改")


class Outcome(models.TextChoices):
    """What a re-examination came to (复查结论)."""

    UPHELD = "upheld", _("维持审计报告")
    OVERTURNED = "overturned", _("撤销审计报告，重新征求意见和出具")


class Grade(models.TextChoices):
    """How grave an audit finding is (严重程度); the words of the register of findings are kept."""

    NOTICE = "notice", _("轻微")
    ORDINARY = "ordinary", _("一般")
    SERIOUS = "serious", _("严重")


STEP_CHOICES = [(rule.step.value, _(rule.title)) for rule in STEPS]
CATEGORY_CHOICES = [(category.value, _(title)) for category, title in CATEGORIES.items()]
RESPONSIBILITY_CHOICES = [(kind.value, _(title)) for kind, title in RESPONSIBILITIES.items()]
TEST_CHOICES = [(test.key, _(test.text)) for test in TESTS]
DOCUMENT_CHOICES = [(rule.kind, _(rule.title)) for rule in DOCUMENTS]
