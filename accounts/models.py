"""Users and the roles they were given."""

from django.contrib.auth.models import AbstractUser
from django.contrib.postgres.fields import DateRangeField
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from accounts.choices import ROLE_CHOICES
from organisation.models import Person, Unit


class User(AbstractUser):
    """Someone who logs in. Tied to a person where the county's roster knows them; most rights follow from that tie."""

    person = models.OneToOneField(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="user",
        verbose_name=_("对应人员"),
    )
    digest = models.BooleanField(_("每日邮件摘要"), default=True)

    class Meta:
        verbose_name = _("用户")
        verbose_name_plural = _("用户")

    def __str__(self) -> str:
        return self.person.name if self.person else self.username


class RoleHeld(models.Model):
    """A role given by hand, for a body, from when to when (角色授予). Who gave it and why is part of the record."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="roles", verbose_name=_("用户"))
    role = models.CharField(_("角色"), max_length=16, choices=ROLE_CHOICES)
    body = models.ForeignKey(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="officers",
        verbose_name=_("所在机构"),
    )
    during = DateRangeField(_("起止日期"))
    reason = models.CharField(_("授予理由"), max_length=200)
    history = HistoricalRecords()

    class Meta:
        ordering = ["user_id", "during"]
        verbose_name = _("角色授予")
        verbose_name_plural = _("角色授予")
        constraints = [
            models.CheckConstraint(
                condition=Q(during__isempty=False),
                name="role_has_days",
                violation_error_message=_("止日须晚于起日"),
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} {self.get_role_display()}"
