"""The parts of a project (标段): how each was tendered, its contract, changes, acceptance, payments."""

from typing import Any
from uuid import uuid4

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from decisions.models import Matter
from finance.choices import BidStatus, MethodChoice
from finance.models import Supplier
from organisation.models import Person
from projects.choices import PartCategory
from projects.models.projects import Project


def _sum(label: Any) -> Any:
    return models.DecimalField(label, max_digits=15, decimal_places=2, null=True, blank=True)


def _day(label: Any) -> Any:
    return models.DateField(label, null=True, blank=True)


class Part(models.Model):
    """A part of a project with its contract (标段). Sums in yuan. Personal data: who handled it, as the clause asks.

    `exempt` is the approval by which it need not be tendered. `contract_amount` is what was first agreed; changes are rows of their own.
    """

    project = models.ForeignKey(Project, on_delete=models.CASCADE, related_name="parts")
    name = models.CharField(_("标段名称"), max_length=100)
    category = models.CharField(_("类别"), max_length=8, choices=PartCategory.choices)
    estimate = _sum(_("合同估算价（元）"))
    method = models.CharField(_("发包方式"), max_length=10, choices=MethodChoice.choices, blank=True)
    method_name = models.CharField(_("发包方式名称"), max_length=40, blank=True)
    exempt = models.CharField(_("可以不招标的批准依据"), max_length=200, blank=True)
    documents_on = _day(_("招标文件发出日期"))
    opened_on = _day(_("投标截止（开标）日期"))
    publicity_from = _day(_("中标候选人公示开始"))
    publicity_until = _day(_("中标候选人公示结束"))
    awarded_on = _day(_("中标通知日期"))
    supplier = models.ForeignKey(
        Supplier, null=True, blank=True, on_delete=models.PROTECT, related_name="parts_won", verbose_name=_("中标单位")
    )  # fmt: skip
    contract_on = _day(_("合同签订日期"))
    contract_amount = _sum(_("合同金额（元）"))
    started_on = _day(_("开工日期"))
    accepted_on = _day(_("竣工验收日期"))
    final_on = _day(_("决算日期"))
    final_amount = _sum(_("决算金额（元）"))
    handler = models.ForeignKey(
        Person, null=True, blank=True, on_delete=models.PROTECT, related_name="+", verbose_name=_("经办人")
    )
    changed_at = models.DateTimeField(_("最后修改时间"), auto_now=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta:
        ordering = ["project_id", "id"]
        verbose_name = _("标段")
        verbose_name_plural = _("标段")
        constraints = [
            models.UniqueConstraint(fields=["project", "name"], name="part_once_in_project"),
            models.CheckConstraint(
                condition=(Q(estimate=None) | Q(estimate__gte=0))
                & (Q(contract_amount=None) | Q(contract_amount__gte=0))
                & (Q(final_amount=None) | Q(final_amount__gte=0)),
                name="part_sums_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(documents_on=None) | Q(opened_on=None) | Q(opened_on__gte=F("documents_on")),
                name="part_opened_after_documents",
            ),
            models.CheckConstraint(
                condition=Q(publicity_from=None)
                | Q(publicity_until=None)
                | Q(publicity_until__gte=F("publicity_from")),
                name="part_publicity_in_order",
            ),
            models.CheckConstraint(
                condition=Q(contract_amount=None, contract_on=None)
                | Q(contract_amount__isnull=False, contract_on__isnull=False, supplier__isnull=False),
                name="part_contract_with_whom_when_how_much",
            ),
            models.CheckConstraint(
                condition=Q(final_amount=None, final_on=None)
                | Q(final_amount__isnull=False, final_on__isnull=False),
                name="part_final_account_has_a_day",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project} {self.name}"


class Bidder(models.Model):
    """Who bid for a part (投标人)."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="bidders")
    supplier = models.ForeignKey(
        Supplier, on_delete=models.PROTECT, related_name="parts_bid", verbose_name=_("投标人")
    )
    amount = _sum(_("报价（元）"))
    status = models.CharField(_("状态"), max_length=12, choices=BidStatus.choices, default=BidStatus.VALID)
    history = HistoricalRecords()

    class Meta:
        ordering = ["amount", "id"]
        verbose_name = _("投标人")
        verbose_name_plural = _("投标人")
        constraints = [
            models.UniqueConstraint(fields=["part", "supplier"], name="bidder_once_a_part"),
            models.CheckConstraint(condition=Q(amount=None) | Q(amount__gte=0), name="bidder_not_negative"),
        ]

    def __str__(self) -> str:
        return f"{self.supplier} {self.amount or ''}"


class _Row(models.Model):
    """A dated sum under a contract; the form it was entered from makes it once."""

    on = models.DateField(_("日期"))
    amount = models.DecimalField(_("金额（元）"), max_digits=15, decimal_places=2)
    note = models.CharField(_("说明"), max_length=200, blank=True)
    token = models.UUIDField(default=uuid4, unique=True, editable=False)

    class Meta:
        abstract = True
        ordering = ["on", "id"]


class Change(_Row):
    """A change order (工程变更): by how much the contract grows or shrinks, why, and on which resolution it rests (L25, L26)."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="changes")
    matter = models.ForeignKey(
        Matter, null=True, blank=True, on_delete=models.PROTECT, related_name="project_changes",
        verbose_name=_("依据的决策事项"),
    )  # fmt: skip
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta(_Row.Meta):
        verbose_name = _("工程变更")
        verbose_name_plural = _("工程变更")
        constraints = [models.CheckConstraint(condition=~Q(note=""), name="project_change_says_why")]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"


class Measure(_Row):
    """What was accepted of the works by a day (验收计量), as a sum in all."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="measures")
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta(_Row.Meta):
        verbose_name = _("验收计量")
        verbose_name_plural = _("验收计量")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="measure_above_zero")]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"


class Payment(_Row):
    """A payment under a contract (工程款支付)."""

    part = models.ForeignKey(Part, on_delete=models.CASCADE, related_name="payments")
    history = HistoricalRecords(excluded_fields=["token"])

    class Meta(_Row.Meta):
        verbose_name = _("工程付款")
        verbose_name_plural = _("工程付款")
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="project_payment_above_zero")]

    def __str__(self) -> str:
        return f"{self.on} {self.amount}"
