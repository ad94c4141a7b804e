"""What is to be deleted, who approved it, and what is left of it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from organisation.models import Division, Person
from retention.choices import ListState

TABLE, KEY, DIGEST = 60, 64, 64  # characters


class DestructionList(models.Model):
    """Records whose time is over, put before those who approve their deletion (销毁清册). PostgreSQL lets it be done with two approvals alone."""

    county = models.ForeignKey(Division, on_delete=models.PROTECT, related_name="+", verbose_name=_("县"))
    rule = models.CharField(_("材料"), max_length=30)
    made_on = models.DateField(_("制表日期"))
    size = models.PositiveIntegerField(_("件数"))
    state = models.CharField(_("状态"), max_length=10, choices=ListState, default=ListState.WAITING)
    closed_on = models.DateField(_("办结日期"), null=True)
    declined_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        null=True,
        on_delete=models.PROTECT,
        related_name="+",
        verbose_name=_("不同意的人"),
    )
    decline_reason = models.CharField(_("理由"), max_length=300, blank=True, default="")

    class Meta:
        ordering = ["-made_on", "-id"]
        verbose_name = _("销毁清册")
        verbose_name_plural = _("销毁清册")
        indexes = [models.Index(fields=["county", "-made_on", "-id"], name="destruction_by_county")]
        constraints = [
            models.UniqueConstraint(
                fields=["county", "rule"], condition=Q(state="waiting"), name="one_waiting_list_a_rule"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", closed_on=None)
                | (~Q(state="waiting") & Q(closed_on__isnull=False)),
                name="a_closed_list_says_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="declined") | (Q(declined_by__isnull=False) & ~Q(decline_reason="")),
                name="a_declined_list_says_why",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.rule} {self.made_on}"


class DestructionItem(models.Model):
    """One record of the list: whose, since when its time runs, and the digest of the row as it was listed; a row that changed since is not deleted."""

    list = models.ForeignKey(DestructionList, on_delete=models.PROTECT, related_name="items")
    table = models.CharField(_("材料"), max_length=TABLE)
    key = models.CharField(_("编号"), max_length=KEY)
    person = models.ForeignKey(Person, on_delete=models.PROTECT, related_name="+", verbose_name=_("人员"))
    since = models.DateField(_("起算日期"))
    digest = models.CharField(max_length=DIGEST)

    class Meta:
        ordering = ["id"]
        verbose_name = _("销毁清册所列材料")
        verbose_name_plural = _("销毁清册所列材料")
        constraints = [
            models.UniqueConstraint(fields=["list", "table", "key"], name="each_record_once_a_list")
        ]
        indexes = [models.Index(fields=["table", "key"], name="listed_record")]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"


class Approval(models.Model):
    """That one person approved a list for the body that performs `function`; another person of another body must, too."""

    list = models.ForeignKey(DestructionList, on_delete=models.PROTECT, related_name="approvals")
    function = models.CharField(_("机关"), max_length=20)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", verbose_name=_("批准人")
    )
    on = models.DateField(_("批准日期"))

    class Meta:
        ordering = ["id"]
        verbose_name = _("销毁批准")
        verbose_name_plural = _("销毁批准")
        constraints = [
            models.UniqueConstraint(fields=["list", "function"], name="each_body_approves_once"),
            models.UniqueConstraint(fields=["list", "by"], name="each_person_approves_once"),
        ]

    def __str__(self) -> str:
        return f"{self.list_id} {self.by}"


class Tombstone(models.Model):
    """What is left of a deleted row (销毁凭证): which it was, by which rule it went, and SHA-256 of the row as it was. PostgreSQL refuses to change it.

    The digest is of the row written as PostgreSQL writes jsonb: whoever has the row in a backup can show that this was it.
    """

    table = models.CharField(_("材料"), max_length=TABLE)
    key = models.CharField(_("编号"), max_length=KEY)
    rule = models.CharField(_("规则"), max_length=30)
    digest = models.CharField(_("摘要"), max_length=DIGEST)
    deleted_on = models.DateField(_("销毁日期"))
    list = models.ForeignKey(
        DestructionList,
        null=True,
        on_delete=models.PROTECT,
        related_name="tombstones",
        verbose_name=_("清册"),
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = _("销毁凭证")
        verbose_name_plural = _("销毁凭证")
        indexes = [models.Index(fields=["table", "key"], name="tombstone_of")]

    def __str__(self) -> str:
        return f"{self.table} {self.key}"
