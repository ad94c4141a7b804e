"""What is done before deciding: consultation, assessments, publicity, hearing, survey (C3–C5), with the files they rest on."""

from uuid import uuid4

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from core.models import KeptFile
from decisions.choices import OpinionKind, PreparationKind, RiskGrade
from decisions.models.matters import Matter


class Preparation(models.Model):
    """One step before deciding (会前程序). Which fields are asked for follows from its kind.

    `since` is the first day (公布、公示、送审、听证通知), `on` the day it was done, `until` the last day. `opinion` or `grade` is what it came
    to; an adverse one blocks until `answer` (C4). `published` puts `draft` and the files of the step on the public page (C3); `text` is then
    the summary of what was said to it.
    """

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="preparations")
    kind = models.CharField(_("程序"), max_length=20, choices=PreparationKind.choices)
    since = models.DateField(_("起日"), null=True, blank=True)
    on = models.DateField(_("日期"), null=True, blank=True)
    until = models.DateField(_("止日"), null=True, blank=True)
    by = models.CharField(_("机构或作者"), max_length=200, blank=True)
    opinion = models.CharField(_("意见"), max_length=12, choices=OpinionKind.choices, blank=True)
    grade = models.CharField(_("风险等级"), max_length=8, choices=RiskGrade.choices, blank=True)
    experts = models.CharField(_("专家"), max_length=300, blank=True)
    respondents = models.PositiveIntegerField(_("人数"), null=True, blank=True)
    in_favour = models.PositiveIntegerField(_("赞成人数"), null=True, blank=True)
    draft = models.TextField(_("公布的草案"), blank=True)
    text = models.TextField(_("内容"), blank=True)
    adoption = models.TextField(_("采纳情况"), blank=True)
    short_reason = models.CharField(_("缩短期限的理由"), max_length=300, blank=True)
    published = models.BooleanField(_("在公开页面公布"), default=False)
    answer = models.TextField(_("书面答复"), blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("答复人"),
    )  # fmt: skip
    answered_at = models.DateTimeField(_("答复时间"), null=True, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["matter_id", "id"]
        verbose_name = _("会前程序")
        verbose_name_plural = _("会前程序")
        constraints = [
            models.UniqueConstraint(fields=["matter", "kind"], name="preparation_once_in_matter"),
            models.CheckConstraint(
                condition=Q(since=None) | Q(until=None) | Q(until__gte=F("since")),
                name="preparation_ends_after_it_began",
                violation_error_message=_("止日不能早于起日"),
            ),
            models.CheckConstraint(
                condition=Q(in_favour=None) | Q(in_favour__lte=F("respondents")),
                name="no_more_in_favour_than_asked",
                violation_error_message=_("赞成人数不能多于总人数"),
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.get_kind_display()}"


class PublicComment(models.Model):
    """What the public says to a published draft (公众意见, C3). Personal data: none is asked for; a name only where the writer gives one."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField(_("意见"), max_length=2000)
    name = models.CharField(_("署名"), max_length=40, blank=True)
    received_on = models.DateField(_("收到日期"))
    token = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        ordering = ["matter_id", "id"]
        verbose_name = _("公众意见")
        verbose_name_plural = _("公众意见")

    def __str__(self) -> str:
        return self.text[:40]


class Attachment(KeptFile):
    """A file of a matter, or of one step before deciding (材料). Never rendered inline."""

    matter = models.ForeignKey(Matter, on_delete=models.CASCADE, related_name="attachments")
    preparation = models.ForeignKey(
        Preparation, null=True, blank=True, on_delete=models.CASCADE, related_name="attachments"
    )
    file = models.FileField(upload_to="matters/%Y/%m/")

    class Meta(KeptFile.Meta):
        verbose_name = _("材料")
        verbose_name_plural = _("材料")

    def get_absolute_url(self) -> str:
        """Where it is downloaded by those who may."""
        return reverse("matter-file", args=[self.matter_id, self.pk])
