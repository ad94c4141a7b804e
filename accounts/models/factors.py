"""What a user logs in with besides the password, and the passwords they had."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from accounts.choices import FactorKind
from accounts.models.users import User


class Factor(models.Model):
    """A second factor (第二验证方式): an authenticator app that shows codes (TOTP), or a passkey (WebAuthn)."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="factors", verbose_name=_("用户"))
    kind = models.CharField(_("类别"), max_length=8, choices=FactorKind)
    name = models.CharField(_("名称"), max_length=40)
    # Of an app its secret, locked with a key that is not in the database; of a passkey its public half.
    material = models.BinaryField()
    credential = models.BinaryField(null=True, unique=True)
    # The last step of 30 seconds whose code was used, or the passkey's own counter: neither is taken twice.
    counter = models.BigIntegerField(default=0)
    made_at = models.DateTimeField(_("添加时间"), auto_now_add=True)
    used_at = models.DateTimeField(_("最近使用"), null=True)

    class Meta:
        ordering = ["kind", "made_at"]
        verbose_name = _("第二验证方式")
        verbose_name_plural = _("第二验证方式")
        constraints = [
            models.UniqueConstraint(fields=["user"], condition=Q(kind="totp"), name="one_app_a_user"),
            models.CheckConstraint(
                condition=Q(kind="totp", credential__isnull=True)
                | Q(kind="passkey", credential__isnull=False),
                name="a_passkey_has_its_credential",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class RecoveryCode(models.Model):
    """A code that stands in once for a lost second factor (恢复码); only its keyed hash is kept."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="recovery_codes")
    digest = models.CharField(max_length=64)
    used_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["user", "digest"], name="a_recovery_code_once")]

    def __str__(self) -> str:
        return f"{self.user_id} {self.pk}"


class FormerPassword(models.Model):
    """The hash of a password a user has or had, so that it is not taken again."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="former_passwords")
    hash = models.CharField(max_length=128)
    set_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ["-set_at", "-pk"]

    def __str__(self) -> str:
        return f"{self.user_id} {self.set_at:%Y-%m-%d}"
