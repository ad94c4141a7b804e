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
    # Set while the password is one somebody else made: until when it lets in, and then only to make an own one.
    temporary_until = models.DateTimeField(_("临时密码有效至"), null=True, blank=True, editable=False)

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


class ApiKey(models.Model):
    """A key by which another system acts for a user (接口密钥). Shown once when it is made; only its SHA-256 is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_keys", verbose_name=_("用户"))
    name = models.CharField(_("用途"), max_length=60)
    start = models.CharField(_("开头几位"), max_length=12, editable=False)
    digest = models.CharField(max_length=64, unique=True, editable=False)
    made_by = models.ForeignKey(
        User, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("发放人")
    )
    made_at = models.DateTimeField(_("发放时间"), auto_now_add=True)
    expires_on = models.DateField(_("失效日期"))
    revoked_at = models.DateTimeField(_("收回时间"), null=True, blank=True)
    last_used_on = models.DateField(_("最近使用"), null=True, blank=True)

    class Meta:
        ordering = ["-made_at", "-id"]
        verbose_name = _("接口密钥")
        verbose_name_plural = _("接口密钥")
        constraints = [models.CheckConstraint(condition=~Q(name=""), name="api_key_says_what_for")]

    def __str__(self) -> str:
        return f"{self.name} {self.start}…"
