"""A record of a talk, duty report or forum: one record, one or many heads."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import KeptFile
from integrity.choices import RECORD_KINDS, Answer, Origin, RecordState
from organisation.models import Person, Unit


class Record(models.Model):
    """What was held, when, where, by which body, and what was said (C12, C15, C16). Confidential to those the mandate names.

    Heads take part through Participation, each confirming or objecting for themself. `until` is an audit's last day (L5).
    `token` names the form a draft was begun on, so that a form sent twice makes one record. Personal data: what was said.
    """

    kind = models.CharField(_("类别"), max_length=20, choices=RECORD_KINDS)
    state = models.CharField(_("状态"), max_length=10, choices=RecordState.choices, default=RecordState.DRAFT)
    origin = models.CharField(_("来源"), max_length=10, choices=Origin.choices, default=Origin.ENTERED)
    held_on = models.DateField(_("日期"), null=True, blank=True)
    until = models.DateField(_("审计期间止"), null=True, blank=True)
    place = models.CharField(_("地点"), max_length=100, blank=True)
    body = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("主持机构"),
    )
    host = models.CharField(_("谈话人或主持人"), max_length=100, blank=True)
    others = models.CharField(_("其他参加人员"), max_length=300, blank=True)
    summary = models.TextField(_("主要内容"), blank=True)
    problems = models.TextField(_("指出的问题"), blank=True)
    measures = models.TextField(_("整改措施与要求"), blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    recorded_at = models.DateTimeField(_("登记时间"), null=True, blank=True)
    withdrawn_reason = models.CharField(_("作废理由"), max_length=300, blank=True)
    changed_at = models.DateTimeField(_("最后修改时间"), auto_now=True)
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("最后修改人"),
    )  # fmt: skip
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["state", "-held_on", "-id"], name="record_by_day")]
        verbose_name = _("履职与廉政记录")
        verbose_name_plural = _("履职与廉政记录")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=RecordState.DRAFT) | Q(held_on__isnull=False),
                name="a_recorded_talk_has_a_day",
            ),
            models.CheckConstraint(
                condition=~Q(state=RecordState.WITHDRAWN) | ~Q(withdrawn_reason=""),
                name="withdrawal_has_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.held_on or ''}"


class Participation(models.Model):
    """A head in a record, for which duty period, and their own answer to it (本人确认或异议)."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="participations")
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="participations",
        verbose_name=_("一把手"),
    )
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    period = models.CharField(_("登记于"), max_length=10, blank=True, default="")
    present = models.BooleanField(_("到会"), default=True)
    statement = models.TextField(_("本人表态"), blank=True)
    problems = models.TextField(_("向本人指出的问题"), blank=True)
    answer = models.CharField(_("本人意见"), max_length=10, choices=Answer.choices, default=Answer.PENDING)
    answer_words = models.TextField(_("异议内容"), blank=True)
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["record_id", "id"]
        verbose_name = _("参加的一把手")
        verbose_name_plural = _("参加的一把手")
        constraints = [
            models.UniqueConstraint(fields=["record", "person"], name="a_head_takes_part_once"),
            models.CheckConstraint(
                condition=~Q(answer=Answer.OBJECTED) | ~Q(answer_words=""),
                name="an_objection_has_words",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.record} {self.person}"


class FollowUp(models.Model):
    """Something agreed in a record, to be done by a day (后续事项). Without a person it is the host body's own."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="follow_ups")
    person = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("责任人"),
    )
    text = models.CharField(_("事项"), max_length=300)
    due = models.DateField(_("期限"), null=True, blank=True)
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    result = models.CharField(_("完成情况"), max_length=300, blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["due", "id"]
        verbose_name = _("后续事项")
        verbose_name_plural = _("后续事项")

    def __str__(self) -> str:
        return self.text


class Attachment(KeptFile):
    """A file kept with a record (附件), never rendered inline."""

    record = models.ForeignKey(Record, on_delete=models.CASCADE, related_name="attachments")
    file = models.FileField(upload_to="records/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("附件")
        verbose_name_plural = _("附件")

    def get_absolute_url(self) -> str:
        """Where it is downloaded by those who may."""
        return reverse("record-file", args=[self.record_id, self.pk])
