"""The steps of an audit as records, what is asked of the unit, working papers, who was told the result, objections, numbered documents."""

from typing import Any
from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from audits.choices import DOCUMENT_CHOICES, STEP_CHOICES, Outcome
from audits.models.audits import Audit
from core.models import KeptFile
from organisation.models import Person, Unit
from rulebook.procedures.auditing import Step as Kind


def _by(label: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=label
    )  # fmt: skip


class Step(models.Model):
    """A step of an audit that was taken (审计程序): on which day, in what words, by whom.

    `approval` says who approved what needs it: a notice served late (N15), a termination. `silent` marks an opinion nobody gave in time
    (N16). `delivered_on` is the day a report was received, from which objections run. `void_on` is the day the report it belongs to was
    overturned; the step is then taken anew. `number` is that of a report imported with its audit; others have a Document. `fulfilment` is what the report told the calendar (C19).
    """

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="steps")
    kind = models.CharField(_("步骤"), max_length=14, choices=STEP_CHOICES)
    on = models.DateField(_("日期"))
    text = models.TextField(_("内容"), blank=True)
    approval = models.CharField(_("批准情况"), max_length=200, blank=True, default="")
    silent = models.BooleanField(_("期满未提出"), default=False)
    delivered_on = models.DateField(_("送达日期"), null=True, blank=True)
    void_on = models.DateField(_("撤销日期"), null=True, blank=True)
    number = models.CharField(_("文号"), max_length=60, blank=True, default="")
    fulfilment = models.ForeignKey(
        "supervision.Fulfilment", null=True, blank=True, editable=False, on_delete=models.SET_NULL, related_name="+"
    )  # fmt: skip
    entered_on = models.DateField(_("录入日期"))
    entered_by = _by(_("录入人"))
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token", "fulfilment"])

    class Meta:
        ordering = ["audit_id", "on", "id"]
        verbose_name = _("审计步骤")
        verbose_name_plural = _("审计步骤")
        indexes = [models.Index(fields=["number"], name="audit_step_by_number")]
        constraints = [
            models.UniqueConstraint(
                fields=["audit", "kind"], condition=Q(void_on=None), name="audit_step_taken_once"
            ),
            models.CheckConstraint(
                condition=Q(delivered_on=None) | Q(delivered_on__gte=F("on")), name="delivered_after_it_was_made"
            ),
            models.CheckConstraint(
                condition=Q(silent=False) | Q(kind__in=[Kind.HEAD_OPINION.value, Kind.UNIT_OPINION.value]),
                name="only_opinions_are_left_unsaid",
            ),
            models.CheckConstraint(
                condition=~Q(kind=Kind.TERMINATION.value) | ~Q(approval="") & ~Q(text=""),
                name="termination_is_approved_for_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(silent=True, entered_by=None)
                | Q(silent=False, entered_by__isnull=False)
                | Q(silent=False, kind=Kind.REPORT.value) & ~Q(number=""),
                name="a_step_is_taken_by_somebody",
            ),
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.audit} {self.get_kind_display()}"


