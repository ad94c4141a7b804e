"""Who receives complaints, and whose keys open them. Nothing here opens anything without a passphrase that is kept nowhere."""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from complaints.choices import KeyState
from organisation.models import Unit


def _user(label: Any, **more: Any) -> Any:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=label, **more
    )


class ReceivingBody(models.Model):
    """A body that receives complaints (受理机关), with what the public page says of it (C23).

    `unit` is the unit of the county; empty for a body outside the product, whose public key was handed over (`outside_key`) and to which
    what is its own to handle goes as a sealed package. `above` receives what this one may not handle (N23).
    """

    name = models.CharField(_("受理机关"), max_length=80, unique=True)
    county = models.ForeignKey(
        "organisation.Division", on_delete=models.PROTECT, related_name="+", verbose_name=_("县")
    )
    unit = models.OneToOneField(
        Unit,
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="receiving",
        verbose_name=_("单位"),
    )
    above = models.ForeignKey(
        "self",
        null=True,
        blank=True,
        on_delete=models.PROTECT,
        related_name="below",
        verbose_name=_("上级受理机关"),
    )
    hotline = models.CharField(_("举报电话"), max_length=40, blank=True, default="")
    email = models.EmailField(_("电子邮箱"), blank=True, default="")
    address = models.CharField(_("来信来访地址"), max_length=120, blank=True, default="")
    hours = models.CharField(_("接听接访时间"), max_length=80, blank=True, default="")
    outside_key = models.BinaryField(_("上级机关公钥"), null=True, blank=True, editable=False)
    history = HistoricalRecords()

    class Meta:
        ordering = ["county", "id"]
        verbose_name = _("受理机关")
        verbose_name_plural = _("受理机关")
        constraints = [
            models.CheckConstraint(
                condition=Q(above=None) | ~Q(above=F("id")), name="receiving_body_is_not_above_itself"
            ),
            models.CheckConstraint(
                condition=Q(unit=None) | Q(outside_key=None), name="only_bodies_outside_bring_a_key"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class PersonalKey(models.Model):
    """An officer's own pair (个人密钥): the private half wrapped by a passphrase only the officer knows.

    A lost passphrase cannot be replaced: the officer makes another pair, and asks the custodians. `replaced_at` ends one.
    """

    owner = _user(_("持有人"))
    public = models.BinaryField(editable=False)
    locked = models.BinaryField(editable=False)
    salt = models.BinaryField(editable=False)
    operations = models.PositiveIntegerField(editable=False)
    memory = models.PositiveBigIntegerField(editable=False)
    made_at = models.DateTimeField(_("设置时间"), auto_now_add=True)
    replaced_at = models.DateTimeField(_("停用时间"), null=True, blank=True)

    class Meta:
        ordering = ["owner", "-made_at"]
        verbose_name = _("个人密钥")
        verbose_name_plural = _("个人密钥")
        constraints = [
            models.UniqueConstraint(
                fields=["owner"], condition=Q(replaced_at=None), name="one_personal_key_at_a_time"
            )
        ]

    def __str__(self) -> str:
        return f"{self.owner} {self.made_at:%F}"


class BodyKey(models.Model):
    """A pair of a receiving body (机关密钥). What citizens report is sealed to its public half.

    `recovery` is the private half locked with a key that only two custodians together have. In force once both confirmed that their parts open.
    """

    body = models.ForeignKey(
        ReceivingBody, on_delete=models.PROTECT, related_name="keys", verbose_name=_("受理机关")
    )
    generation = models.PositiveIntegerField(_("第几代"))
    public = models.BinaryField(editable=False)
    recovery = models.BinaryField(editable=False)
    state = models.CharField(_("状态"), max_length=8, choices=KeyState.choices, default=KeyState.PROPOSED)
    reason = models.CharField(_("事由"), max_length=200)
    made_by = _user(_("生成人"))
    made_at = models.DateTimeField(_("生成时间"), auto_now_add=True)
    in_force_at = models.DateTimeField(_("启用时间"), null=True, blank=True)
    retired_at = models.DateTimeField(_("更换时间"), null=True, blank=True)

    class Meta:
        ordering = ["body", "-generation"]
        verbose_name = _("机关密钥")
        verbose_name_plural = _("机关密钥")
        constraints = [
            models.UniqueConstraint(fields=["body", "generation"], name="generation_of_a_key_once"),
            models.UniqueConstraint(
                fields=["body"], condition=Q(state=KeyState.IN_FORCE), name="one_body_key_in_force"
            ),
            models.UniqueConstraint(
                fields=["body"], condition=Q(state=KeyState.PROPOSED), name="one_body_key_proposed"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body} {self.generation}"


class KeyGrant(models.Model):
    """A body's private key sealed to one officer (授权): who holds it may open what the body received."""

    key = models.ForeignKey(
        BodyKey, on_delete=models.PROTECT, related_name="grants", verbose_name=_("机关密钥")
    )
    holder = models.ForeignKey(
        PersonalKey, on_delete=models.PROTECT, related_name="grants", verbose_name=_("个人密钥")
    )
    sealed = models.BinaryField(editable=False)
    given_by = _user(_("授权人"))
    given_at = models.DateTimeField(_("授权时间"), auto_now_add=True)

    class Meta:
        ordering = ["key", "id"]
        verbose_name = _("密钥授权")
        verbose_name_plural = _("密钥授权")
        constraints = [models.UniqueConstraint(fields=["key", "holder"], name="grant_of_a_key_once")]

    def __str__(self) -> str:
        return f"{self.key} {self.holder}"


class CustodianShare(models.Model):
    """A custodian's part of what opens a body's key (恢复份额): useless without the other's. `confirmed_at`: they opened it once."""

    key = models.ForeignKey(
        BodyKey, on_delete=models.PROTECT, related_name="shares", verbose_name=_("机关密钥")
    )
    holder = models.ForeignKey(
        PersonalKey, on_delete=models.PROTECT, related_name="shares", verbose_name=_("个人密钥")
    )
    number = models.PositiveSmallIntegerField(_("份额"))
    sealed = models.BinaryField(editable=False)
    confirmed_at = models.DateTimeField(_("确认时间"), null=True, blank=True)

    class Meta:
        ordering = ["key", "number"]
        verbose_name = _("恢复份额")
        verbose_name_plural = _("恢复份额")
        constraints = [
            models.UniqueConstraint(fields=["key", "number"], name="share_number_once"),
            models.UniqueConstraint(fields=["key", "holder"], name="two_custodians_are_two_people"),
            models.CheckConstraint(condition=Q(number__in=(1, 2)), name="a_key_has_two_shares"),
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.number}"


class Recovery(models.Model):
    """An officer who lost the passphrase asks the custodians for the body's key again (恢复申请)."""

    key = models.ForeignKey(
        BodyKey, on_delete=models.PROTECT, related_name="recoveries", verbose_name=_("机关密钥")
    )
    holder = models.ForeignKey(
        PersonalKey, on_delete=models.PROTECT, related_name="recoveries", verbose_name=_("个人密钥")
    )
    reason = models.CharField(_("事由"), max_length=200)
    asked_at = models.DateTimeField(_("申请时间"), auto_now_add=True)
    done_at = models.DateTimeField(_("完成时间"), null=True, blank=True)

    class Meta:
        ordering = ["-asked_at"]
        verbose_name = _("密钥恢复")
        verbose_name_plural = _("密钥恢复")
        constraints = [
            models.UniqueConstraint(
                fields=["key", "holder"], condition=Q(done_at=None), name="one_open_recovery"
            )
        ]

    def __str__(self) -> str:
        return f"{self.key} {self.holder}"


class RecoveryShare(models.Model):
    """A custodian's part, opened by the custodian and sealed to who asked (交出的份额)."""

    recovery = models.ForeignKey(Recovery, on_delete=models.PROTECT, related_name="released")
    share = models.ForeignKey(CustodianShare, on_delete=models.PROTECT, related_name="+")
    sealed = models.BinaryField(editable=False)
    by = _user(_("保管人"))
    at = models.DateTimeField(_("时间"), auto_now_add=True)

    class Meta:
        ordering = ["share"]
        verbose_name = _("交出的份额")
        verbose_name_plural = _("交出的份额")
        constraints = [models.UniqueConstraint(fields=["recovery", "share"], name="share_released_once")]

    def __str__(self) -> str:
        return f"{self.recovery} {self.share}"
