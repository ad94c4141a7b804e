"""The calendar of duties and what carried each one out."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from organisation.models import Person, Post, Unit
from supervision.choices import DUTY_KINDS, OPEN_STATES, PROOFS, DutyState, Reason


class Duty(models.Model):
    """One thing owed for one head in one period (履职事项). Planned and chased by the sweep, closed by a record.

    `subject` is what the rule counts by: 0 for a person, the unit's id for a headed unit, the post's id for a post.
    `unit` and `post` say under which post it is shown. `owed_from` is the first day the head could owe it.
    """

    kind = models.CharField(_("事项"), max_length=20, choices=DUTY_KINDS)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="duties",
        verbose_name=_("一把手"),
    )
    subject = models.BigIntegerField(default=0)
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="duties", verbose_name=_("单位"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="duties", verbose_name=_("职务"))
    county = models.ForeignKey(
        "organisation.Division",
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("县"),
    )
    period = models.CharField(_("周期"), max_length=10)
    opens = models.DateField(_("开始"))
    owed_from = models.DateField(_("起算"))
    due = models.DateField(_("期限"))
    state = models.CharField(_("状态"), max_length=10, choices=DutyState.choices)
    reason = models.CharField(_("原因"), max_length=20, choices=Reason.choices, blank=True, default="")
    closed_on = models.DateField(_("办结日期"), null=True, blank=True)
    late = models.BooleanField(_("逾期完成"), default=False)
    fulfilment = models.ForeignKey(
        "supervision.Fulfilment",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="duties",
    )
    history = HistoricalRecords()

    class Meta:
        ordering = ["due", "id"]
        verbose_name = _("履职事项")
        verbose_name_plural = _("履职事项")
        constraints = [
            models.UniqueConstraint(fields=["kind", "person", "subject", "period"], name="duty_once"),
            models.CheckConstraint(
                condition=Q(state__in=OPEN_STATES, closed_on=None, reason="")
                | Q(
                    state=DutyState.DONE,
                    closed_on__isnull=False,
                    fulfilment__isnull=False,
                    reason="",
                )
                | (Q(state__in=[DutyState.WAIVED, DutyState.CANCELLED]) & ~Q(reason="") & Q(fulfilment=None)),
                name="duty_state_tells_one_story",
            ),
        ]
        indexes = [
            models.Index(fields=["county", "due", "id"], name="duty_by_county"),
            models.Index(fields=["unit", "due", "id"], name="duty_by_unit"),
            models.Index(fields=["due", "id"], name="duty_by_due"),
            models.Index(
                fields=["state", "due"],
                condition=Q(state__in=OPEN_STATES),
                name="duty_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()} {self.period}"

    @property
    def is_open(self) -> bool:
        """Whether it is still to be done."""
        return self.state in OPEN_STATES


class Fulfilment(models.Model):
    """That something was done for a head on a day (履行凭据): written by the app that keeps the record itself.

    `unit` narrows it to one headed unit, `post` to one post; `period` is the duty's period it was entered for, where that is not the one `on`
    lies in; `until` is the last day an audit covers (L5).
    """

    proof = models.CharField(_("类别"), max_length=20, choices=PROOFS)
    person = models.ForeignKey(
        Person,
        on_delete=models.PROTECT,
        related_name="fulfilments",
        verbose_name=_("一把手"),
    )
    unit = models.ForeignKey(Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    post = models.ForeignKey(Post, null=True, blank=True, on_delete=models.PROTECT, related_name="+")
    on = models.DateField(_("日期"))
    until = models.DateField(_("审计期间止"), null=True, blank=True)
    period = models.CharField(_("登记于"), max_length=10, blank=True, default="")
    record = models.BigIntegerField(_("记录编号"), null=True, blank=True)

    class Meta:
        ordering = ["on", "id"]
        verbose_name = _("履行凭据")
        verbose_name_plural = _("履行凭据")
        indexes = [
            models.Index(fields=["person", "proof", "on"], name="fulfilment_of_person"),
            models.Index(fields=["on"], name="fulfilment_by_day"),
            models.Index(fields=["until"], condition=Q(until__isnull=False), name="audit_by_last_day"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["record", "person"],
                name="fulfilment_once_per_record_and_person",
            )
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_proof_display()} {self.on}"


class AskedDuty(models.Model):
    """That an approved plan of a year asks for something to be done for a head (计划事项): written by the app that keeps the plan.

    `dropped_on` is the day a change of the plan took it out again.
    """

    kind = models.CharField(_("事项"), max_length=20, choices=DUTY_KINDS)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("一把手"))
    unit = models.ForeignKey(Unit, on_delete=models.PROTECT, related_name="+", verbose_name=_("单位"))
    post = models.ForeignKey(Post, on_delete=models.PROTECT, related_name="+", verbose_name=_("职务"))
    period = models.CharField(_("周期"), max_length=10)
    opens = models.DateField(_("开始"))
    ends = models.DateField(_("终了"))
    due = models.DateField(_("期限"))
    asked_on = models.DateField(_("列入日期"))
    dropped_on = models.DateField(_("调出日期"), null=True, blank=True)

    class Meta:
        ordering = ["opens", "id"]
        verbose_name = _("计划事项")
        verbose_name_plural = _("计划事项")
        constraints = [
            models.UniqueConstraint(fields=["kind", "person", "unit", "period"], name="asked_once_a_period")
        ]

    def __str__(self) -> str:
        return f"{self.person} {self.get_kind_display()} {self.period}"


class Escalation(models.Model):
    """That an overdue duty was put before a body (逾期上报): level 1 to the body that must act, 2 to its superior (L2)."""

    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="escalations")
    level = models.PositiveSmallIntegerField(_("级次"))
    on = models.DateField(_("日期"))

    class Meta:
        ordering = ["duty_id", "level"]
        verbose_name = _("逾期上报")
        verbose_name_plural = _("逾期上报")
        constraints = [models.UniqueConstraint(fields=["duty", "level"], name="escalated_once_per_level")]

    def __str__(self) -> str:
        return f"{self.duty} {self.level}"


class Snooze(models.Model):
    """A person's wish not to be reminded of a duty until a day, with the reason (暂缓提醒). The duty itself does not move."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="snoozes")
    duty = models.ForeignKey(Duty, on_delete=models.CASCADE, related_name="snoozes")
    until = models.DateField(_("暂缓至"))
    reason = models.CharField(_("理由"), max_length=200)

    class Meta:
        verbose_name = _("暂缓提醒")
        verbose_name_plural = _("暂缓提醒")
        constraints = [models.UniqueConstraint(fields=["user", "duty"], name="snoozed_once")]

    def __str__(self) -> str:
        return f"{self.user} {self.until}"
