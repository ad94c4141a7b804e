"""Tables of the engines: working-day exceptions, jobs, heartbeats, the ledger of events, and what every kept file has."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from core.evidence.models import EvidenceBatch, EvidenceDay, EvidenceEntry, PendingEvidence


class CalendarException(models.Model):
    """A weekday that is not worked, or a weekend day that is, by the State Council's yearly notice (节假日安排)."""

    day = models.DateField(_("日期"), primary_key=True)
    is_worked = models.BooleanField(_("是否上班"))
    name = models.CharField(_("名称"), max_length=40, blank=True)

    class Meta:
        ordering = ["day"]
        verbose_name = _("节假日调整")
        verbose_name_plural = _("节假日调整")

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class Heartbeat(models.Model):
    """When a part of the running product (worker, beat) last showed that it lives."""

    name = models.CharField(_("部件"), max_length=20, primary_key=True)
    at = models.DateTimeField(_("最近一次"))

    class Meta:
        verbose_name = _("运行心跳")
        verbose_name_plural = _("运行心跳")

    def __str__(self) -> str:
        return f"{self.name} {self.at:%F %T}"


class Job(models.Model):
    """A piece of work done by the worker while its owner watches a progress bar (后台任务).

    The row is the truth, the broker only a doorbell: a worker claims it by a conditional update.
    """

    class State(models.TextChoices):
        WAITING = "waiting", _("等待处理")
        RUNNING = "running", _("正在处理")
        DONE = "done", _("已完成")
        REFUSED = "refused", _("未通过")
        FAILED = "failed", _("出错")

    kind = models.CharField(_("任务"), max_length=40)
    owner = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, verbose_name=_("发起人"))
    state = models.CharField(_("状态"), max_length=10, choices=State.choices, default=State.WAITING)
    file = models.FileField(_("文件"), upload_to="jobs/%Y/%m/", blank=True)
    file_name = models.CharField(_("文件名"), max_length=200, blank=True)
    done = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    attempts = models.PositiveSmallIntegerField(default=0)
    options = models.JSONField(default=dict)
    result = models.JSONField(default=dict)
    created_at = models.DateTimeField(_("发起时间"), auto_now_add=True)
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("后台任务")
        verbose_name_plural = _("后台任务")

    def __str__(self) -> str:
        return f"{self.kind} {self.file_name}"

    @property
    def percent(self) -> int:
        """Share done, 0 to 100."""
        return min(100, self.done * 100 // self.total) if self.total else 0

    @property
    def is_over(self) -> bool:
        """Whether nothing more will happen to this job."""
        return self.state in {self.State.DONE, self.State.REFUSED, self.State.FAILED}


class JobRun(models.Model):
    """One run of a scheduled job for one day; unique, so that two schedulers do it once (定时任务运行记录)."""

    job = models.CharField(_("任务"), max_length=40)
    due = models.DateField(_("日期"))
    started_at = models.DateTimeField(_("开始时间"))
    finished_at = models.DateTimeField(_("完成时间"), null=True, blank=True)
    result = models.JSONField(default=dict)

    class Meta:
        ordering = ["-started_at"]
        constraints = [models.UniqueConstraint(fields=["job", "due"], name="one_run_per_job_and_day")]
        verbose_name = _("定时任务运行记录")
        verbose_name_plural = _("定时任务运行记录")

    def __str__(self) -> str:
        return f"{self.job} {self.due}"


class Recheck(models.Model):
    """Something that waits to be judged anew, because much of it changed (待核对). Asked for twice, it is done once.

    The row is the truth, the broker only a doorbell: it is deleted in the transaction that judges.
    """

    kind = models.CharField(_("任务"), max_length=40)
    subject = models.CharField(_("对象"), max_length=40)
    asked_at = models.DateTimeField(_("提出时间"), auto_now_add=True)
    attempts = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        indexes = [models.Index(fields=["kind", "subject"], name="recheck_by_subject")]
        verbose_name = _("待核对事项")
        verbose_name_plural = _("待核对事项")

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Event(models.Model):
    """What was done, by whom, to what, when and why (操作记录). PostgreSQL refuses to change or delete a row."""

    at = models.DateTimeField(_("时间"), auto_now_add=True, db_index=True)
    actor = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        verbose_name=_("操作人"),
    )
    action = models.CharField(_("操作"), max_length=60)
    target_type = models.CharField(_("对象类型"), max_length=60, blank=True)
    target_id = models.BigIntegerField(_("对象编号"), null=True, blank=True)
    facts = models.JSONField(_("内容"), default=dict)

    class Meta:
        ordering = ["-at", "-id"]
        indexes = [models.Index(fields=["target_type", "target_id"], name="event_target")]
        verbose_name = _("操作记录")
        verbose_name_plural = _("操作记录")

    def __str__(self) -> str:
        return f"{self.at:%F %T} {self.action}"


class KeptFile(models.Model):
    """What is known of a file kept with something (附件). The noun adds its own `file`, and `get_absolute_url`: where it is downloaded."""

    name = models.CharField(_("文件名"), max_length=200)
    size = models.PositiveBigIntegerField(_("大小"))
    sha256 = models.CharField(max_length=64)
    added_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    added_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["id"]

    def __str__(self) -> str:
        return self.name


__all__ = [
    "CalendarException", "Event", "EvidenceBatch", "EvidenceDay", "EvidenceEntry", "Heartbeat", "Job", "JobRun", "KeptFile", "PendingEvidence", "Recheck",
]  # fmt: skip
