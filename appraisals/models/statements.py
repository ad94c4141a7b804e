"""What the head states before the ballot, the meeting it was heard at, and what the head says to the result (C13)."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from appraisals.models.appraisals import Appraisal
from core.fields import by_user


class Statement(models.Model):
    """The statement on duty and integrity (述职述廉报告): a text for each heading of the outline, the head's to write until it is published."""

    appraisal = models.OneToOneField(Appraisal, on_delete=models.PROTECT, related_name="statement")
    parts = models.JSONField(_("内容"), default=dict)
    returned = models.CharField(_("退回理由"), max_length=300, blank=True)
    saved_at = models.DateTimeField(_("保存时间"), auto_now=True)

    class Meta:
        verbose_name = _("述职述廉报告")
        verbose_name_plural = _("述职述廉报告")

    def __str__(self) -> str:
        return f"{self.appraisal}"


class Meeting(models.Model):
    """The meeting that heard the statement (述职述廉会议): when, where, who chaired, who was there, what was asked and answered."""

    appraisal = models.OneToOneField(Appraisal, on_delete=models.PROTECT, related_name="meeting")
    on = models.DateField(_("会议日期"))
    place = models.CharField(_("地点"), max_length=100)
    chair = models.CharField(_("主持人"), max_length=60)
    present = models.PositiveSmallIntegerField(_("到会人数"))
    summary = models.TextField(_("会议情况"))
    asked = models.TextField(_("提问和答复"), blank=True)
    entered_on = models.DateField(_("登记日期"))
    entered_by = by_user(_("登记人"))

    class Meta:
        verbose_name = _("述职述廉会议")
        verbose_name_plural = _("述职述廉会议")
        constraints = [
            models.CheckConstraint(condition=Q(present__gt=0) & ~Q(summary=""), name="a_meeting_has_people_and_words")
        ]  # fmt: skip

    def __str__(self) -> str:
        return f"{self.appraisal} {self.on}"


class Comment(models.Model):
    """What the head says to the result (本人说明), once, added to it and never changed."""

    appraisal = models.OneToOneField(Appraisal, on_delete=models.PROTECT, related_name="comment")
    on = models.DateField(_("日期"))
    text = models.TextField(_("本人说明"))

    class Meta:
        verbose_name = _("本人说明")
        verbose_name_plural = _("本人说明")
        constraints = [models.CheckConstraint(condition=~Q(text=""), name="a_comment_has_words")]

    def __str__(self) -> str:
        return f"{self.appraisal} {self.on}"
