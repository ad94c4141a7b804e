"""Proposals to give or end a role, which take effect by a second person's word."""

from datetime import date

from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import CHANGE_CHOICES, RoleChangeKind, RoleChangeOutcome
from accounts.models.users import RoleHeld, User
from organisation.models import Unit


class RoleChange(models.Model):
    """A proposal to give a role, or to end one that is held (角色变更申请). PostgreSQL refuses to change what was proposed, and anything once decided.

    `during` holds the days of the role to be given; of one to be ended, from the first day it is no longer held.
    """

    kind = models.CharField(_("事项"), max_length=4, choices=RoleChangeKind)
    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="role_changes", verbose_name=_("用户")
    )
    role = models.CharField(_("角色"), max_length=16, choices=CHANGE_CHOICES)
    body = models.ForeignKey(
        Unit, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("所在机构")
    )
    during = DateRangeField(_("起止日期"))
    # The row to be ended, which is deleted where it is taken back on its first day: what was proposed stays all the same.
    held = models.ForeignKey(
        RoleHeld, null=True, on_delete=models.DO_NOTHING, db_constraint=False, related_name="+"
    )
    reason = models.CharField(_("理由"), max_length=200)
    proposed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    proposed_at = models.DateTimeField(_("提出时间"))
    lapses_on = models.DateField(_("失效日期"))  # the first day on which nobody can confirm it any more (L83)
    outcome = models.CharField(_("结果"), max_length=9, choices=RoleChangeOutcome, blank=True)
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("确认人")
    )
    decided_at = models.DateTimeField(_("确认时间"), null=True)
    words = models.CharField(_("不同意的理由"), max_length=200, blank=True)

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("角色变更申请")
        verbose_name_plural = _("角色变更申请")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "body"],
                condition=Q(outcome=""),
                nulls_distinct=False,
                name="one_open_change_of_a_role",
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_role_change_says_why"),
            models.CheckConstraint(
                condition=~Q(user=F("proposed_by")) & ~Q(user=F("decided_by")),
                name="nobody_gives_themself_a_role",
            ),
            models.CheckConstraint(
                condition=~Q(outcome__in=["confirmed", "refused"], decided_by=F("proposed_by")),
                name="a_role_change_has_two_people",
            ),
            models.CheckConstraint(
                condition=Q(outcome__in=["", "lapsed"], decided_by=None)
                | (Q(outcome__in=["confirmed", "refused", "withdrawn"]) & Q(decided_by__isnull=False)),
                name="a_decided_role_change_says_by_whom",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="refused", words=""), name="a_refused_role_change_says_why"
            ),
        ]
        indexes = [models.Index(fields=["-proposed_at", "-id"], name="role_changes_by_time")]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.user} {self.get_role_display()}"

    def is_open(self, on: date) -> bool:
        """Whether it still waits for somebody's word on `on`."""
        return not self.outcome and on < self.lapses_on
