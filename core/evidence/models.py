"""Tables of the evidence. An entry has no moment of its own: it is as old as the batch it lies in, which tells minutes and no order (docs/evidence.md)."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Noted(models.Model):
    """What is noted of a change: which row (`name` of the table, `key`), what happened, the SHA-256 of the row, who was logged in at PostgreSQL."""

    class Kind(models.TextChoices):
        INSERTED = "i", _("新增")
        UPDATED = "u", _("修改")
        DELETED = "d", _("删除")
        MIGRATED = "m", _("升级后重新登记")

    name = models.CharField(_("数据表"), max_length=63)
    key = models.CharField(_("主键"), max_length=80)
    kind = models.CharField(_("变化"), max_length=1, choices=Kind.choices)
    digest = models.BinaryField(_("摘要"))
    role = models.CharField(_("数据库角色"), max_length=63)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return f"{self.name} {self.key} {self.kind}"


class PendingEvidence(Noted):
    """Noted by a trigger in the transaction that wrote, not sealed yet (待封存)."""

    class Meta:
        verbose_name = _("待封存的存证")
        verbose_name_plural = _("待封存的存证")


class EvidenceEntry(Noted):
    """A sealed entry (存证): numbered without gaps. `salt` keeps neighbours in a proof from being guessed, `leaf` is its place in the tree."""

    number = models.BigIntegerField(_("序号"), primary_key=True)
    salt = models.BinaryField()
    leaf = models.BinaryField(_("叶"))

    class Meta:
        ordering = ["number"]
        indexes = [models.Index(fields=["name", "key", "number"], name="evidence_by_row")]
        verbose_name = _("存证")
        verbose_name_plural = _("存证")


class Rooted(models.Model):
    """What has a root."""

    algorithm = models.CharField(_("算法"), max_length=8)
    root = models.BinaryField(_("根值"))

    class Meta:
        abstract = True

    @property
    def shown(self) -> str:
        """The root as it is written down: in hexadecimal."""
        return bytes(self.root).hex()


class EvidenceBatch(Rooted):
    """Entries `first` to `first + count - 1` under one root; `chained` is the root together with all before it (批次)."""

    number = models.BigIntegerField(_("批次"), primary_key=True)
    first = models.BigIntegerField(_("首条"))
    count = models.PositiveIntegerField(_("条数"))
    chained = models.BinaryField(_("链值"))
    sealed_at = models.DateTimeField(_("封存时间"))
    day = models.DateField(_("日期"), db_index=True)

    @property
    def end(self) -> int:
        """The number of the first entry after it."""
        return self.first + self.count

    class Meta:
        ordering = ["number"]
        verbose_name = _("存证批次")
        verbose_name_plural = _("存证批次")

    def __str__(self) -> str:
        return str(self.number)


class EvidenceDay(Rooted):
    """The root of a day (每日根值): over the chained values of its batches, and so over everything before. Mailed and shown."""

    day = models.DateField(_("日期"), primary_key=True)
    first = models.BigIntegerField(_("首批"))
    batches = models.PositiveIntegerField(_("批数"))
    entries = models.PositiveBigIntegerField(_("条数"))

    class Meta:
        ordering = ["-day"]
        verbose_name = _("每日根值")
        verbose_name_plural = _("每日根值")

    def __str__(self) -> str:
        return f"{self.day} {self.shown}"
