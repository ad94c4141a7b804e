"""Choices of the integrity tables."""

from django.db import models
from django.utils.translation import gettext_lazy as _

from rulebook.procedures import files, inquiry
from rulebook.procedures.integrity import EVENTS, GIVERS, INCIDENT_SOURCES, OUTCOMES, RELATIONS, REVIEWS
from rulebook.types import PROOF_TITLES, Proof
from supervision.choices import PROOFS

# A responsibility list is no record of something held: it is signed (integrity.models.lists). Inspections have an app of their own,
# what is talked about because of an appraisal is an inquiry.
ELSEWHERE = frozenset({Proof.RESPONSIBILITY_LIST, Proof.INSPECTION, Proof.APPRAISAL_TALK})
RECORD_KINDS = [kind for kind in PROOFS if kind[0] not in ELSEWHERE]
# What is recorded on a page here; audits, appraisals and handovers have apps of their own or come in as past records.
ENTERED = (Proof.REMINDER_TALK, Proof.DUTY_REPORT, Proof.INTEGRITY_FORUM)
ENTERED_KINDS = [(kind.value, _(PROOF_TITLES[kind])) for kind in ENTERED]


class RecordState(models.TextChoices):
    """State of a record: a draft closes nothing; once recorded it is corrected only by a correction entry."""

    DRAFT = "draft", _("草稿")
    RECORDED = "recorded", _("已登记")
    WITHDRAWN = "withdrawn", _("已作废")


class Origin(models.TextChoices):
    """How a record came in."""

    ENTERED = "entered", _("系统登记")
    IMPORTED = "imported", _("历史导入")


class Answer(models.TextChoices):
    """What a head says to the record of a talk, report or forum."""

    PENDING = "pending", _("待确认")
    CONFIRMED = "confirmed", _("已确认")
    OBJECTED = "objected", _("有异议")


# What a field is called depends on what is recorded: (host, summary, problems, measures).
WORDING = {
    Proof.REMINDER_TALK: (_("谈话人"), _("谈话主要内容"), _("指出的问题"), _("要求和整改措施")),
    Proof.DUTY_REPORT: (_("听取汇报人"), _("汇报主要内容"), _("指出的问题"), _("要求和整改措施")),
    Proof.INTEGRITY_FORUM: (_("主持人"), _("恳谈主要内容"), _("共性问题"), _("措施和要求")),
}

RELATION_CHOICES = [(rule.relation.value, _(rule.title)) for rule in RELATIONS.values()]
INCIDENT_SOURCE_CHOICES = [(key, _(title)) for key, title in INCIDENT_SOURCES.items()]
GIVER_CHOICES = [(key, _(title)) for key, title in GIVERS.items()]
EVENT_CHOICES = [(rule.key, _(rule.title)) for rule in EVENTS.values()]
REVIEW_CHOICES = [(rule.review.value, _(rule.title)) for rule in REVIEWS.values()]
OUTCOME_CHOICES = [(outcome.value, _(title)) for outcome, title in OUTCOMES.items()]


class ListState(models.TextChoices):
    """Where a head's list of a year stands: not in force yet, in force, its year reviewed."""

    PREPARED = "prepared", _("准备中")
    IN_FORCE = "in-force", _("执行中")
    CLOSED = "closed", _("已办结")


class ItemOrigin(models.TextChoices):
    """Where an item of a list comes from."""

    TEMPLATE = "template", _("统一模板")
    COUNTY = "county", _("本县增加")
    OWN = "own", _("本单位增加")
    CARRIED = "carried", _("上年结转")


INQUIRY_WAYS = [(way.value, _(title)) for way, title in inquiry.WAYS.items()]
INQUIRY_STATES = [(state.value, _(title)) for state, title in inquiry.STATES.items()]
INQUIRY_STEPS = [(rule.step.value, _(rule.title)) for rule in inquiry.STEPS.values()]
INQUIRY_OUTCOMES = [(rule.outcome.value, _(rule.title)) for rule in inquiry.OUTCOMES.values()]

CORRECTION_ANSWERS = [(answer.value, _(title)) for answer, title in files.ANSWERS.items()]
OPINION_PURPOSES = [(purpose.value, _(title)) for purpose, title in files.PURPOSES.items()]
OPINION_CONCLUSIONS = [(conclusion.value, _(title)) for conclusion, title in files.CONCLUSIONS.items()]
OPINION_STATES = [(state.value, _(title)) for state, title in files.STATES.items()]
