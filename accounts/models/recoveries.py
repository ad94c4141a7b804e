"""Letting in again who lost the password or the second factor: two people, neither of them the one let in."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import RecoveryOutcome, RecoveryScope
from accounts.models.users import User


class AccountRecovery(models.Model):
    """An application to let a user in again (账号找回): proposed by one administrator, confirmed by another. PostgreSQL refuses to change it once decided."""

    user = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="recoveries", verbose_name=_("用户")
    )
    scope = models.CharField(_("找回内容"), max_length=8, choices=RecoveryScope)
    reason = models.CharField(_("理由"), max_length=200)
    proposed_by = models.ForeignKey(
        User, on_delete=models.PROTECT, related_name="+", verbose_name=_("提出人")
    )
    proposed_at = models.DateTimeField(_("提出时间"))
    decided_by = models.ForeignKey(
        User, null=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("确认人")
    )
    decided_at = models.DateTimeField(_("确认时间"), null=True)
    outcome = models.CharField(_("结果"), max_length=9, choices=RecoveryOutcome, blank=True)
    told_at = models.DateTimeField(null=True)  # when the user was told at a log-in

    class Meta:
        ordering = ["-proposed_at", "-pk"]
        verbose_name = _("账号找回")
        verbose_name_plural = _("账号找回")
        constraints = [
            models.UniqueConstraint(
                fields=["user"], condition=Q(outcome=""), name="one_open_recovery_a_user"
            ),
            models.CheckConstraint(condition=~Q(reason=""), name="a_recovery_says_why"),
            models.CheckConstraint(
                condition=~Q(user=F("proposed_by")) & ~Q(user=F("decided_by")),
                name="nobody_recovers_themself",
            ),
            models.CheckConstraint(
                condition=~Q(outcome="confirmed", decided_by=F("proposed_by")),
                name="a_recovery_has_two_people",
            ),
            models.CheckConstraint(
                condition=Q(outcome="", decided_by=None, decided_at=None)
                | (~Q(outcome="") & Q(decided_by__isnull=False, decided_at__isnull=False)),
                name="a_decided_recovery_says_by_whom",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_scope_display()}"