class StepFile(KeptFile):
    """A paper of a step. Never rendered inline."""

    step = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="attachments")
    file = models.FileField(upload_to="audits/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("审计材料")
        verbose_name_plural = _("审计材料")

    def get_absolute_url(self) -> str:
        """Where it is downloaded by those who may."""
        return reverse("audit-file", args=[self.step.audit_id, self.pk])


class RequestedItem(models.Model):
    """Something the unit is asked to hand in (资料清单), and when it did."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="requested")
    title = models.CharField(_("资料名称"), max_length=200)
    due = models.DateField(_("提供期限"))
    delivered_on = models.DateField(_("提供日期"), null=True, blank=True)
    note = models.CharField(_("说明"), max_length=200, blank=True, default="")
    entered_by = _by(_("提出人"))
    delivered_by = _by(_("提供人"))
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["audit_id", "id"]
        verbose_name = _("要求提供的资料")
        verbose_name_plural = _("要求提供的资料")
        constraints = [
            models.UniqueConstraint(fields=["audit", "title"], name="asked_for_once_in_an_audit"),
            models.CheckConstraint(
                condition=Q(delivered_on=None, delivered_by=None)
                | Q(delivered_on__isnull=False, delivered_by__isnull=False),
                name="handed_in_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class WorkingPaper(models.Model):
    """A working paper of the team (审计底稿). For the team alone; each view is noted."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="papers")
    number = models.PositiveSmallIntegerField(_("编号"))
    title = models.CharField(_("事项"), max_length=200)
    text = models.TextField(_("审计过程和证据"))
    conclusion = models.TextField(_("审计认定"), blank=True)
    on = models.DateField(_("编制日期"))
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("编制人")
    )
    reviewed_on = models.DateField(_("复核日期"), null=True, blank=True)
    reviewer = _by(_("复核人"))
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["audit_id", "number"]
        verbose_name = _("审计底稿")
        verbose_name_plural = _("审计底稿")
        constraints = [
            models.UniqueConstraint(fields=["audit", "number"], name="paper_number_once_in_an_audit"),
            models.CheckConstraint(
                condition=Q(reviewer=None, reviewed_on=None)
                | Q(reviewer__isnull=False, reviewed_on__isnull=False) & ~Q(reviewer=F("author")),
                name="paper_reviewed_by_another",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}"


class PaperFile(KeptFile):
    """Evidence kept with a working paper."""

    paper = models.ForeignKey(WorkingPaper, on_delete=models.PROTECT, related_name="attachments")
    file = models.FileField(upload_to="audits/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("底稿证据")
        verbose_name_plural = _("底稿证据")

    def get_absolute_url(self) -> str:
        """Where the team downloads it."""
        return reverse("audit-paper-file", args=[self.paper_id, self.pk])


class Delivery(models.Model):
    """That the result of an audit was sent to a body entitled to it (结果报告送达), and its receipt."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="deliveries")
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("收件机构"))
    sent_on = models.DateField(_("报送日期"))
    received_on = models.DateField(_("签收日期"), null=True, blank=True)
    received_by = _by(_("签收人"))

    class Meta:
        ordering = ["audit_id", "id"]
        verbose_name = _("结果报告送达")
        verbose_name_plural = _("结果报告送达")
        constraints = [
            models.UniqueConstraint(fields=["audit", "body"], name="result_sent_once_to_a_body"),
            models.CheckConstraint(
                condition=Q(received_on=None, received_by=None)
                | Q(received_on__isnull=False, received_by__isnull=False),
                name="received_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audit} {self.body}"


class Objection(models.Model):
    """The head's objection to the report (申诉), and its re-examination by somebody who was not in the team.

    PostgreSQL refuses a reviewer who was ever of the team.
    """

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="objections")
    report = models.ForeignKey(Step, on_delete=models.PROTECT, related_name="+", verbose_name=_("审计报告"))
    filed_on = models.DateField(_("收到日期"))
    text = models.TextField(_("申诉的事项和理由"))
    due = models.DateField(_("复查期限"))
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("申诉人")
    )
    reviewer = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("复查人")
    )
    answered_on = models.DateField(_("答复日期"), null=True, blank=True)
    answer = models.TextField(_("复查情况和答复"), blank=True)
    outcome = models.CharField(_("复查结论"), max_length=10, choices=Outcome.choices, blank=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["audit_id", "filed_on", "id"]
        verbose_name = _("申诉")
        verbose_name_plural = _("申诉")
        constraints = [
            models.UniqueConstraint(fields=["report"], name="one_objection_to_a_report"),
            models.CheckConstraint(
                condition=Q(outcome="", answered_on=None)
                | ~Q(outcome="") & ~Q(answer="") & Q(answered_on__isnull=False, reviewer__isnull=False),
                name="objection_answered_with_reasons_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.audit} {self.filed_on}"


class NumberSeries(models.Model):
    """The last number a body gave in a year under one mark (发文字号). Locked while the next is given, so that there are no gaps."""

    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+")
    year = models.PositiveSmallIntegerField()
    mark = models.CharField(max_length=8)
    last = models.PositiveIntegerField(default=0)

    class Meta:
        verbose_name = _("发文字号")
        verbose_name_plural = _("发文字号")
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "mark"], name="one_series_a_body_year_and_mark")
        ]

    def __str__(self) -> str:
        return f"{self.mark}〔{self.year}〕"


class Document(models.Model):
    """A document as it was issued (公文): its number, and what it said that day, as blocks of core.documents."""

    audit = models.ForeignKey(Audit, on_delete=models.PROTECT, related_name="documents")
    step = models.OneToOneField(Step, on_delete=models.PROTECT, related_name="document")
    kind = models.CharField(_("文种"), max_length=8, choices=DOCUMENT_CHOICES)
    body = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("发文机关"))
    year = models.PositiveSmallIntegerField(_("年度"))
    mark = models.CharField(max_length=8)
    serial = models.PositiveIntegerField(_("序号"))
    number = models.CharField(_("发文字号"), max_length=40)
    on = models.DateField(_("成文日期"))
    content = models.JSONField(_("内容"))

    class Meta:
        ordering = ["audit_id", "id"]
        verbose_name = _("审计公文")
        verbose_name_plural = _("审计公文")
        constraints = [
            models.UniqueConstraint(fields=["body", "year", "mark", "serial"], name="document_number_given_once"),
        ]  # fmt: skip

    def __str__(self) -> str:
        return self.number
