"""What became of a resolution: tasks, supervision, payments, departures, loss and who answers for it (C9–C11)."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from decisions.choices import ExecutionKind
from decisions.models.matters import Matter
from organisation.models import Person, Unit


class Execution(models.Model):
    """Something done, or to be done, to carry a resolution out (落实). A task has an owner and a day; a supervision entry is the head's own.

    `departs` says that it differs from the resolution; `by_decision` is the later matter that covers the difference (C10).
    """

    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="executions")
    kind = models.CharField(_("类别"), max_length=12, choices=ExecutionKind.choices)
    on = models.DateField(_("日期"))
    text = models.CharField(_("内容"), max_length=500)
    amount = models.DecimalField(_("金额（元）"), max_digits=15, decimal_places=2, null=True, blank=True)
    departs = models.BooleanField(_("与决议不一致"), default=False)
    by_decision = models.ForeignKey(
        Matter,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("依据的新决议事项"),
    )
    owner = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("责任人")
    )
    due = models.DateField(_("期限"), null=True, blank=True)
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    result = models.CharField(_("完成情况"), max_length=500, blank=True)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    entered_at = models.DateTimeField(_("登记时间"), auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["matter_id", "on", "id"]
        verbose_name = _("决议落实")
        verbose_name_plural = _("决议落实")
        indexes = [
            models.Index(
                fields=["due"], condition=Q(kind=ExecutionKind.TASK, done_on=None), name="open_task_by_due"
            )
        ]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind=ExecutionKind.TASK) | (Q(due__isnull=False) & Q(owner__isnull=False)),
                name="task_has_an_owner_and_a_day",
            ),
            models.CheckConstraint(
                condition=Q(done_on=None) | Q(done_on__gte=F("on")), name="task_done_after_it_was_given"
            ),
            models.CheckConstraint(
                condition=Q(amount=None) | Q(amount__gte=0), name="execution_sum_not_negative"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.get_kind_display()} {self.on}"


class Progress(models.Model):
    """A word on how a task goes (进展)."""

    execution = models.ForeignKey(Execution, on_delete=models.CASCADE, related_name="progress")
    on = models.DateField(_("日期"))
    text = models.CharField(_("进展"), max_length=500)
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    entered_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["execution_id", "on", "id"]
        verbose_name = _("任务进展")
        verbose_name_plural = _("任务进展")

    def __str__(self) -> str:
        return self.text[:40]


class Loss(models.Model):
    """That a decision turned out wrong and caused a loss (决策失误, C11)."""

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="loss")
    found_on = models.DateField(_("发现日期"))
    description = models.TextField(_("损失情况"))
    entered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, null=True, blank=True, on_delete=models.PROTECT, related_name="+",
        verbose_name=_("登记人"),
    )  # fmt: skip
    entered_at = models.DateTimeField(auto_now_add=True)
    history = HistoricalRecords()

    class Meta:
        verbose_name = _("决策损失")
        verbose_name_plural = _("决策损失")

    def __str__(self) -> str:
        return f"{self.matter} {self.found_on}"


class AccountabilityCase(models.Model):
    """A case opened because missing steps led to a loss (责任追究, C11): which steps, who chaired, which bodies look into it.

    `statement` is what the one who chaired says to it; a case is closed only where they spoke, or where `heard` tells when and how
    they were asked to.
    """

    matter = models.OneToOneField(Matter, on_delete=models.PROTECT, related_name="accountability")
    opened_on = models.DateField(_("立案日期"))
    codes = models.JSONField(_("缺失的程序"), default=list)
    chair = models.ForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("主持决策的人"),
    )
    bodies = models.ManyToManyField(Unit, related_name="+", verbose_name=_("办理机构"))
    statement = models.TextField(_("本人陈述"), blank=True)
    stated_at = models.DateTimeField(_("陈述时间"), null=True, blank=True)
    heard = models.TextField(_("听取本人意见的情况"), blank=True)
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    outcome = models.TextField(_("处理结果"), blank=True)
    history = HistoricalRecords()

    class Meta:
        ordering = ["-opened_on", "-id"]
        verbose_name = _("责任追究")
        verbose_name_plural = _("责任追究")
        constraints = [
            models.CheckConstraint(
                condition=Q(closed_on=None) | ~Q(outcome=""), name="closed_case_says_what_came_of_it"
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(chair=None) | ~Q(statement="") | ~Q(heard=""),
                name="nobody_is_judged_unheard",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.matter} {self.opened_on}"
